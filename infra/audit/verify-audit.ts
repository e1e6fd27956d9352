import type { Store } from '../store/store.ts'
import { readHeads } from './audit-heads.ts'
import { auditSecret, hashOf, macOf, type AuditRow, type ChainEnd } from './audit-row.ts'
import { allAuditRows, anchors, type Anchor } from './audit-table.ts'

interface AuditFault {
  writer: string
  number: number
  /** A sentence without the row's name. */
  reason: string
}

export interface AuditVerification {
  chains: number
  rows: number
  /** Rows that retention has removed. */
  removed: number
  /** By chain and number: the first one of a chain is the first bad row. */
  faults: AuditFault[]
  /** Requests whose process ended before it could note their outcome. */
  unfinished: number
  /** Chains of other data folders: a cut end of these cannot be noticed here. */
  withoutHead: number
}

interface Chain extends ChainEnd {
  open: Set<string>
}

/**
 * Walks every chain: from its anchor or its first row, through rows without gaps whose hashes are right, at least to its signed head.
 * @param data the data folder, which holds the secret and the heads
 */
export async function verifyAudit(store: Store, data: string): Promise<AuditVerification> {
  const secret = auditSecret(data)
  // Heads first: rows that are written meanwhile are beyond them.
  const heads = readHeads(data, secret)
  const anchored = new Map((await anchors(store)).map((anchor) => [anchor.writer, anchor]))
  const result: AuditVerification = { chains: 0, rows: 0, removed: 0, faults: [], unfinished: 0, withoutHead: 0 }
  const seen = new Set<string>()
  const begin = (writer: string): Chain => {
    seen.add(writer)
    const anchor = anchored.get(writer)
    result.chains += 1
    result.removed += anchor?.number ?? 0
    result.faults.push(...anchorFaults(secret, anchor))
    return { writer, number: anchor?.number ?? 0, hash: anchor?.hash ?? '', open: new Set() }
  }
  const end = (chain: Chain) => {
    result.unfinished += chain.open.size
    const isAnchorOnly = chain.number === (anchored.get(chain.writer)?.number ?? 0)
    if (!heads.has(chain.writer)) result.withoutHead += isAnchorOnly ? 0 : 1
    else result.faults.push(...headFaults(heads.get(chain.writer), chain))
  }
  let chain: Chain | undefined
  for await (const row of allAuditRows(store)) {
    if (chain && chain.writer !== row.writer) end(chain)
    if (chain?.writer !== row.writer) chain = begin(row.writer)
    // Retention was interrupted between its anchor and the removal.
    if (row.number <= (anchored.get(row.writer)?.number ?? 0)) continue
    result.rows += 1
    const reason = rowFault(secret, chain, row)
    if (reason !== undefined) result.faults.push({ writer: row.writer, number: row.number, reason })
    advance(chain, row)
  }
  if (chain) end(chain)
  for (const writer of new Set([...anchored.keys(), ...heads.keys()])) if (!seen.has(writer)) end(begin(writer))
  return result
}

function rowFault(secret: Buffer, chain: Chain, row: AuditRow): string | undefined {
  if (row.number === chain.number) return 'there are two different rows with this number'
  if (row.number > chain.number + 1)
    return `${rowsOf(chain.number + 1, row.number - 1)} before it missing: deleted, or moved`
  if (row.hash !== hashOf(secret, row)) return 'its content was changed, or it was not written by Groundswell'
  return row.previous === chain.hash ? undefined : 'it does not follow the row before it'
}

function advance(chain: Chain, { number, hash, request, outcome }: AuditRow): void {
  Object.assign(chain, { number, hash })
  if (outcome === 'intended') chain.open.add(request)
  else chain.open.delete(request)
}

function anchorFaults(secret: Buffer, anchor: Anchor | undefined): AuditFault[] {
  if (!anchor || anchor.mac === macOf(secret, 'anchor', anchor)) return []
  const { writer, number } = anchor
  return [{ writer, number, reason: 'its anchor was not written by Groundswell: the rows up to it were deleted' }]
}

function headFaults(head: ChainEnd | undefined, { writer, number, hash }: Chain): AuditFault[] {
  if (!head) return [{ writer, number, reason: 'the head of the chain in the data folder is damaged' }]
  if (head.number > number)
    return [{ writer, number: number + 1, reason: `the end is cut: ${rowsOf(number + 1, head.number)} missing` }]
  return head.number === number && head.hash !== hash
    ? [{ writer, number, reason: 'it is not the row that the head of the chain was signed for' }]
    : []
}

const rowsOf = (from: number, to: number) => (from === to ? `row ${from} is` : `rows ${from} to ${to} are`)
