import type { Alert, AlertChange } from '../alert.ts'
import { hubWord, type Organisation, type Person } from './organisation.ts'
import { isAskedFor } from './permission.ts'
import { placed, policyOf, type Party } from './policies.ts'
import { valuesOf, wants, type Subscription } from './subscription.ts'

/** Where a change has to be told, and how. */
export interface Address {
  /** A receiver by name. */
  receiver: string
  /** Whose it is, by id; '' = a department's, the hub's, or nobody's. */
  person: string
  /** At once, or with the next digest. */
  mode: 'now' | 'daily' | 'weekly'
  /** The person is asked to say how the impact stands. */
  asksImpact: boolean
}

/** A receiver and what it wants of all it could be told. */
export interface Listener {
  name: string
  wants: Subscription
}

/** Every receiver that a change has to be told to, each once: pure. At once beats a digest, a person's own beats a shared one. */
export function audienceOf(organisation: Organisation, listeners: readonly Listener[], change: AlertChange): Address[] {
  const { alert } = change
  const byName = new Map(listeners.map((listener) => [listener.name, listener]))
  const shared = [...partChannels(organisation, alert), ...unowned(organisation, listeners)].flatMap(
    ({ name, person }) => {
      const wanted = byName.get(name)?.wants
      return wanted && wants(wanted, alert) ? [toAddress(name, { person, mode: wanted.digest ?? 'now' })] : []
    },
  )
  const own = concerned(organisation, change).flatMap((person) =>
    person.channels.map((name) => toAddress(name, { person: person.id, asksImpact: isAsked(person, change) })),
  )
  const all = [...own, ...calledFor(organisation, change), ...shared, ...subscribed(organisation, alert)]
  return onceEach(all.filter(({ receiver }) => byName.has(receiver)))
}

const toAddress = (receiver: string, over: Partial<Address> = {}): Address => ({
  receiver,
  person: '',
  mode: 'now',
  asksImpact: false,
  ...over,
})

function onceEach(addresses: readonly Address[]): Address[] {
  const chosen = new Map<string, Address>()
  for (const address of addresses) {
    const before = chosen.get(address.receiver)
    if (!before || (before.mode !== 'now' && address.mode === 'now')) chosen.set(address.receiver, address)
  }
  return [...chosen.values()]
}

/** The channels of the parts of the organisation that the model says are told; of a part without any, its people's own. */
function partChannels(organisation: Organisation, alert: Alert): Channel[] {
  const place = placed(organisation, alert)
  return policyOf(organisation)
    .told(place, organisation)
    .flatMap((party) => {
      const channels = channelsOf(organisation, party, alert)
      return channels.length > 0
        ? channels.map((name) => ({ name, person: '' }))
        : peopleOf(organisation, party).flatMap(({ id, channels: own }) => own.map((name) => ({ name, person: id })))
    })
}

interface Channel {
  name: string
  /** '' = a part's as a whole. */
  person: string
}

function channelsOf({ hub, units, departments }: Organisation, party: Party, { topic }: Alert): string[] {
  if (party.of === 'hub') return hub.channels
  const unit = units.find(({ id }) => id === party.unit)
  if (party.of === 'unit') return unit?.channels ?? []
  const department = departments.get(party.department)
  const teams = department?.teams.filter(({ topics }) =>
    topics.some((id) => topic === id || topic.startsWith(`${id}.`)),
  )
  const own = unit?.departments.get(party.department) ?? department?.channels ?? []
  return [...own, ...(teams ?? []).flatMap(({ channels }) => channels)]
}

function peopleOf({ people }: Organisation, party: Party): Person[] {
  const isOfUnit = ({ units }: Person, unit: string) => unit === '' || units.length === 0 || units.includes(unit)
  return [...people.values()].filter((person) => {
    if (party.of === 'hub') return person.hub && person.units.length === 0
    if (party.of === 'unit') return person.hub && person.units.includes(party.unit)
    return person.departments.includes(party.department) && isOfUnit(person, party.unit)
  })
}

/** Receivers that belong to nobody in the organisation are told whatever they want. */
function unowned({ hub, units, departments, people }: Organisation, listeners: readonly Listener[]): Channel[] {
  const owned = new Set([
    ...hub.channels,
    ...units.flatMap((unit) => [...unit.channels, ...[...unit.departments.values()].flat()]),
    ...[...departments.values()].flatMap(({ channels, teams }) => [
      ...channels,
      ...teams.flatMap((team) => team.channels),
    ]),
    ...[...people.values()].flatMap(({ channels }) => channels),
  ])
  return listeners.filter(({ name }) => !owned.has(name)).map(({ name }) => ({ name, person: '' }))
}

/** People whom the alert itself names: its owner, who is asked for its impact, who looks after an account that it landed on. Nobody is told what they did themselves. */
function concerned({ people }: Organisation, { by, alert }: AlertChange): Person[] {
  const { owner, impact, card, ownAccounts } = alert
  const names = [
    owner,
    impact?.owner,
    ...(card?.items ?? []).map((item) => item.owner),
    ...ownAccounts.map((a) => a.owner),
  ]
  return [...people.values()].filter(
    (person) => person.id !== by && (names.includes(person.id) || names.includes(person.name)),
  )
}

const isAsked = (person: Person, { alert }: AlertChange) =>
  isAskedFor(person, alert) && (alert.impact?.status === 'potential' || alert.impact?.status === 'confirmed')

/** Whom an escalation calls: people, receivers, or the hub. */
function calledFor({ hub, people }: Organisation, { change, alert: { escalation } }: AlertChange): Address[] {
  if (change !== 'escalated') return []
  return (escalation?.to ?? []).flatMap((name) => {
    const person = people.get(name)
    if (person) return person.channels.map((channel) => toAddress(channel, { person: person.id }))
    return (name === hubWord ? hub.channels : [name]).map((channel) => toAddress(channel))
  })
}

/** People who asked to be told of such alerts, as far as they may see them. */
function subscribed(organisation: Organisation, alert: Alert): Address[] {
  const place = placed(organisation, alert)
  const { sees } = policyOf(organisation)
  return [...organisation.people.values()]
    .filter((person) => sees(person, place))
    .flatMap(({ id, channels, subscriptions }) =>
      subscriptions
        .filter((subscription) => wants(subscription, alert))
        .flatMap(({ digest }) => channels.map((name) => toAddress(name, { person: id, mode: digest ?? 'now' }))),
    )
}

/** The one unit whose customers an alert is about; '' = of none, or of several. */
export function unitOf({ units }: Organisation, alert: Pick<Alert, 'cut' | 'drivers'>): string {
  const matching = units.filter(({ match }) =>
    Object.entries(match).some(([dimension, values]) => values.some((value) => valuesOf(alert, dimension).has(value))),
  )
  return matching.length === 1 ? matching[0]!.id : ''
}
