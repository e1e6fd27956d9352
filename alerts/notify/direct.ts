import type { ChangeName } from '../alert/alert.ts'
import type { Pending } from './pending.ts'

/** What somebody is called for by name: it waits for nobody else's alert. */
const directChanges: readonly ChangeName[] = ['assigned', 'escalated', 'assessed', 'handedOver']
export const isDirect = (change: ChangeName): boolean => directChanges.includes(change)

/** A person asks a person: no silence keeps that from them. An escalation is nobody's word, so a silence does. */
export const isAsked = ({ person, change: { change } }: Pick<Pending, 'person' | 'change'>): boolean =>
  person !== '' && isDirect(change) && change !== 'escalated'
