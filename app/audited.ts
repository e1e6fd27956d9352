import { randomUUID } from 'node:crypto'
import { userInfo } from 'node:os'
import { openAudit, type Audit } from '../infra/audit/audit.ts'
import type { AuditEntry } from '../infra/audit/audit-row.ts'
import { systemClock } from '../infra/clock.ts'
import type { Store } from '../infra/store/store.ts'

/** What a command does, for the audit log. */
export interface AuditedCommand {
  /** The verb as it is typed. */
  operation: string
  subject?: string
  /** Without free texts. */
  change?: object
}

/** The person of a command: the account of the operating system. */
const account = (): string => {
  try {
    return `os:${userInfo().username}`
  } catch {
    return 'os:unknown'
  }
}

export const commandEntry = (
  { operation, subject = '', change = {} }: AuditedCommand,
  outcome: AuditEntry['outcome'],
  request: string = randomUUID(),
): AuditEntry => ({
  request,
  person: account(),
  credential: '',
  address: '',
  forwarded: '',
  operation,
  subject,
  change: JSON.stringify(change),
  outcome,
  status: 0,
})

/**
 * Runs a command that changes something, between the note of its intention and that of its outcome.
 * @param describe what it does; ids that may hold the name of a customer are given as pseudonyms
 */
export async function audited<T>(
  { store, data }: { store: Store; data: string },
  describe: (audit: Audit) => AuditedCommand,
  run: () => Promise<T>,
): Promise<T> {
  const audit = openAudit({ store, data, clock: systemClock })
  const command = describe(audit)
  const intended = commandEntry(command, 'intended')
  await audit.record(intended)
  const end = (outcome: 'done' | 'failed') => audit.record(commandEntry(command, outcome, intended.request))
  try {
    const result = await run()
    await end('done')
    return result
  } catch (error) {
    await end('failed')
    throw error
  }
}
