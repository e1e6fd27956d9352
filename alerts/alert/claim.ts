import type { Alert } from './alert.ts'
import type { CommandName } from './alert-command.ts'

/** What is no part of handling an alert, so that a claim keeps nobody from it. */
const besideClaims: readonly CommandName[] = ['comment', 'verdict', 'impact']

/** Who else holds an alert by a claim at a time, and so keeps a person from doing that; undefined = nobody. */
export function heldBy(
  { claim }: Pick<Alert, 'claim'>,
  { command, by, at }: { command: CommandName; by: string; at: number },
): NonNullable<Alert['claim']> | undefined {
  const holds = claim !== null && claim.by !== by && claim.until > at
  return holds && !besideClaims.includes(command) ? claim : undefined
}
