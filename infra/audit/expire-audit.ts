import type { Store } from '../store/store.ts'
import { readHeads, removeHead } from './audit-heads.ts'
import { auditSecret, macOf } from './audit-row.ts'
import { anchors, expiredEnds, insertAnchors, removeUpTo } from './audit-table.ts'
import { verifyAudit } from './verify-audit.ts'

/**
 * Removes the rows before the time (epoch ms) from the beginning of each chain. Anchor → removal: after a crash in between the rows are
 * ignored, and removed the next time.
 * @returns the number of chains that became shorter
 * @throws Error when the log does not verify: what is bad is evidence
 */
export async function expireAudit(store: Store, data: string, before: number): Promise<number> {
  const known = new Map((await anchors(store)).map(({ writer, number }) => [writer, number]))
  const ends = (await expiredEnds(store, before)).filter(({ writer, number }) => number >= (known.get(writer) ?? 0))
  if (ends.length === 0) return 0
  const [fault] = (await verifyAudit(store, data)).faults
  if (fault)
    throw new Error(
      `the audit log keeps its old rows: row ${fault.number} of chain ${fault.writer} is bad (${fault.reason}); see \`groundswell audit verify\``,
    )
  const secret = auditSecret(data)
  await insertAnchors(
    store,
    ends.map((end) => ({ ...end, mac: macOf(secret, 'anchor', end) })),
  )
  await removeUpTo(store, ends)
  const heads = readHeads(data, secret)
  for (const { writer, number } of ends) if ((heads.get(writer)?.number ?? 0) <= number) removeHead(data, writer)
  return ends.length
}
