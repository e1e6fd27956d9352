import { organisation } from './now.ts'

/** Whether the user is an admin, or of the service team; everybody is where no people are configured. */
export function mayAdmin({ hub }: { hub: boolean }): boolean {
  const known = organisation.value
  const mine = known?.people.find(({ id }) => id === known.me)
  return known?.people.length === 0 || mine?.role === 'admin' || (hub && mine?.hub === true)
}
