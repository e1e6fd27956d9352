import { Type, type Static } from 'typebox'
import type { ErasureRequest } from './request.ts'

/** A mention to be erased, in one of its versions. */
export const FoundRow = Type.Object({
  id: Type.String(),
  source: Type.String(),
  authorKey: Type.String(),
  authorHandle: Type.String(),
  url: Type.String(),
  channel: Type.String(),
  inReplyTo: Type.String(),
  title: Type.String(),
  text: Type.String(),
  fields: Type.Record(Type.String(), Type.String()),
  entityValues: Type.Array(Type.String()),
})
export type FoundMention = Static<typeof FoundRow>

export interface Found {
  /** All stored versions of the mentions, and what the log holds of them. */
  mentions: FoundMention[]
  /** Source by mention id. */
  ids: Map<string, string>
  authorKeys: Set<string>
  request: ErasureRequest
}
