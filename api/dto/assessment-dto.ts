import { Type, type Static } from 'typebox'
import { Assessment } from '../../alerts/assessment/assessment.ts'
import { TimeOut, toIso } from '../request/schemas.ts'

export const AssessmentDto = Type.Object({
  ...Assessment.properties,
  from: Type.Union([TimeOut], { description: 'The first mention in the period' }),
  to: Type.Union([TimeOut], { description: 'After the newest mention' }),
  gaps: Type.Array(Type.Object({ from: TimeOut, to: TimeOut }), {
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
