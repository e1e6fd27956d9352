import type { Alert } from '../alert/alert.ts'
import type { CommandName } from '../alert/alert-command.ts'
import { heldBy } from '../alert/claim.ts'
import { involvedPeople, isNamed } from '../alert/named-people.ts'
import type { Organisation, Person } from './organisation.ts'
import { placed, policyOf, type Placed } from './policies.ts'

/** What anybody who sees an alert may say of it. */
const sayings: CommandName[] = ['comment', 'verdict']
const ofHoneycomb: CommandName[] = ['claim', 'release']

/** Whether a person is asked how an alert's impact stands; a join table names its owners by id or by name. */
export const isAskedFor = ({ id, name }: Pick<Person, 'id' | 'name'>, { impact }: Pick<Alert, 'impact'>): boolean =>
  impact !== null && impact.owner !== null && [id, name].includes(impact.owner)

/** Whether a person sees an alert at all; whom it names always does. */
export function maySee(organisation: Organisation, person: Person, alert: Alert): boolean {
  return isNamed(person, involvedPeople(alert)) || policyOf(organisation).sees(person, placed(organisation, alert))
}

/** Why a person may not do that with an alert they see, as a sentence that says who may; undefined = they may. */
export function refusal(
  organisation: Organisation,
  person: Person,
  { alert, command, at }: { alert: Alert; command: CommandName; at: number },
): string | undefined {
  if (person.role === 'viewer') return 'a viewer may look at alerts and not change them; a responder or admin may'
  if (ofHoneycomb.includes(command) && organisation.model !== 'honeycomb')
    return `alerts are claimed in a honeycomb only; under ${organisation.model} an alert is taken or assigned`
  if (sayings.includes(command)) return undefined
  const claim = heldBy(alert, { command, by: person.id, at })
  if (claim)
    return `${claim.by} has claimed it until ${new Date(claim.until).toISOString().slice(0, 16)} UTC and may change it meanwhile`
  const place = placed(organisation, alert)
  const isTheirs = alert.owner === person.id || (command === 'impact' && isAskedFor(person, alert))
  const isAdmin = person.role === 'admin' && policyOf(organisation).sees(person, place)
  if (isTheirs || isAdmin || policyOf(organisation).mayAct(person, place)) return undefined
  const asked = command === 'impact' && alert.impact?.owner ? `${nameOf(organisation, alert.impact.owner)}, ` : ''
  return `only ${asked}${whoMayAct(organisation, place)} may ${words[command]} this alert`
}

const nameOf = ({ people }: Organisation, id: string) => people.get(id)?.name ?? id

const words: Record<CommandName, string> = {
  acknowledge: 'take',
  assign: 'assign',
  snooze: 'snooze',
  resolve: 'resolve',
  reopen: 'reopen',
  handover: 'hand over',
  comment: 'comment on',
  claim: 'claim',
  release: 'release',
  impact: 'say how the impact stands of',
  verdict: 'judge',
}

function whoMayAct({ model, hub, departments, units }: Organisation, alert: Placed): string {
  const first = alert.departments[0]
  const acting = alert.hubActs || first === undefined ? undefined : (departments.get(first)?.name ?? first)
  const unit = units.find(({ id }) => id === alert.unit)?.name
  if (model === 'centralized' || acting === undefined) return hub.name
  if (model === 'decentralized') return `the people of ${acting}`
  if (model === 'dandelion')
    return unit === undefined ? hub.name : `the people of ${acting} in ${unit}, its service team and ${hub.name}`
  return `the people of ${acting} and ${hub.name}`
}
