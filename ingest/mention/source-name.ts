import { Type } from 'typebox'

/** Begins every id of the source, names its file of rejects and stands in the address of a webhook. */
export const SourceName = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$' })
