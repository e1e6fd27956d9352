import type { Alert } from '../../alert/alert.ts'
import { spoken } from '../../alert/spoken.ts'
import type { CardItem, Impact, planningKeys, PlannerCard } from '../../alert/planner-card.ts'
import { count, counted, momentOf } from './words.ts'

export interface Fact {
  name: string
  value: string
}

const mostNamed = 4

/** What a planner has to know of it, in the order in which it is asked; nothing without a card. */
export function plannerFacts({ card, impact }: Pick<Alert, 'card' | 'impact'>): Fact[] {
  const items = card?.items ?? []
  const all = [
    fact('Affected', named(items.flatMap(affected))),
    fact('Supplier', named(items.map(suppliedBy))),
    fact('Site', named(items.map(({ site }) => site))),
    fact('Exposure', card ? exposed(card.exposure) : ''),
    fact('Voices', card ? voicesOf(card) : ''),
    fact('Unknown to us', named((card?.unmapped ?? []).map(nameOf))),
    impact ? fact('Impact', impactOf(impact)) : fact('Planner', named(items.map(({ owner }) => owner))),
  ]
  return all.filter(({ value }) => value !== '')
}

/** What explains the alert and how large it has become. */
export function alertFacts(alert: Alert): Fact[] {
  const why = alert.drivers.slice(0, 3).map((driver) => `${nameOf(driver)} ${Math.round(100 * driver.share)} %`)
  const accounts = alert.ownAccounts
    .slice(0, mostNamed)
    .map(
      ({ handle, platform, flags, owner }) =>
        `${handle} on ${platform} (${[...flags, owner || 'no owner'].join(', ')})`,
    )
  return [
    fact('Why', why.join(', ')),
    fact('Since', `${momentOf(alert.onsetAt)}, ${counted(alert.mentions, 'mention')}`),
    fact('Own accounts', accounts.join('; ')),
  ].filter(({ value }) => value !== '')
}

const fact = (name: string, value: string): Fact => ({ name, value })

const prefixes: Record<string, string> = { sku: 'SKU ', lot: 'lot ', region: 'region ', warehouse: 'warehouse ' }

const order: (typeof planningKeys)[number][] = ['product', 'sku', 'lot', 'carrier', 'warehouse', 'region']

const affected = (item: CardItem) => order.map((key) => (item[key] ? (prefixes[key] ?? '') + item[key] : ''))

const nameOf = ({ dimension, value }: { dimension: string; value: string }) =>
  (prefixes[dimension] ?? '') + spoken({ dimension, value })

/** Each once, the first few by name and the others by number. */
function named(values: string[]): string {
  const distinct = [...new Set(values.filter(Boolean))]
  const more = distinct.length - mostNamed
  return [...distinct.slice(0, mostNamed), ...(more > 0 ? [`${more} more`] : [])].join(', ')
}

const exposed = ({ units, openOrders, revenue }: PlannerCard['exposure']) =>
  [
    units > 0 ? counted(units, 'unit') : '',
    openOrders > 0 ? counted(openOrders, 'open order') : '',
    revenue > 0 ? `revenue ${count(revenue)}` : '',
  ]
    .filter(Boolean)
    .join(', ')

const suppliedBy = ({ supplier, part }: CardItem) => (supplier && part ? `${supplier} (${part})` : supplier || part)

const voicesOf = ({ confirmation, authors, sources }: PlannerCard) =>
  `${counted(authors, 'person', 'people')} on ${counted(sources, 'source')}: ${confirmation === 'confirmed' ? 'confirmed' : 'a rumour so far'}`

const impacts: Record<Impact['status'], string> = {
  potential: 'Potential',
  confirmed: 'Confirmed',
  none: 'None',
  restored: 'Restored',
}

const impactOf = ({ status, expectedUntil, owner }: Impact) =>
  [
    impacts[status],
    expectedUntil === null ? '' : `expected until ${momentOf(expectedUntil)}`,
    status === 'potential' && owner !== null ? `${owner} is to say` : '',
  ]
    .filter(Boolean)
    .join(', ')
