import pino from 'pino'
import { Type } from 'typebox'
import { openStore } from '../../infra/store/open-store.ts'
import type { Store } from '../../infra/store/store.ts'
import { until } from '../until.ts'
import { isRightTime, quantile, type Oracle } from './load.ts'

const bucketMs = 300_000

/** What the product must answer for. All empty: it kept its promises. */
export interface Findings {
  /** Acknowledged, and not stored. */
  lost: string[]
  /** Stored in more than one row. */
  doubled: string[]
  /** Stored under another time than stated (and clamped). */
  misdated: string[]
  /** Stored, and never sent. */
  invented: string[]
  /** Buckets whose count is not the number of stored mentions: `start: stored, counted`. */
  miscounted: string[]
}

export const kept: Findings = { lost: [], doubled: [], misdated: [], invented: [], miscounted: [] }

interface StoreOf {
  data: string
  /** Of a server; absent: the embedded one. */
  storeUrl?: string | undefined
}

/** Opens the store as a command would, and gives it away. */
export async function withStore<T>({ data, storeUrl }: StoreOf, use: (store: Store) => Promise<T>): Promise<T> {
  const logger = pino({ level: 'silent' })
  const { store, close } = await openStore({ data, role: 'command', logger, ...(storeUrl && { store: storeUrl }) })
  try {
    return await use(store)
  } finally {
    await close()
  }
}

/** Waits until everything acknowledged is stored and counted, or `withinMs` have passed; then compares. */
export const findings = (of: StoreOf, oracle: Oracle, withinMs = 60_000): Promise<Findings> =>
  withStore(of, async (store) => {
    const isDone = async () => {
      const { lost, miscounted } = await check(store, oracle)
      return lost.length + miscounted.length === 0
    }
    // What is missing then, the comparison says.
    await until('everything is stored and counted', isDone, withinMs).catch(() => {})
    return check(store, oracle)
  })

/** What was measured, as one line. */
export const figures = ({ acknowledged, unanswered, latencies, statuses, poison, rejected }: Oracle, found: Findings) =>
  `${acknowledged.size} acknowledged, ${unanswered.size} unanswered, ${found.lost.length} lost, ${found.doubled.length} doubled, ${found.miscounted.length} miscounted; ${rejected} of ${poison} poison rejected; statuses ${JSON.stringify([...statuses])}; p50 ${quantile(latencies, 0.5).toFixed(0)} ms, p99 ${quantile(latencies, 0.99).toFixed(0)} ms`

const Row = Type.Object({
  id: Type.String(),
  createdAt: Type.Integer(),
  observedAt: Type.Integer(),
  rows: Type.Integer(),
})
const Bucket = Type.Object({ at: Type.Integer(), n: Type.Integer() })

/** Compares what is stored and counted with what the oracle knows. */
export async function check(store: Store, { acknowledged, unanswered }: Oracle): Promise<Findings> {
  const rows = await store.select(
    Row,
    `SELECT substring(id, length('load:') + 1) AS id, any(created_at) AS created_at, any(observed_at) AS observed_at, count() AS rows
     FROM (SELECT id, created_at, observed_at FROM mentions FINAL WHERE source = 'load') GROUP BY id`,
  )
  const stored = new Map(rows.map((row) => [row.id, row]))
  const sentAs = (id: string) => acknowledged.get(id) ?? unanswered.get(id)
  return {
    lost: [...acknowledged.keys()].filter((id) => !stored.has(id)),
    doubled: rows.filter((row) => row.rows > 1).map(({ id }) => id),
    invented: rows.filter(({ id }) => !sentAs(id)).map(({ id }) => id),
    misdated: rows
      .filter(({ id, createdAt, observedAt }) => {
        const sent = sentAs(id)
        return sent !== undefined && !isRightTime(sent, createdAt, observedAt)
      })
      .map(({ id }) => id),
    miscounted: await miscounted(store, rows),
  }
}

async function miscounted(store: Store, rows: readonly { createdAt: number }[]): Promise<string[]> {
  const expected = new Map<number, number>()
  for (const { createdAt } of rows) {
    const at = Math.floor(createdAt / bucketMs) * bucketMs
    expected.set(at, (expected.get(at) ?? 0) + 1)
  }
  const buckets = await store.select(
    Bucket,
    `SELECT toUnixTimestamp64Milli(bucket_at) AS at, sum(mentions) AS n FROM series_counts FINAL
     WHERE subject_kind = 'all' AND dimension = 'source' AND value = 'load' GROUP BY bucket_at`,
  )
  const counted = new Map(buckets.map(({ at, n }) => [at, n]))
  return [...new Set([...expected.keys(), ...counted.keys()])]
    .filter((at) => (expected.get(at) ?? 0) !== (counted.get(at) ?? 0))
    .map((at) => `${new Date(at).toISOString()}: ${expected.get(at) ?? 0} stored, ${counted.get(at) ?? 0} counted`)
}
