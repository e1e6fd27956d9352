import type { Store } from '../../infra/store/store.ts'
import type { Alert } from '../alert/alert.ts'
import type { CardItem, PlannerCard } from '../alert/planner-card.ts'
import { countReporters, namedIn } from './named-query.ts'
import {
  byExposure,
  exposureOf,
  firstImpact,
  matchingItems,
  valuesInItems,
  frequentlyNamed,
  unmappedIn,
  type PlannersOptions,
} from './make-card.ts'

/** A card lists at most this many rows. */
const mostItems = 50

interface CardDeps {
  items: readonly CardItem[]
  options: PlannersOptions
  now: number
}

/**
 * Sets the alert's planner card as of `now` (epoch ms): the rows of the planning data that its mentions name, and the named values
 * without a row. A card with rows stays when later mentions name none, because its owner may not have assessed the impact yet.
 */
export async function withCard(store: Store, alert: Alert, { items, options, now }: CardDeps): Promise<Alert> {
  const { subject } = alert.facts
  const span = { from: alert.onsetAt, to: now }
  const named = items.length > 0 ? frequentlyNamed(await namedIn(store, subject, span)) : []
  const found = matchingItems(items, named)
  if (found.length === 0 && alert.card?.items.length) return alert
  if (named.length === 0) return alert
  const values = found.length > 0 ? valuesInItems(found, named) : named
  const reporters = await countReporters(store, subject, { ...span, values })
  const card = cardOf(found, { ...reporters, unmapped: unmappedIn(items, named) }, options)
  const impact = alert.impact ?? (found.length > 0 ? firstImpact(found, now) : null)
  return { ...alert, card, impact }
}

function cardOf(
  found: readonly CardItem[],
  counts: Pick<PlannerCard, 'authors' | 'sources' | 'unmapped'>,
  { confirmedAuthors, confirmedSources, currency }: PlannersOptions,
): PlannerCard {
  const isConfirmed = counts.authors >= confirmedAuthors && counts.sources >= confirmedSources
  return {
    items: found.toSorted(byExposure).slice(0, mostItems),
    ...(found.length > mostItems && { more: found.length - mostItems }),
    exposure: { ...exposureOf(found), ...(currency !== undefined && { currency }) },
    ...counts,
    confirmation: isConfirmed ? 'confirmed' : 'unconfirmed',
  }
}
