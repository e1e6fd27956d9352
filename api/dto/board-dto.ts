import { LastEvaluation } from '../../alerts/detection/last-evaluation.ts'
import { Type, type Static } from 'typebox'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import { sourceStates } from '../../ingest/source-table.ts'
import { NullableTime, TimeOut } from '../request/schemas.ts'

/** Mentions since midnight (UTC), and what is usual by this time of the day; nothing when that is not known yet. */
export const TodayDto = Type.Object({
  mentions: Type.Integer(),
  expected: Type.Optional(Type.Number()),
  lower: Type.Optional(Type.Number()),
  upper: Type.Optional(Type.Number()),
})
export type TodayDto = Static<typeof TodayDto>

export const DepartmentDto = Type.Object({
  id: Type.String(),
  name: Type.String(),
  openAlerts: Type.Integer({ description: 'Alerts it acts on or is told of that are not over' }),
  topics: Type.Integer({ description: 'Topics it owns, first or not' }),
  today: TodayDto,
})
export type DepartmentDto = Static<typeof DepartmentDto>

export const TopicDto = Type.Object({
  id: Type.String(),
  name: Type.String(),
  parent: Type.Union([Type.String(), Type.Null()]),
  owners: Type.Array(Type.String()),
  severity: Type.Enum([...severities]),
})
export type TopicDto = Static<typeof TopicDto>

export const SourceDto = Type.Object({
  source: Type.String(),
  kind: Type.Enum(['feed', 'stream', 'webhook', 'file']),
  health: Type.Enum([...sourceStates]),
  reason: Type.String(),
  frontierAt: NullableTime,
  lastHeardAt: NullableTime,
  lag: Type.Union([Type.Integer(), Type.Null()], {
    description: 'ms behind now; only of sources that are pulled or streamed',
  }),
  mentions24h: Type.Integer(),
})
export type SourceDto = Static<typeof SourceDto>

const LastEvaluationDto = Type.Object({ ...LastEvaluation.properties, at: TimeOut })
export const StatusDto = Type.Object({
  now: TimeOut,
  frontierAt: Type.Union([TimeOut], { description: 'Up to which everything was heard and filed' }),
  coveredSince: Type.Union([NullableTime], { description: 'Before that nothing was heard, which is not nothing said' }),
  sourcesDown: Type.Array(Type.String()),
  today: TodayDto,
  lastEvaluation: Type.Union([LastEvaluationDto, Type.Null()], {
    description: 'How the false alarms a department accepts were shared at the newest look for spikes',
  }),
})
export type StatusDto = Static<typeof StatusDto>
