import { Type, type Static } from 'typebox'
import type { ErasureReport } from '../../erasure/erasure.ts'
import { NullableTime, toIsoOrNull } from '../request/schemas.ts'

export const ErasureDto = Type.Object({
  dryRun: Type.Boolean(),
  mentions: Type.Integer({ description: 'Mentions that are meant' }),
  places: Type.Array(
    Type.Object({
      place: Type.String(),
      found: Type.Integer({ description: 'What the place held' }),
      remaining: Type.Integer({ description: 'What it holds now: 0 after an erasure' }),
    }),
  ),
  logKeptUntil: { ...NullableTime, description: 'Until when a Kafka log keeps the events; null: it keeps none' },
})
export type ErasureDto = Static<typeof ErasureDto>

export const toErasureDto = (report: ErasureReport): ErasureDto => ({
  ...report,
  logKeptUntil: toIsoOrNull(report.logKeptUntil),
})
