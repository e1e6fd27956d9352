import type { Taxonomy } from '../enrich/taxonomy.ts'
import type { Alert } from './alert.ts'
import { defaultPolicy, type EscalationStep, type Policy } from './lifecycle.ts'
import { unitOf } from './organisation/audience.ts'
import { toOrganisation, type Organisation } from './organisation/organisation.ts'

/** What an alert's life goes by besides counts: the company around it. */
export interface Surroundings {
  policy: Policy
  organisation: Organisation
}

/** Nobody has said anything of the company. */
export const plainSurroundings = (taxonomy: Taxonomy): Surroundings => ({
  policy: defaultPolicy,
  organisation: toOrganisation({ model: 'hub-and-spoke' }, taxonomy),
})

/** An alert with what the company knows of what it is about. A unit once found stays: people are not sent back and forth. */
export function withSurroundings({ organisation }: Surroundings, alert: Alert): Alert {
  return { ...alert, unit: alert.unit || unitOf(organisation, alert) }
}

/** Who is called when nobody takes an alert: the steps of the department that acts. */
export function stepsFor({ organisation: { departments } }: Surroundings, alert: Alert): readonly EscalationStep[] {
  const acting = departments.get(alert.departments[0] ?? '')
  return acting?.isOn ? acting.escalation : []
}
