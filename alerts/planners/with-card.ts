import type { Store } from '../../infra/store/store.ts'
import type { Alert } from '../alert/alert.ts'
import type { CardItem, Exposure, PlannerCard } from '../alert/planner-card.ts'
import { namedIn, witnesses } from './named-query.ts'
import {
  byExposure,
  exposureOf,
  firstImpact,
  itemsNamed,
  namesOf,
  severityWith,
  namedByMany,
  unmappedIn,
  type PlannersOptions,
} from './make-card.ts'

/** An alert that names a whole catalogue is told with so many of its rows. */
const mostItems = 50

interface Known {
  items: readonly CardItem[]
  options: PlannersOptions
  now: number
}

/**
 * The alert with its planner card as of `now`, where the join table knows what it is about; otherwise with what it does not know. A card that stands
 * stays while nothing is named any longer: whoever was asked how the impact stands must be able to say it.
 */
export async function withCard(store: Store, alert: Alert, { items, options, now }: Known): Promise<Alert> {
  const { subject } = alert.facts
  const span = { from: alert.onsetAt, to: now }
  const named = items.length > 0 ? namedByMany(await namedIn(store, subject, span)) : []
  const found = itemsNamed(items, named)
  if (found.length === 0 && alert.card?.items.length) return graver(alert, alert.card.exposure, options)
  if (named.length === 0) return alert
  const values = found.length > 0 ? namesOf(found, named) : named
  const seen = await witnesses(store, subject, { ...span, values })
  const card = cardOf(found, { ...seen, unmapped: unmappedIn(items, named) }, options)
  const impact = alert.impact ?? (found.length > 0 ? firstImpact(found, now) : null)
  return graver({ ...alert, card, impact }, card.exposure, options)
}

function cardOf(
  found: readonly CardItem[],
  seen: Pick<PlannerCard, 'authors' | 'sources' | 'unmapped'>,
  { confirmedAuthors, confirmedSources }: PlannersOptions,
): PlannerCard {
  const isConfirmed = seen.authors >= confirmedAuthors && seen.sources >= confirmedSources
  return {
    items: found.toSorted(byExposure).slice(0, mostItems),
    ...(found.length > mostItems && { more: found.length - mostItems }),
    exposure: exposureOf(found),
    ...seen,
    confirmation: isConfirmed ? 'confirmed' : 'unconfirmed',
  }
}

/** Of an alert whose severity is that of its spike: it was explained just now. */
const graver = (alert: Alert, exposure: Exposure, options: PlannersOptions): Alert => ({
  ...alert,
  severity: severityWith(alert.severity, exposure, options),
})
