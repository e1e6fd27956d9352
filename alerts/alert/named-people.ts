import type { Alert } from './alert.ts'

/** The people involved in an alert, by id or name: its owner, the impact owner, and the owners of its planning data and own accounts. */
export function involvedPeople({ owner, impact, card, ownAccounts }: Alert): string[] {
  const names = [
    owner,
    impact?.owner,
    ...(card?.items ?? []).map((item) => item.owner),
    ...ownAccounts.map((account) => account.owner),
  ]
  return [...new Set(names.filter((name) => name !== null && name !== undefined && name !== ''))] as string[]
}

export const isNamed = ({ id, name }: { id: string; name: string }, names: readonly string[]): boolean =>
  names.includes(id) || names.includes(name)
