import type { Store } from '../../infra/store/store.ts'
import type { Alert } from '../alert.ts'
import type { CardItem, PlannerCard } from './card.ts'
import { namedIn, witnesses } from './named-query.ts'
import {
  exposureOf,
  firstImpact,
  itemsNamed,
  severityWith,
  telling,
  unmappedIn,
  type PlannersOptions,
} from './planner-card.ts'

/** The alert with its planner card as of `now`, where the join table knows what it is about; otherwise with what it does not know. */
export async function withCard(
  store: Store,
  alert: Alert,
  { items, options, now }: { items: readonly CardItem[]; options: PlannersOptions; now: number },
): Promise<Alert> {
  if (items.length === 0) return alert
  const { subject } = alert.facts
  const span = { from: alert.onsetAt, to: now }
  const named = telling(await namedIn(store, subject, span))
  if (named.length === 0) return alert
  const found = itemsNamed(items, named)
  const seen = await witnesses(store, subject, { ...span, values: named })
  const isConfirmed = seen.voices >= options.confirmedVoices && seen.sources >= options.confirmedSources
  const exposure = exposureOf(found)
  const card: PlannerCard = {
    items: found,
    exposure,
    ...seen,
    standing: isConfirmed ? 'confirmed' : 'rumour',
    unmapped: unmappedIn(items, named),
  }
  return {
    ...alert,
    card,
    impact: alert.impact ?? (found.length > 0 ? firstImpact(found, now) : null),
    severity: severityWith(alert.severity, exposure, options),
  }
}
