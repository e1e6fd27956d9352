import { dateTimeOf } from '../../infra/format.ts'
import type { Alert } from '../alert/alert.ts'
import type { CommandName } from '../alert/alert-command.ts'
import { blockingClaim } from '../alert/claim.ts'
import { involvedPeople, isNamed } from '../alert/named-people.ts'
import type { Organisation, Person } from './organisation.ts'
import { policyFacts, policyOf, type PolicyFacts } from './policies.ts'

/** Commands for everyone who sees the alert, except viewers. */
const openToAll: CommandName[] = ['comment', 'verdict']
const honeycombOnly: CommandName[] = ['claim', 'release']

/** Whether a person owns the alert's impact. Planning data names owners by id or by name. */
export const isImpactOwner = ({ id, name }: Pick<Person, 'id' | 'name'>, { impact }: Pick<Alert, 'impact'>): boolean =>
  impact !== null && impact.owner !== null && [id, name].includes(impact.owner)

/** Whether a person sees an alert. People involved in it always do (`involvedPeople`). */
export function maySee(organisation: Organisation, person: Person, alert: Alert): boolean {
  return isNamed(person, involvedPeople(alert)) || policyOf(organisation).sees(person, policyFacts(organisation, alert))
}

/** Why the person may not perform the command on a visible alert, and who may; undefined if allowed. `at` in epoch ms. Pure. */
export function refusal(
  organisation: Organisation,
  person: Person,
  { alert, command, at }: { alert: Alert; command: CommandName; at: number },
): string | undefined {
  if (person.role === 'viewer') return 'viewers may not change alerts; responders and admins may'
  if (honeycombOnly.includes(command) && organisation.model !== 'honeycomb')
    return `claims exist only in the honeycomb model; under ${organisation.model}, acknowledge or assign the alert`
  if (openToAll.includes(command)) return undefined
  const claim = blockingClaim(alert, { command, by: person.id, at })
  if (claim) return `${claim.by} has claimed the alert until ${dateTimeOf(claim.until)} UTC; only they may change it`
  const facts = policyFacts(organisation, alert)
  const isTheirs = alert.owner === person.id || (command === 'impact' && isImpactOwner(person, alert))
  const isAdmin = person.role === 'admin' && policyOf(organisation).sees(person, facts)
  if (isTheirs || isAdmin || policyOf(organisation).mayAct(person, facts)) return undefined
  const owner = command === 'impact' && alert.impact?.owner ? `${nameOf(organisation, alert.impact.owner)}, ` : ''
  return `only ${owner}${whoMayAct(organisation, facts)} may ${verbs[command]} this alert`
}

/**
 * Why the person may not silence matching alerts; undefined if allowed. The service team may silence all alerts, others only those of
 * their departments. In a dandelion organisation, people of a unit may silence only alerts of their units. Pure.
 */
export function silenceRefusal(
  { model, hub }: Pick<Organisation, 'model' | 'hub'>,
  person: Person,
  matches: { departments?: readonly string[] | undefined; units?: readonly string[] | undefined },
): string | undefined {
  if (person.role === 'viewer') return 'viewers may not create silences; responders and admins may'
  if (!person.hub && model === 'centralized') return `only ${hub.name} may create silences`
  const areOwn = (given: readonly string[] | undefined, own: readonly string[]) =>
    given?.every((id) => own.includes(id)) ?? false
  const isOfUnit = model === 'dandelion' && person.units.length > 0
  if (isOfUnit && !areOwn(matches.units, person.units))
    return `only ${hub.name} may silence alerts outside your units; list your units in "matches"`
  if (!person.hub && !areOwn(matches.departments, person.departments))
    return `only ${hub.name} may silence alerts outside your departments; list your departments in "matches"`
  return undefined
}

/**
 * Why the person may not report an event, or change or remove one that somebody else (`by`) reported; undefined if allowed. Everyone but
 * viewers may report, because an event holds no alert back. Pure.
 */
export function knownIssueRefusal({ hub }: Pick<Organisation, 'hub'>, person: Person, by: string): string | undefined {
  if (person.role === 'viewer') return 'viewers may not report events; responders and admins may'
  if (person.id === by || person.hub || person.role === 'admin') return undefined
  return `only ${by}, ${hub.name} and admins may change this event`
}

/**
 * Why the person may not dismiss or restore an emerging term of a department that they see; undefined if allowed. It also holds back the
 * notifications of the department that owns the alert, as a silence does. Pure.
 */
export function dismissalRefusal(
  { model, hub, departments }: Pick<Organisation, 'model' | 'hub' | 'departments'>,
  person: Person,
  department: string,
): string | undefined {
  if (person.role === 'viewer') return 'viewers may not dismiss terms; responders and admins may'
  if (person.hub || person.role === 'admin') return undefined
  if (model === 'centralized') return `only ${hub.name} and admins may dismiss terms`
  if (person.departments.includes(department)) return undefined
  const name = departments.get(department)?.name ?? department
  return `only the people of ${name}, ${hub.name} and admins may dismiss terms of ${name}`
}

/** Why the person may not replace or delete a view that somebody else (`by`) saved; undefined if allowed. Pure. */
export const savedViewRefusal = (
  { hub }: Pick<Organisation, 'hub'>,
  { id, hub: isHub, role }: Person,
  by: string,
): string | undefined =>
  id === by || role === 'admin' || (isHub && role !== 'viewer')
    ? undefined
    : `only ${by}, ${hub.name} and admins may change this view; save it under another name`

const nameOf = ({ people }: Organisation, id: string) => people.get(id)?.name ?? id

const verbs: Record<CommandName, string> = {
  acknowledge: 'acknowledge',
  assign: 'assign',
  snooze: 'snooze',
  resolve: 'resolve',
  reopen: 'reopen',
  handover: 'hand over',
  comment: 'comment on',
  claim: 'claim',
  release: 'release',
  impact: 'update the impact status of',
  verdict: 'rate',
  merge: 'merge',
  split: 'split',
}

function whoMayAct({ model, hub, departments, units }: Organisation, alert: PolicyFacts): string {
  const first = alert.departments[0]
  const acting = alert.hubActs || first === undefined ? undefined : (departments.get(first)?.name ?? first)
  const unit = units.find(({ id }) => id === alert.unit)?.name
  if (model === 'centralized' || acting === undefined) return hub.name
  if (model === 'decentralized') return `the people of ${acting}`
  if (model === 'dandelion')
    return unit === undefined ? hub.name : `the people of ${acting} in ${unit}, its service team and ${hub.name}`
  return `the people of ${acting} and ${hub.name}`
}
