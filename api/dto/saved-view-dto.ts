import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { SavedView } from '../../alerts/trends/saved-view-table.ts'
import { time, toIso } from '../request/schemas.ts'

export const SavedViewDto = Type.Object(
  {
    id: Type.String(doc('Id of the view', 'b7c9')),
    name: Type.String(doc('Its name', 'Late parcels by carrier')),
    query: Type.Record(
      Type.String(),
      Type.String(),
      doc("The parameters of the page's address", { topic: 'delivery.late', by: 'carrier' }),
    ),
    by: Type.String(doc('Who saved it, by id', 'mara')),
    savedAt: time('When it was last saved'),
  },
  { title: 'SavedView', description: 'Trends that were saved under a name' },
)
export type SavedViewDto = Static<typeof SavedViewDto>

export const toSavedViewDto = ({ id, name, query, by, savedAt }: SavedView): SavedViewDto => ({
  id,
  name,
  query,
  by,
  savedAt: toIso(savedAt),
})
