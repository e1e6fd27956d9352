import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'
import { writeHead } from './audit-heads.ts'
import { auditSecret, hashOf, pseudonymOf, type AuditEntry, type AuditRow } from './audit-row.ts'
import { insertAuditRows } from './audit-table.ts'

export interface Audit {
  /** Resolves once the entry is stored durably. Rejects while the store is out of reach: then the change must not be made. */
  record(entry: AuditEntry): Promise<void>
  /** A pseudonym for an id that may hold the name of a customer. */
  pseudonymOf(id: string): string
}

/** More rows are not kept in memory while the store is out of reach. */
const mostUnwritten = 1_000

/**
 * The audit log of this process: a chain of its own, so that processes need no lock. Rows that were not acknowledged are stored again before
 * the next ones, unchanged: the chain has no gap.
 * @param data the data folder, which holds the secret and the heads
 */
export function openAudit({ store, data, clock }: { store: Store; data: string; clock: Clock }): Audit {
  const secret = auditSecret(data)
  const writer = randomBytes(8).toString('hex')
  const unwritten: AuditRow[] = []
  let last: Pick<AuditRow, 'number' | 'hash'> = { number: 0, hash: '' }
  let writing: Promise<void> = Promise.resolve()

  const write = async () => {
    const rows = [...unwritten]
    if (rows.length === 0) return
    await insertAuditRows(store, rows)
    unwritten.splice(0, rows.length)
    writeHead(data, secret, rows.at(-1)!)
  }
  return {
    async record(entry) {
      if (unwritten.length >= mostUnwritten) throw new Error('the audit log cannot be written; changes wait for it')
      // The store would change a lone surrogate, and the hash with it.
      const row = { writer, number: last.number + 1, madeAt: clock(), ...wellFormed(entry), previous: last.hash }
      last = { number: row.number, hash: hashOf(secret, row) }
      unwritten.push({ ...row, hash: last.hash })
      // The failure of another call does not stop this one; all waiting rows are stored at once.
      writing = writing.catch(() => {}).then(write)
      await writing
    },
    pseudonymOf: (id) => pseudonymOf(secret, id),
  }
}

const wellFormed = (entry: AuditEntry): AuditEntry =>
  Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [name, typeof value === 'string' ? value.toWellFormed() : value]),
  ) as unknown as AuditEntry
