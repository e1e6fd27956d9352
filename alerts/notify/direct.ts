import type { ChangeName } from '../alert/alert.ts'
import type { Pending } from './pending.ts'

/** Changes that address somebody by name: they skip the group wait. */
const directChanges: readonly ChangeName[] = ['assigned', 'escalated', 'assessed', 'handedOver']
export const isDirect = (change: ChangeName): boolean => directChanges.includes(change)

/**
 * A request from one person to another. Maintenance, silences and inhibition do not hold it; they do hold escalations, which come from
 * the system.
 */
export const isPersonalRequest = ({ person, change: { change } }: Pick<Pending, 'person' | 'change'>): boolean =>
  person !== '' && isDirect(change) && change !== 'escalated'
