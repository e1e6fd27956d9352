import { Type } from 'typebox'

/** The name of a source: part of mention ids (`<name>:<native id>`), of the name of its rejects file, and of a webhook's URL. */
export const SourceName = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$',
  description: 'The name of the source: the beginning of its mention ids, and a dimension of counts.',
  examples: ['helpdesk'],
})
