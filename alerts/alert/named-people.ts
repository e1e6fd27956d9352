import type { Alert } from './alert.ts'

/** Whom an alert itself names, by id or name: its owner, who is asked for its impact, who owns what hangs on it or an account that it landed on. */
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
