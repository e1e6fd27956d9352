import type { Taxonomy } from '../enrich/labels/taxonomy.ts'
import type { Alert } from './alert/alert.ts'
import type { CompanyContext } from './company.ts'
import { severityOf, severityStep, type SeverityInput, type SeverityStep } from './explain/severity.ts'
import { isHighExposure } from './planners/make-card.ts'

interface Context {
  taxonomy: Taxonomy
  company: CompanyContext
}

/** The severity that the figures and the planner card of an alert call for. Pure. */
export const severityNow = (context: Context, alert: Alert): Alert['severity'] => severityOf(inputOf(context, alert))

/** The step of an active alert's severity at a time (epoch ms), see `severityStep`. Pure. */
export const severityStepOf = (context: Context, alert: Alert, at: { now: number; blind: boolean }): SeverityStep =>
  severityStep(alert, inputOf(context, alert), at)

const inputOf = ({ taxonomy, company }: Context, { card, observed, expected, facts }: Alert): SeverityInput => ({
  topic: taxonomy.topics.find(({ id }) => id === facts.subject.id)?.severity,
  observed,
  expected,
  isExposureHigh: card !== null && isHighExposure(card.exposure, company.planners),
})
