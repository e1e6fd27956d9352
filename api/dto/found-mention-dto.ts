import { Type, type Static } from 'typebox'
import { MentionDto } from './mention-dto.ts'

const Marks = Type.Array(Type.Array(Type.Integer(), { minItems: 2, maxItems: 2 }))

/** A mention in a list, with what a search found in it. */
export const FoundMentionDto = Type.Object({
  ...MentionDto.properties,
  copies: Type.Integer({ description: 'With fold: how many other mentions of the search have nearly the same text' }),
  marks: Type.Object(
    { title: Marks, text: Marks },
    { description: 'Where it has what was searched for: from and to which UTF-16 unit, exclusive' },
  ),
})
export type FoundMentionDto = Static<typeof FoundMentionDto>

/** How many mentions a search finds, and what they have in common. */
export const FacetsDto = Type.Object({
  mentions: Type.Integer({ description: 'At most 10,000' }),
  isCapped: Type.Boolean({ description: 'There are more; then everything here is of the newest 10,000' }),
  authors: Type.Integer({ description: 'Unique authors' }),
  texts: Type.Integer({ description: 'Unique posts: near copies of a text are one' }),
  facets: Type.Array(
    Type.Object({
      dimension: Type.String({ description: 'A field of the search' }),
      value: Type.String(),
      mentions: Type.Integer(),
    }),
    { description: 'The most frequent values of each field' },
  ),
})
export type FacetsDto = Static<typeof FacetsDto>
