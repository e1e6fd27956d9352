import type { Alert, AlertChange } from '../alert/alert.ts'
import { involvedPeople, isNamed } from '../alert/named-people.ts'
import { hubWord, type Organisation, type Person } from './organisation.ts'
import { isImpactOwner } from './permission.ts'
import { policyFacts, policyOf, type Party } from './policies.ts'
import { valuesOf, wants, type Subscription } from './subscription.ts'

/** A receiver of a change, and how it is notified. */
export interface Recipient {
  /** A receiver by name. */
  receiver: string
  /** Id of the person it belongs to; '' = a department, the hub, or nobody. */
  person: string
  /** Immediately, or with the next digest. */
  mode: 'now' | 'daily' | 'weekly'
  /** The person is asked for the impact status. */
  asksImpact: boolean
}

/** A receiver and its filter. */
export interface Subscriber {
  name: string
  wants: Subscription
}

/** All receivers of a change, each once. Immediate delivery takes precedence over a digest, a personal receiver over a shared one. Pure. */
export function recipientsOf(
  organisation: Organisation,
  subscribers: readonly Subscriber[],
  change: AlertChange,
): Recipient[] {
  const { alert } = change
  const byName = new Map(subscribers.map((subscriber) => [subscriber.name, subscriber]))
  const shared = [...partChannels(organisation, alert), ...independentReceivers(organisation, subscribers)].flatMap(
    ({ name, person }) => {
      const wanted = byName.get(name)?.wants
      return wanted && wants(wanted, alert) ? [toRecipient(name, { person, mode: wanted.digest ?? 'now' })] : []
    },
  )
  const own = namedPeople(organisation, change).flatMap((person) =>
    person.channels.map((name) =>
      toRecipient(name, {
        person: person.id,
        asksImpact: isPrivate(organisation, name) && awaitsImpact(person, change),
      }),
    ),
  )
  const all = [...own, ...escalatedTo(organisation, change), ...shared, ...subscribed(organisation, alert)]
  return onceEach(all.filter(({ receiver }) => byName.has(receiver)))
}

const toRecipient = (receiver: string, over: Partial<Recipient> = {}): Recipient => ({
  receiver,
  person: '',
  mode: 'now',
  asksImpact: false,
  ...over,
})

function onceEach(recipients: readonly Recipient[]): Recipient[] {
  const chosen = new Map<string, Recipient>()
  for (const recipient of recipients) {
    const before = chosen.get(recipient.receiver)
    if (!before || (before.mode !== 'now' && recipient.mode === 'now')) chosen.set(recipient.receiver, recipient)
  }
  return [...chosen.values()]
}

/** The channels of the parties that the model notifies; for a party without channels, those of its people. */
function partChannels(organisation: Organisation, alert: Alert): Channel[] {
  const facts = policyFacts(organisation, alert)
  return policyOf(organisation)
    .notified(facts, organisation)
    .flatMap((party) => channelsOrPersonal(organisation, party, alert.topic))
}

function channelsOrPersonal(organisation: Organisation, party: Party, topic = ''): Channel[] {
  const channels = channelsOf(organisation, party, topic)
  if (channels.length > 0) return channels.map((name) => ({ name, person: '' }))
  return peopleOf(organisation, party).flatMap(({ id, channels: own }) => own.map((name) => ({ name, person: id })))
}

interface Channel {
  name: string
  /** '' = shared. */
  person: string
}

function channelsOf({ hub, units, departments }: Organisation, party: Party, topic: string): string[] {
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

const channelsOfParts = ({ hub, units, departments }: Organisation): string[] => [
  ...hub.channels,
  ...units.flatMap((unit) => [...unit.channels, ...[...unit.departments.values()].flat()]),
  ...[...departments.values()].flatMap(({ channels, teams }) => [
    ...channels,
    ...teams.flatMap((team) => team.channels),
  ]),
]

/** Whether only one person reads a channel. Links that act on behalf of a person are sent only to such channels. */
function isPrivate(organisation: Organisation, channel: string): boolean {
  const readers = [...organisation.people.values()].filter(({ channels }) => channels.includes(channel))
  return readers.length === 1 && !channelsOfParts(organisation).includes(channel)
}

/** Receivers outside the organisation get everything that passes their filter. */
function independentReceivers(organisation: Organisation, subscribers: readonly Subscriber[]): Channel[] {
  const ofPeople = [...organisation.people.values()].flatMap(({ channels }) => channels)
  const owned = new Set([...channelsOfParts(organisation), ...ofPeople])
  return subscribers.filter(({ name }) => !owned.has(name)).map(({ name }) => ({ name, person: '' }))
}

/** People involved in the alert, except the author of the change. */
function namedPeople({ people }: Organisation, { by, alert }: AlertChange): Person[] {
  const names = involvedPeople(alert)
  return [...people.values()].filter((person) => person.id !== by && isNamed(person, names))
}

const awaitsImpact = (person: Person, { alert }: AlertChange) =>
  isImpactOwner(person, alert) && (alert.impact?.status === 'potential' || alert.impact?.status === 'confirmed')

/** The recipients of an escalation: people, receivers, or the hub. */
function escalatedTo(organisation: Organisation, { change, alert: { escalation } }: AlertChange): Recipient[] {
  const { people } = organisation
  if (change !== 'escalated') return []
  return (escalation?.to ?? []).flatMap((name) => {
    const person = people.get(name)
    if (person) return person.channels.map((channel) => toRecipient(channel, { person: person.id }))
    const channels = name === hubWord ? channelsOrPersonal(organisation, { of: 'hub' }) : [{ name, person: '' }]
    return channels.map((channel) => toRecipient(channel.name, { person: channel.person }))
  })
}

/** People with a matching subscription who may see the alert. */
function subscribed(organisation: Organisation, alert: Alert): Recipient[] {
  const facts = policyFacts(organisation, alert)
  const { sees } = policyOf(organisation)
  return [...organisation.people.values()]
    .filter((person) => sees(person, facts))
    .flatMap(({ id, channels, subscriptions }) =>
      subscriptions
        .filter((subscription) => wants(subscription, alert))
        .flatMap(({ digest }) => channels.map((name) => toRecipient(name, { person: id, mode: digest ?? 'now' }))),
    )
}

/** The unit of the affected customers; '' = none or several. */
export function unitOf({ units }: Organisation, alert: Pick<Alert, 'cut' | 'drivers'>): string {
  const matching = units.filter(({ match }) =>
    Object.entries(match).some(([dimension, values]) => values.some((value) => valuesOf(alert, dimension).has(value))),
  )
  return matching.length === 1 ? matching[0]!.id : ''
}
