import { LastEvaluation } from '../../alerts/detection/last-evaluation.ts'
import { Type, type Static } from 'typebox'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import { gapStates } from '../../ingest/gap-table.ts'
import { sourceStates } from '../../ingest/source-table.ts'
import { NullableTime, TimeOut } from '../request/schemas.ts'

/** Mentions since midnight (UTC), and the expected count and range up to this time of day; absent while the baseline is being learnt. */
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
  openAlerts: Type.Integer({ description: 'Active alerts that it owns or watches' }),
  topics: Type.Integer({ description: 'Topics it owns or watches' }),
  today: Type.Union([TodayDto, Type.Null()], { description: 'null: the caller does not see its mentions' }),
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

const NullableNumber = (description: string) => Type.Union([Type.Number(), Type.Null()], { description })
const UsageDto = Type.Object(
  {
    requests: Type.Integer(),
    units: Type.Integer({ description: 'What the service charges for one by one, such as posts that are read' }),
    usd: Type.Number(),
    requestsPerDay: NullableNumber('The budget; null: no limit'),
    usdPerDay: NullableNumber('The budget; null: no limit'),
  },
  { description: 'What the source used today (UTC)' },
)
export const SourceDto = Type.Object({
  source: Type.String(),
  kind: Type.Enum(['feed', 'stream', 'webhook', 'file']),
  health: Type.Enum([...sourceStates]),
  reason: Type.String(),
  frontierAt: NullableTime,
  lastHeardAt: NullableTime,
  lag: Type.Union([Type.Integer(), Type.Null()], {
    description: 'Time between now and frontierAt in ms; null for webhooks and files',
  }),
  mentions24h: Type.Integer(),
  canary: Type.Union([
    Type.Object({
      looksFor: Type.String({ description: 'As messages name it: "news" in quotes, or any item' }),
      lastFoundAt: Type.Union([TimeOut], {
        description: 'Time of the newest item that it found; before the first one that of the first poll',
      }),
    }),
    Type.Null(),
  ]),
  usage: Type.Union([UsageDto, Type.Null()], { description: 'null for sources whose requests are not counted' }),
})
export type SourceDto = Static<typeof SourceDto>

export const CoverageGapDto = Type.Object({
  source: Type.String(),
  from: TimeOut,
  until: Type.Union([NullableTime], { description: 'null while the source is still not read' }),
  reason: Type.String(),
  state: Type.Enum([...gapStates], {
    description:
      'open: it goes on. missing: it is over, and mentions of it are missing. filled: what was published in it is stored',
  }),
  filledUntil: Type.Union([NullableTime], {
    description: 'Up to where it was filled, by a later poll or an import under the name of the source; null: nothing',
  }),
})
export type CoverageGapDto = Static<typeof CoverageGapDto>

const LastEvaluationDto = Type.Object({ ...LastEvaluation.properties, at: TimeOut })
const StageDto = Type.Object(
  {
    stage: Type.String(),
    state: Type.Enum(['running', 'failing', 'stalled', 'stopped']),
    since: NullableTime,
    reason: Type.String(),
    lag: Type.Integer({ description: 'Events that wait' }),
    oldestAt: Type.Union([NullableTime], { description: 'When the oldest event being handled was published' }),
    deadLetters: Type.Integer({ description: 'Events that this process has given up since it started' }),
  },
  { description: 'stalled: nothing was handled for a minute although events wait' },
)
export type StageDto = Static<typeof StageDto>

export const StatusDto = Type.Object({
  now: TimeOut,
  frontierAt: Type.Union([TimeOut], { description: 'All mentions up to this time are stored' }),
  coveredSince: Type.Union([NullableTime], { description: 'Coverage begins here; there is no earlier data' }),
  sourcesDown: Type.Array(Type.String()),
  demo: Type.Union(
    [
      Type.Object({
        caughtUp: Type.Boolean({ description: 'Whether the replay has reached the present' }),
        behindMs: Type.Integer({ description: 'Time from now, the time of the replay, to the present' }),
      }),
      Type.Null(),
    ],
    { description: 'null: not the demo' },
  ),
  today: TodayDto,
  stages: Type.Array(StageDto),
  lastEvaluation: Type.Union([LastEvaluationDto, Type.Null()], {
    description: 'The last evaluation: its time, number of series and thresholds',
  }),
})
export type StatusDto = Static<typeof StatusDto>
