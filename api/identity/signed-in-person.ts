import type { Organisation, Person } from '../../alerts/organisation/organisation.ts'

/**
 * The id of the person whom a provider's claim or a proxy's header names: by `signIn` (upper and lower case alike) or by id. Without
 * configured people, whoever signs in is a person. Undefined for nobody, and for a name that two people have.
 */
export function signedInPerson({ people }: Pick<Organisation, 'people'>, name: string): string | undefined {
  if (people.size === 0) return name
  const isMeant = ({ id, signIn }: Person) => id === name || signIn?.toLowerCase() === name.toLowerCase()
  const [person, ...more] = [...people.values()].filter(isMeant)
  return more.length === 0 ? person?.id : undefined
}
