import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { MentionDto } from './mention-dto.ts'

const marksOf = (field: string) =>
  Type.Array(
    Type.Array(Type.Integer(), { minItems: 2, maxItems: 2 }),
    doc(`In the ${field}: pairs of the first UTF-16 unit and the one after the last`, [[6, 15]]),
  )

/** A mention in a list, with what a search found in it. */
export const FoundMentionDto = Type.Object(
  {
    ...MentionDto.properties,
    copies: Type.Integer(doc('With fold: how many other mentions of the search have nearly the same text', 3)),
    marks: Type.Object(
      { title: marksOf('title'), text: marksOf('text') },
      { description: 'Where it has what was searched for' },
    ),
  },
  { title: 'FoundMention', description: 'A mention that a search finds' },
)
export type FoundMentionDto = Static<typeof FoundMentionDto>

/** How many mentions a search finds, and what they have in common. */
export const FacetsDto = Type.Object(
  {
    mentions: Type.Integer(doc('Mentions that it finds, at most 10,000', 316)),
    isCapped: Type.Boolean(doc('There are more; then everything here is of the newest 10,000')),
    authors: Type.Integer(doc('Unique authors', 290)),
    texts: Type.Integer(doc('Unique posts: near copies of a text are one', 301)),
    facets: Type.Array(
      Type.Object({
        dimension: Type.String(doc('A field of the search', 'carrier')),
        value: Type.String(doc('A value of the field', 'Nordfracht')),
        mentions: Type.Integer(doc('Mentions with it', 211)),
      }),
      doc('The most frequent values of each field'),
    ),
  },
  doc('How many mentions a search finds, and what they have in common'),
)
export type FacetsDto = Static<typeof FacetsDto>
