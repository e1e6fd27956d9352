import type { Alert } from './alert.ts'
import type { CommandName } from './alert-command.ts'

/** Commands that everybody may give on a claimed alert. */
const openToAll: readonly CommandName[] = ['comment', 'verdict', 'impact']

/** The claim by somebody else that blocks the command at `at` (epoch ms); undefined if none. */
export function blockingClaim(
  { claim }: Pick<Alert, 'claim'>,
  { command, by, at }: { command: CommandName; by: string; at: number },
): NonNullable<Alert['claim']> | undefined {
  const holds = claim !== null && claim.by !== by && claim.until > at
  return holds && !openToAll.includes(command) ? claim : undefined
}
