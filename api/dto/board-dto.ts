import { LastEvaluation } from '../../alerts/detection/last-evaluation.ts'
import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import { gapStates } from '../../ingest/gap-table.ts'
import { sourceStates } from '../../ingest/source-table.ts'
import { textOrNull, time, timeOrNull } from '../request/schemas.ts'

/** The expected figures are absent while the baseline is being learnt. */
export const TodayDto = Type.Object(
  {
    mentions: Type.Integer(doc('Mentions since midnight (UTC)', 214)),
    expected: Type.Optional(
      Type.Number(doc('Mentions expected up to this time of day; absent while the baseline is being learnt', 180.5)),
    ),
    lower: Type.Optional(Type.Number(doc('Lower end of the expected range (80 %), in mentions', 150))),
    upper: Type.Optional(Type.Number(doc('Upper end of the expected range, in mentions', 212))),
  },
  doc('Mentions of today (UTC)'),
)
export type TodayDto = Static<typeof TodayDto>

export const DepartmentDto = Type.Object(
  {
    id: Type.String(doc('Id of the department', 'logistics')),
    name: Type.String(doc('Its name', 'Logistics')),
    openAlerts: Type.Integer(doc('Active alerts that it owns or watches', 2)),
    topics: Type.Integer(doc('Topics that it owns or watches', 7)),
    today: Type.Union([TodayDto, Type.Null()], {
      description: 'Its mentions of today; null: the caller does not see its mentions',
    }),
  },
  { title: 'Department' },
)
export type DepartmentDto = Static<typeof DepartmentDto>

export const TopicDto = Type.Object(
  {
    id: Type.String(doc('Id of the topic', 'delivery.late')),
    name: Type.String(doc('Its name', 'Parcel late')),
    parent: textOrNull('Id of the topic above it; null: none', 'delivery'),
    owners: Type.Array(Type.String(), doc('Ids of its departments; the first one acts', ['logistics'])),
    severity: Type.Enum([...severities], doc('How grave it is by itself')),
  },
  { title: 'Topic' },
)
export type TopicDto = Static<typeof TopicDto>

const NullableNumber = (description: string, example: number) =>
  Type.Union([Type.Number(), Type.Null()], doc(description, example))
const UsageDto = Type.Object(
  {
    requests: Type.Integer(doc('Requests', 288)),
    units: Type.Integer(doc('What the service charges for one by one, such as posts that are read', 1200)),
    usd: Type.Number(doc('Cost in US dollars', 0.6)),
    requestsPerDay: NullableNumber('The budget of requests; null: no limit', 1000),
    usdPerDay: NullableNumber('The budget in US dollars; null: no limit', 5),
  },
  { description: 'What the source used today (UTC)' },
)
export const SourceDto = Type.Object(
  {
    source: Type.String(doc('Name of the source', 'app-store')),
    kind: Type.Enum(['feed', 'stream', 'webhook', 'file'], doc('How its mentions arrive')),
    health: Type.Enum([...sourceStates], doc('Whether it is read')),
    reason: Type.String(doc('Why it is in this state; empty: nothing to say', 'HTTP 503')),
    frontierAt: timeOrNull('All its mentions up to this time are stored; null for webhooks and files'),
    lastHeardAt: timeOrNull('Time of its newest mention; null: none'),
    lag: Type.Union(
      [Type.Integer(), Type.Null()],
      doc('Time between now and frontierAt in ms; null for webhooks and files', 42_000),
    ),
    mentions24h: Type.Integer(doc('Its mentions of the last 24 hours', 61)),
    canary: Type.Union(
      [
        Type.Object({
          looksFor: Type.String(doc('As messages name it: "news" in quotes, or any item', '"news"')),
          lastFoundAt: time('Time of the newest item that it found; before the first one that of the first poll'),
        }),
        Type.Null(),
      ],
      doc('What must be found for the source to count as read; null: nothing'),
    ),
    usage: Type.Union([UsageDto, Type.Null()], { description: 'null for sources whose requests are not counted' }),
  },
  { title: 'Source' },
)
export type SourceDto = Static<typeof SourceDto>

export const CoverageGapDto = Type.Object({
  source: Type.String(doc('Name of the source', 'app-store')),
  from: time('When it began'),
  until: timeOrNull('When it was over; null while the source is still not read'),
  reason: Type.String(doc('Why', 'HTTP 503')),
  state: Type.Enum([...gapStates], {
    description:
      'open: it goes on. missing: it is over, and mentions of it are missing. filled: what was published in it is stored',
  }),
  filledUntil: timeOrNull(
    'Up to where it was filled, by a later poll or an import under the name of the source; null: nothing',
  ),
})
export type CoverageGapDto = Static<typeof CoverageGapDto>

const LastEvaluationDto = Type.Object({ ...LastEvaluation.properties, at: time('When it was') })
const StageDto = Type.Object(
  {
    stage: Type.String(doc('Name of the stage', 'enrich')),
    state: Type.Enum(
      ['running', 'failing', 'stalled', 'stopped'],
      doc('stalled: nothing was handled for a minute although events wait'),
    ),
    since: timeOrNull('Since when it is in this state; null: since the start'),
    reason: Type.String(doc('Why; empty: it runs', 'the store is out of reach')),
    lag: Type.Integer(doc('Events that wait', 0)),
    oldestAt: timeOrNull('When the oldest event being handled was published; null: none waits'),
    deadLetters: Type.Integer(doc('Events that this process has given up since it started', 0)),
  },
  { description: 'A stage of the pipeline' },
)
export type StageDto = Static<typeof StageDto>

export const StatusDto = Type.Object({
  now: time('The time by which everything here is measured; in the demo, that of the replay'),
  frontierAt: time('All mentions up to this time are stored'),
  coveredSince: timeOrNull('Coverage begins here, there is no earlier data; null: no data'),
  sourcesDown: Type.Array(Type.String(), doc('Names of sources that are not read', ['app-store'])),
  demo: Type.Union(
    [
      Type.Object({
        caughtUp: Type.Boolean(doc('Whether the replay has reached the present')),
        behindMs: Type.Integer(doc('Time from now, the time of the replay, to the present, in ms', 0)),
      }),
      Type.Null(),
    ],
    { description: 'The replay of the demo; null: not the demo' },
  ),
  today: TodayDto,
  stages: Type.Array(StageDto, doc('The stages of the pipeline in this process')),
  lastEvaluation: Type.Union([LastEvaluationDto, Type.Null()], {
    description: 'The last evaluation: its time, number of series and thresholds; null: none yet',
  }),
})
export type StatusDto = Static<typeof StatusDto>
