import { Type, type Static } from 'typebox'
import { backtestStates, type BacktestResult, type StoredBacktest } from '../../alerts/backtest/backtest-table.ts'
import type { Comparison } from '../../alerts/backtest/compare.ts'
import type { Rule } from '../../alerts/backtest/replay.ts'
import type { Report, ReportedAlert, ReportedIncident } from '../../alerts/backtest/report.ts'
import { ruleLines } from '../../alerts/backtest/rule-lines.ts'
import { kinds } from '../../alerts/alert/alert.ts'
import type { Visibility } from '../../alerts/alert/visibility.ts'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import { closed, NullableTime, TimeOut, toIso, toIsoOrNull } from '../request/schemas.ts'

const Count = (description: string) => Type.Integer({ minimum: 0, description })
const OrNull = (description: string) => Type.Union([Type.Number(), Type.Null()], { description })

/** As in the configuration. */
export const RuleDto = Type.Object(
  {
    alarmBudget: Type.Object(
      {
        perDepartmentPerWeek: Type.Number({
          exclusiveMinimum: 0,
          maximum: 1_000,
          description: 'False alarms that a department accepts in a week',
        }),
      },
      closed,
    ),
    gates: Type.Object(
      {
        mentions: Type.Integer({ minimum: 1, maximum: 10_000, description: 'Least number of mentions in a spike' }),
        authors: Type.Integer({
          minimum: 1,
          maximum: 10_000,
          description: 'Least number of distinct authors in a spike',
        }),
        texts: Type.Integer({ minimum: 1, maximum: 10_000, description: 'Least number of distinct texts in a spike' }),
        ratio: Type.Number({
          minimum: 1,
          maximum: 1_000,
          description: 'Least ratio of the observed to the expected count',
        }),
      },
      closed,
    ),
  },
  { ...closed, description: 'The settings that decide when an alert opens, as in the configuration' },
)
export type RuleDto = Static<typeof RuleDto>

const AlertDto = Type.Object({
  openedAt: TimeOut,
  kind: Type.Enum([...kinds]),
  title: Type.String(),
  departments: Type.Array(Type.String(), { description: 'The first one owns it, the others watch' }),
  severity: Type.Enum([...severities]),
  observed: Count('Mentions in the window when it opened'),
  expected: Type.Number({ description: 'Expected mentions in the window' }),
  windowMinutes: Type.Number({ description: 'Length of the window in minutes' }),
  outcome: Type.Enum(['caught', 'trap', 'noise', 'unjudged'], {
    description:
      'caught: a known incident. trap: a planned event. noise: rated noise or expected. unjudged: nothing is known',
  }),
  incident: Type.Union([Type.String(), Type.Null()], { description: 'What it caught, or what raised it' }),
})

const IncidentDto = Type.Object({
  name: Type.String(),
  department: Type.String(),
  kind: Type.Enum(['incident', 'trap', 'noise'], { description: 'Only an incident should raise an alert' }),
  startsAt: TimeOut,
  isOutside: Type.Boolean({ description: 'Whether it began before or after the replayed period' }),
  caughtAt: Type.Union([NullableTime], { description: 'When the first alert about it was notified; null: never' }),
  title: Type.Union([Type.String(), Type.Null()], { description: 'The title of that alert' }),
  delayMinutes: OrNull('Minutes from its start to the alert'),
})

const OutcomeDto = Type.Object({
  settings: RuleDto,
  alerts: Count('Alerts opened'),
  alertsPerWeek: Type.Number({ description: 'Alerts opened in a week, on average' }),
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
      week: Type.String({ description: 'The Monday (UTC) it begins with, as 2026-10-05' }),
      departments: Type.Record(Type.String(), Type.Integer(), { description: 'Alerts by owning department' }),
    }),
  ),
  listedAlerts: Type.Array(AlertDto, { description: 'In order of opening, at most 1,000, those that the caller sees' }),
  incidents: Type.Array(IncidentDto, { description: 'Those that the caller sees' }),
})

const ChangesDto = Type.Object({
  caughtToo: Type.Array(Type.String(), { description: 'Incidents that only the tried settings catch' }),
  missedThen: Type.Array(Type.String(), { description: 'Incidents that only the settings in force catch' }),
  appear: Type.Array(AlertDto, { description: 'Alerts that only the tried settings open' }),
  disappear: Type.Array(AlertDto, { description: 'Alerts that only the settings in force open' }),
})

