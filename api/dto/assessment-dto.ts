import { Type, type Static } from 'typebox'
import { Assessment } from '../../alerts/assessment/assessment.ts'
import { time, toIso } from '../request/schemas.ts'

export const AssessmentDto = Type.Object({
  ...Assessment.properties,
  from: time('The first mention in the period'),
  to: time('After the newest mention'),
  gaps: Type.Array(Type.Object({ from: time('Start of the silence'), to: time('Its end, exclusive') }), {
    description: 'Silences in which nothing was collected; `to` is exclusive',
  }),
})
export type AssessmentDto = Static<typeof AssessmentDto>

export const toAssessmentDto = (assessment: Assessment): AssessmentDto => ({
  ...assessment,
  from: toIso(assessment.from),
  to: toIso(assessment.to),
  gaps: assessment.gaps.map(({ from, to }) => ({ from: toIso(from), to: toIso(to) })),
})
