import type { Static } from 'typebox'
import type { Visibility } from '../../alerts/alert/visibility.ts'
import type { BacktestResult, StoredBacktest } from '../../alerts/backtest/backtest-table.ts'
import type { Comparison } from '../../alerts/backtest/compare.ts'
import type { Rule } from '../../alerts/backtest/replay.ts'
import type { Report, ReportedAlert, ReportedIncident } from '../../alerts/backtest/report.ts'
import { ruleLines } from '../../alerts/backtest/rule-lines.ts'
import { toIso, toIsoOrNull } from '../request/schemas.ts'
import type {
  BacktestDto,
  ChangesDto,
  KnownIncidentDto,
  OutcomeDto,
  ReplayedAlertDto,
  RuleDto,
} from './backtest-dto.ts'

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

const toAlertDto = (alert: ReportedAlert): Static<typeof ReplayedAlertDto> => ({
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

const toIncidentDto = (incident: ReportedIncident): Static<typeof KnownIncidentDto> => ({
  name: incident.name,
  department: incident.department,
  kind: incident.kind,
  startsAt: incident.startsAt,
  isOutside: incident.isOutside,
  caughtAt: incident.caught?.at ?? null,
  title: incident.caught?.title ?? null,
  delayMinutes: incident.caught?.delayMinutes ?? null,
})