const ResultDto = Type.Object({
  from: TimeOut,
  to: TimeOut,
  learntFrom: Type.Union([TimeOut], { description: 'Since when the baseline learns' }),
  evaluations: Count('Evaluations in the period'),
  inForce: OutcomeDto,
  tried: OutcomeDto,
  changes: ChangesDto,
  configuration: Type.String({
    description: 'Lines of the configuration (YAML) that put the tried settings in force; empty: they are in force',
  }),
  suggestion: Type.Union(
    [
      Type.Object({
        settings: RuleDto,
        alertsPerWeek: Type.Number({ description: 'Alerts opened in a week, on average' }),
        falseAlerts: Count('Alerts that would catch no known incident'),
        configuration: Type.String({ description: 'Lines of the configuration (YAML) that put it in force' }),
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
  id: Type.String(),
  state: Type.Enum([...backtestStates]),
  by: Type.String({ description: 'Who asked for it' }),
  requestedAt: TimeOut,
  updatedAt: TimeOut,
  weeks: Type.Integer({ description: 'Weeks it was asked to replay; fewer where less is stored' }),
  settings: RuleDto,
  suggests: Type.Boolean({ description: 'Whether stricter settings are looked for' }),
  progress: Type.Number({ minimum: 0, maximum: 1, description: 'Share of the work that is done, 0 to 1' }),
  replayingAt: Type.Union([NullableTime], { description: 'Time in the period that the replay has reached' }),
  reason: Type.Union([Type.String(), Type.Null()], { description: 'Why it failed or was cancelled' }),
  result: Type.Union([ResultDto, Type.Null()], { description: 'null until it is done; lists leave it out' }),
})
export type BacktestDto = Static<typeof BacktestDto>

export const toRuleDto = ({ budgetPerWeek, gates }: Rule): RuleDto => ({
  alarmBudget: { perDepartmentPerWeek: budgetPerWeek },
  gates,
})
export const toRule = ({ alarmBudget, gates }: RuleDto): Rule => ({
  budgetPerWeek: alarmBudget.perDepartmentPerWeek,
  gates,
})

/** @param visibility of the caller; undefined: without the result, as in lists */
export const toBacktestDto = (backtest: StoredBacktest, visibility?: Visibility): BacktestDto => ({
  id: backtest.id,
  state: backtest.state,
  by: backtest.by,
  requestedAt: toIso(backtest.requestedAt),
  updatedAt: toIso(backtest.updatedAt),
  weeks: backtest.request.weeks,
  settings: toRuleDto(backtest.request.rule),
  suggests: backtest.request.suggests,
  progress: backtest.progress.share,
  replayingAt: toIsoOrNull(backtest.progress.at),
  reason: backtest.reason || null,
  result: backtest.result && visibility ? toResultDto(backtest.result, visibility) : null,
})

function toResultDto({ inForce, tried, changes, suggestion }: BacktestResult, visibility: Visibility) {
  const sees = seesNamesOf(visibility)
  return {
    from: tried.from,
    to: tried.to,
    learntFrom: tried.learntFrom,
    evaluations: tried.evaluations,
    inForce: toOutcomeDto(inForce, sees),
    tried: toOutcomeDto(tried, sees),
    changes: toChangesDto(changes, { sees, incidents: tried.incidents }),
    configuration: ruleLines(tried.rule, inForce.rule),
    suggestion: suggestion && {
      settings: toRuleDto(suggestion.rule),
      alertsPerWeek: suggestion.changes.alertsPerWeek[1],
      falseAlerts: suggestion.changes.falseAlerts[1],
      configuration: ruleLines(suggestion.rule, inForce.rule),
    },
  }
}

type Sees = (departments: readonly string[]) => boolean

/** The unit of a replayed alert is not known: whoever sees only some units sees the figures and no names. */
const seesNamesOf =
  ({ all, units, departments }: Visibility): Sees =>
  (own) =>
    all || (units === null && own.some((id) => departments.includes(id)))

function toOutcomeDto({ rule, summary, byWeek, alerts, incidents }: Report, sees: Sees): Static<typeof OutcomeDto> {
  const { falseByDepartment: _, medianLeadMinutes: __, ...figures } = summary
  return {
    settings: toRuleDto(rule),
    ...figures,
    byWeek,
    listedAlerts: alerts.filter((alert) => sees(alert.departments)).map(toAlertDto),
    incidents: incidents.filter(({ department }) => sees([department])).map(toIncidentDto),
  }
}

function toChangesDto(
  { caughtToo, missedThen, appear, disappear }: Comparison,
  { sees, incidents }: { sees: Sees; incidents: readonly ReportedIncident[] },
): Static<typeof ChangesDto> {
  const seen = new Set(incidents.filter(({ department }) => sees([department])).map(({ name }) => name))
  const shown = (alerts: readonly ReportedAlert[]) =>
    alerts.filter(({ departments }) => sees(departments)).map(toAlertDto)
  return {
    caughtToo: caughtToo.filter((name) => seen.has(name)),
    missedThen: missedThen.filter((name) => seen.has(name)),
    appear: shown(appear),
    disappear: shown(disappear),
  }
}

const toAlertDto = (alert: ReportedAlert): Static<typeof AlertDto> => ({
  openedAt: alert.openedAt,
  kind: alert.kind,
  title: alert.title,
  departments: alert.departments,
  severity: alert.severity,
  observed: alert.observed,
  expected: alert.expected,
  windowMinutes: alert.windowMinutes,
  outcome: alert.outcome,
  incident: alert.incident,
})

const toIncidentDto = (incident: ReportedIncident): Static<typeof IncidentDto> => ({
  name: incident.name,
  department: incident.department,
  kind: incident.kind,
  startsAt: incident.startsAt,
  isOutside: incident.isOutside,
  caughtAt: incident.caught?.at ?? null,
  title: incident.caught?.title ?? null,
  delayMinutes: incident.caught?.delayMinutes ?? null,
})
