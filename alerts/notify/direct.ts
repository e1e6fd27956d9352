import type { ChangeName } from '../alert/alert.ts'
import type { Pending } from './pending.ts'

/** What somebody is called for by name: it waits for nobody else's alert. */
const personal: readonly ChangeName[] = ['assigned', 'escalated', 'assessed', 'handedOver']
export const isPersonal = (change: ChangeName): boolean => personal.includes(change)

/** A person asks a person: no silence keeps that from them. An escalation is nobody's word, so a silence does. */
export const isAsked = ({ person, change: { change } }: Pick<Pending, 'person' | 'change'>): boolean =>
  person !== '' && isPersonal(change) && change !== 'escalated'
