import { Type, type Static } from 'typebox'
import { MentionDto } from './mention-dto.ts'

/** A mention with the reasons for its review. */
export const ReviewDto = Type.Object({
  ...MentionDto.properties,
  reasons: Type.Array(Type.String(), { description: 'Reasons for the review, one sentence each' }),
  secondOpinion: Type.Union([Type.Object({ department: Type.String(), confidence: Type.Number() }), Type.Null()], {
    description: 'From a slower model; null if the department is certain, or the model is off or over its budget',
  }),
})
export type ReviewDto = Static<typeof ReviewDto>
