import { Type, type Static } from 'typebox'
import type { SavedView } from '../../alerts/trends/saved-view-table.ts'
import { TimeOut, toIso } from '../request/schemas.ts'

export const SavedViewDto = Type.Object({
  id: Type.String(),
  name: Type.String(),
  query: Type.Record(Type.String(), Type.String(), { description: "The parameters of the page's address" }),
  by: Type.String(),
  savedAt: TimeOut,
})
export type SavedViewDto = Static<typeof SavedViewDto>

export const toSavedViewDto = ({ id, name, query, by, savedAt }: SavedView): SavedViewDto => ({
  id,
  name,
  query,
  by,
  savedAt: toIso(savedAt),
})
