import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { ErasureReport } from '../../erasure/erasure.ts'
import { timeOrNull, toIsoOrNull } from '../request/schemas.ts'

export const ErasureDto = Type.Object({
  dryRun: Type.Boolean(doc('Whether it was only counted')),
  mentions: Type.Integer(doc('Mentions that are meant', 14)),
  places: Type.Array(
    Type.Object({
      place: Type.String(doc('A table, the log, a file or the memory', 'mentions')),
      found: Type.Integer(doc('Rows or events that the place held', 14)),
      remaining: Type.Integer(doc('Rows or events that it holds now: 0 after an erasure', 0)),
    }),
    doc('Every place that was searched'),
  ),
  logKeptUntil: timeOrNull('Until when a Kafka log keeps the events; null: it keeps none'),
})
export type ErasureDto = Static<typeof ErasureDto>

export const toErasureDto = (report: ErasureReport): ErasureDto => ({
  ...report,
  logKeptUntil: toIsoOrNull(report.logKeptUntil),
})
