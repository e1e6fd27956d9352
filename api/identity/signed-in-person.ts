import type { Organisation, Person } from '../../alerts/organisation/organisation.ts'

/**
 * The id of the person whom a provider's claim or a proxy's header names: by `signIn` (upper and lower case alike) or by id. Where
 * anybody may act, whoever signs in is a person. Undefined for nobody, and for a name that two people have.
 */
export function signedInPerson(
  { people, isOpen }: Pick<Organisation, 'people' | 'isOpen'>,
  name: string,
): string | undefined {
  const isMeant = ({ id, signIn }: Person) => id === name || signIn?.toLowerCase() === name.toLowerCase()
  const [person, ...more] = [...people.values()].filter(isMeant)
  if (more.length > 0) return undefined
  return person?.id ?? (isOpen ? name : undefined)
}
