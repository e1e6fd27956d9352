import type { Alert } from './alert.ts'
import type { CommandName } from './alert-command.ts'

/** Commands that a claim does not reserve, for they do not handle the alert. */
const besideClaims: readonly CommandName[] = ['comment', 'verdict', 'impact']

/** The claim of another person that reserves the command at a time; undefined = none. */
export function heldBy(
  { claim }: Pick<Alert, 'claim'>,
  { command, by, at }: { command: CommandName; by: string; at: number },
): NonNullable<Alert['claim']> | undefined {
  const holds = claim !== null && claim.by !== by && claim.until > at
  return holds && !besideClaims.includes(command) ? claim : undefined
}
