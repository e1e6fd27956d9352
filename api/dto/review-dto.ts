import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { MentionDto } from './mention-dto.ts'

/** A mention with the reasons for its review. */
export const ReviewDto = Type.Object({
  ...MentionDto.properties,
  reasons: Type.Array(
    Type.String(),
    doc('Reasons for the review, one sentence each', ['Department “Support”: only 52 % sure']),
  ),
  secondOpinion: Type.Union(
    [
      Type.Object({
        department: Type.String(doc('Id of the department', 'logistics')),
        confidence: Type.Number(doc('How certain it is, 0–1', 0.67)),
      }),
      Type.Null(),
    ],
    {
      description: 'From a slower model; null if the department is certain, or the model is off or over its budget',
    },
  ),
})
export type ReviewDto = Static<typeof ReviewDto>
