import { Type, type Static, type TObject, type TProperties } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { backtestStates } from '../../alerts/backtest/backtest-table.ts'
import { kinds } from '../../alerts/alert/alert.ts'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import { closed, time, timeOrNull } from '../request/schemas.ts'

const Count = (description: string) => Type.Integer({ minimum: 0, ...doc(description, 3) })
/** The same with what it is there. */
const described = <P extends TProperties>(schema: TObject<P>, description: string) =>
  Type.Object(schema.properties, { ...closed, description })

const OrNull = (description: string) => Type.Union([Type.Number(), Type.Null()], doc(description, 18))

/** As in the configuration. */
export const RuleDto = Type.Object(
  {
    alarmBudget: Type.Object(
      {
        perDepartmentPerWeek: Type.Number({
          exclusiveMinimum: 0,
          maximum: 1_000,
          ...doc('False alarms that a department accepts in a week', 1),
        }),
      },
      { ...closed, description: 'How many false alarms are accepted' },
    ),
    gates: Type.Object(
      {
        mentions: Type.Integer({ minimum: 1, maximum: 10_000, ...doc('Least number of mentions in a spike', 10) }),
        authors: Type.Integer({
          minimum: 1,
          maximum: 10_000,
          ...doc('Least number of distinct authors in a spike', 5),
        }),
        texts: Type.Integer({ minimum: 1, maximum: 10_000, ...doc('Least number of distinct texts in a spike', 4) }),
        ratio: Type.Number({
          minimum: 1,
          maximum: 1_000,
          ...doc('Least ratio of the observed to the expected count', 2),
        }),
      },
      { ...closed, description: 'What a spike must have' },
    ),
  },
  { ...closed, description: 'The settings that decide when an alert opens, as in the configuration' },
)
export type RuleDto = Static<typeof RuleDto>

export const ReplayedAlertDto = Type.Object({
  openedAt: time('When it opened'),
  kind: Type.Enum([...kinds], doc('What kind of alert it is')),
  title: Type.String(doc('Its title', 'Parcel late')),
  departments: Type.Array(Type.String(), doc('The first one owns it, the others watch', ['logistics', 'support'])),
  severity: Type.Enum([...severities], doc('How bad it is')),
  observed: Count('Mentions in the window when it opened'),
  expected: Type.Number(doc('Expected mentions in the window', 2.4)),
  windowMinutes: Type.Number(doc('Length of the window in minutes', 60)),
  outcome: Type.Enum(['caught', 'trap', 'noise', 'unjudged'], {
    description:
      'caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known',
  }),
  incident: Type.Union([Type.String(), Type.Null()], doc('What it caught, or what raised it', 'Klarpay outage')),
})

export const KnownIncidentDto = Type.Object({
  name: Type.String(doc('Its name', 'Klarpay outage')),
  department: Type.String(doc('The department that it concerns, by id', 'support')),
  kind: Type.Enum(['incident', 'trap', 'noise'], { description: 'Only an incident should raise an alert' }),
  startsAt: time('When it began'),
  isOutside: Type.Boolean({ description: 'Whether it began before or after the replayed period' }),
  caughtAt: timeOrNull('When the first alert about it was notified; null: never'),
  title: Type.Union([Type.String(), Type.Null()], doc('The title of that alert', 'Parcel late · Nordfracht')),
  delayMinutes: OrNull('Minutes from its start to the alert'),
})

export const OutcomeDto = Type.Object({
  settings: described(RuleDto, 'The settings that decide when an alert opens'),
  alerts: Count('Alerts opened'),
  alertsPerWeek: Type.Number(doc('Alerts opened in a week, on average', 3.5)),
  caught: Count('Known incidents that raised an alert'),
  missed: Count('Known incidents in the period that raised none'),
  outside: Count('Known incidents and traps outside the period'),
  trapsAlerted: Count('Planned events that raised an alert'),
  noise: Count('Alerts rated noise or expected that came again'),
  hazardReports: Count('Alerts of a single report of a hazard that are no known incident; not counted as false'),
  falseAlerts: Count('Other alerts that caught no known incident'),
  medianDelayMinutes: OrNull('Median minutes from the start of an incident to its alert'),
  medianMinutesFromOnset: OrNull('Median minutes from the onset to the alert, of all alerts'),
  byWeek: Type.Array(
    Type.Object({
      week: Type.String(doc('The Monday (UTC) it begins with, as 2026-10-05', '2026-11-23')),
      departments: Type.Record(Type.String(), Type.Integer(), { description: 'Alerts by owning department' }),
    }),
    { description: 'Alerts by the week in which they opened' },
  ),
  listedAlerts: Type.Array(ReplayedAlertDto, {
    description: 'In order of opening, at most 1,000, those that the caller sees',
  }),
  incidents: Type.Array(KnownIncidentDto, { description: 'Those that the caller sees' }),
})

export const ChangesDto = Type.Object({
  caughtToo: Type.Array(Type.String(), doc('Incidents that only the tried settings catch', ['Klarpay outage'])),
  missedThen: Type.Array(Type.String(), doc('Incidents that only the settings in force catch', ['Klarpay outage'])),
  appear: Type.Array(ReplayedAlertDto, { description: 'Alerts that only the tried settings open' }),
  disappear: Type.Array(ReplayedAlertDto, { description: 'Alerts that only the settings in force open' }),
})

const ResultDto = Type.Object({
  from: time('Start of the replayed period'),
  to: time('End of the replayed period'),
  learntFrom: time('Since when the baseline learns'),
  evaluations: Count('Evaluations in the period'),
  inForce: described(OutcomeDto, 'With the settings in force'),
  tried: described(OutcomeDto, 'With the tried settings'),
  changes: described(ChangesDto, 'What differs between them'),
  configuration: Type.String(
    doc(
      'Lines of the configuration (YAML) that put the tried settings in force; empty: they are in force',
      'gates:\n  mentions: 8',
    ),
  ),
  suggestion: Type.Union(
    [
      Type.Object({
        settings: described(RuleDto, 'The suggested settings'),
        alertsPerWeek: Type.Number(doc('Alerts opened in a week, on average', 3.5)),
        falseAlerts: Count('Alerts that would catch no known incident'),
        configuration: Type.String(
          doc('Lines of the configuration (YAML) that put it in force', 'gates:\n  mentions: 8'),
        ),
      }),
      Type.Null(),
    ],
    {
      description:
        'Stricter settings that still catch every incident that those in force catch, confirmed by a replay; null: none found, or not looked for',
    },
  ),
})

export const BacktestDto = Type.Object({
  id: Type.String(doc('Id of the backtest', '6a1f0c9e')),
  state: Type.Enum([...backtestStates], doc('Where it stands')),
  by: Type.String(doc('Who asked for it', 'mara')),
  requestedAt: time('When somebody asked for it'),
  updatedAt: time('When its state or progress changed last'),
  weeks: Type.Integer(doc('Weeks it was asked to replay; fewer where less is stored', 12)),
  settings: described(RuleDto, 'The settings that decide when an alert opens'),
  suggests: Type.Boolean({ description: 'Whether stricter settings are looked for' }),
  progress: Type.Number({ minimum: 0, maximum: 1, ...doc('Share of the work that is done, 0 to 1', 0.4) }),
  replayingAt: timeOrNull('Time in the period that the replay has reached'),
  reason: Type.Union(
    [Type.String(), Type.Null()],
    doc('Why it failed or was cancelled', 'there is no topic delivery.lost'),
  ),
  result: Type.Union([ResultDto, Type.Null()], { description: 'null until it is done; lists leave it out' }),
})
export type BacktestDto = Static<typeof BacktestDto>
