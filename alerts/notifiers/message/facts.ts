import type { Alert } from '../../alert/alert.ts'
import { counted, momentOf, money, percent } from '../../../infra/format.ts'
import { displayValue } from '../../alert/display-value.ts'
import { onsetOf } from '../../alert/sentence.ts'
import type { CardItem, Impact, planningKeys, PlannerCard } from '../../alert/planner-card.ts'

export interface Fact {
  name: string
  value: string
}

const mostNamed = 4

/** Affected items, suppliers, exposure, reports and impact status; empty without a planner card. */
export function plannerFacts({ card, impact }: Pick<Alert, 'card' | 'impact'>, timeZone?: string): Fact[] {
  const items = card?.items ?? []
  const all = [
    fact('Affected', named(items.flatMap(affected))),
    fact('Supplier', named(items.map(suppliedBy))),
    fact('Site', named(items.map(({ site }) => site))),
    fact('At risk', card ? exposed(card.exposure) : ''),
    fact('Reports since the start', card ? reportsOf(card, impact?.status ?? 'potential') : ''),
    fact('Missing from planning data', named((card?.unmapped ?? []).map(nameOf))),
    impact
      ? fact('Impact status', impactOf(impact, timeZone))
      : fact('Planner', named(items.map(({ owner }) => owner))),
  ]
  return all.filter(({ value }) => value !== '')
}

/** Drivers, start (with the mentions since) or last report, and unattended company accounts, in the words of the page. */
export function alertFacts(alert: Alert, timeZone?: string): Fact[] {
  const drivers = alert.drivers.slice(0, 3).map((driver) => `${nameOf(driver)} ${percent(driver.share)}`)
  const accounts = alert.ownAccounts
    .slice(0, mostNamed)
    .map(
      ({ handle, platform, flags, owner, mentions }) =>
        `@${handle} on ${platform}: ${counted(mentions, 'mention')} (${[...flags.map((flag) => flagWords[flag]), owner || 'no owner'].join(', ')})`,
    )
  return [
    fact(alert.kind === 'drop' ? 'Drivers of the decrease' : 'Drivers of the increase', drivers.join(', ')),
    alert.kind === 'hazard'
      ? fact('Last report', momentOf(Math.max(...alert.facts.reports.map(({ at }) => at)), timeZone))
      : fact('Started', `${onsetOf(alert, timeZone)} · ${counted(alert.mentions, 'mention')} since the start`),
    fact('Unattended company accounts', accounts.join('; ')),
  ].filter(({ value }) => value !== '')
}

/** As the page names them. */
const flagWords: Record<Alert['ownAccounts'][number]['flags'][number], string> = {
  idle: 'idle',
  'semi-idle': 'semi-idle',
  orphan: 'orphan',
  uncovered: 'not covered',
}

const fact = (name: string, value: string): Fact => ({ name, value })

const prefixes: Record<string, string> = { sku: 'SKU ', lot: 'lot ', region: 'region ', warehouse: 'warehouse ' }

const order: (typeof planningKeys)[number][] = ['product', 'sku', 'lot', 'carrier', 'warehouse', 'region']

const affected = (item: CardItem) => order.map((key) => (item[key] ? (prefixes[key] ?? '') + item[key] : ''))

const nameOf = ({ dimension, value }: { dimension: string; value: string }) =>
  (prefixes[dimension] ?? '') + displayValue({ dimension, value })

/** The distinct values: the first four, then how many more there are. */
function named(values: string[]): string {
  const distinct = [...new Set(values.filter(Boolean))]
  const more = distinct.length - mostNamed
  return [...distinct.slice(0, mostNamed), ...(more > 0 ? [`${more} more`] : [])].join(', ')
}

const exposed = ({ units, openOrders, revenue, currency }: PlannerCard['exposure']) =>
  [
    units > 0 ? counted(units, 'unit') : '',
    openOrders > 0 ? counted(openOrders, 'open order') : '',
    revenue > 0 ? `${money(revenue, currency)} in revenue` : '',
  ]
    .filter(Boolean)
    .join(', ')

const suppliedBy = ({ supplier, part }: CardItem) => (supplier && part ? `${supplier} (${part})` : supplier || part)

/** Once a person has decided, it is not open any more whether reports are confirmed. */
function reportsOf({ confirmation, authors, sources }: PlannerCard, status: Impact['status']): string {
  const open = status === 'potential' ? 'Unconfirmed · ' : ''
  const reports =
    confirmation === 'confirmed' ? counted(authors, 'independent report') : open + counted(authors, 'reporter')
  return `${reports} from ${counted(sources, 'source')}`
}

const impacts: Record<Impact['status'], string> = {
  potential: 'Potential',
  confirmed: 'Confirmed',
  none: 'No impact',
  restored: 'Restored',
}

const impactOf = ({ status, expectedUntil, owner }: Impact, timeZone?: string) =>
  [
    impacts[status],
    expectedUntil === null ? '' : `Expected until ${momentOf(expectedUntil, timeZone)}`,
    status === 'potential' && owner !== null ? `Awaiting ${owner}` : '',
  ]
    .filter(Boolean)
    .join(' · ')
