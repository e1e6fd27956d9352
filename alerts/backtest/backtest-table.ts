import { Type, type Static } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import type { Comparison } from './compare.ts'
import type { Rule } from './replay.ts'
import type { Report } from './report.ts'
import { toJson } from '../../infra/store/row.ts'

export const backtestStates = ['running', 'done', 'failed', 'cancelled'] as const

/** What a backtest is asked for. */
export interface BacktestRequest {
  /** How far back it replays. Less where less is stored. */
  weeks: number
  rule: Rule
  /** Whether a stricter rule is looked for. */
  suggests: boolean
}

/** What became of it: the rule in force beside the one that was tried. */
export interface BacktestResult {
  inForce: Report
  tried: Report
  /** From the rule in force to the one that was tried. */
  changes: Comparison
  /** A stricter rule that still catches what the rule in force catches; null: none, or not looked for. */
  suggestion: { rule: Rule; changes: Comparison } | null
}

/** A backtest that somebody asked for. Times in epoch ms. */
export interface StoredBacktest {
  id: string
  state: (typeof backtestStates)[number]
  by: string
  requestedAt: number
  updatedAt: number
  request: BacktestRequest
  /** Share of the work that is done, 0…1, and the time in the period that is being replayed; 0 = none yet. */
  progress: { share: number; at: number }
  /** Why it failed or was cancelled; ''. */
  reason: string
  result: BacktestResult | null
  version: number
}

const fields = {
  id: Type.String(),
  state: Type.Enum([...backtestStates]),
  by: Type.String(),
  requestedAt: Type.Integer(),
  updatedAt: Type.Integer(),
  body: Type.String(),
  version: Type.Integer(),
}
const Listed = Type.Object(fields)
const Row = Type.Object({ ...fields, result: Type.String() })

const columns = 'id, state, by, requested_at, updated_at, body, version'

export async function saveBacktests(store: Store, backtests: readonly StoredBacktest[]): Promise<void> {
  await store.insert('backtests', backtests.map(toRow))
}

function toRow({ request, progress, reason, result, ...row }: StoredBacktest): Static<typeof Row> {
  return {
    ...row,
    body: toJson({ request, progress, reason }),
    result: result === null ? '' : toJson(result),
  }
}

const toBacktest = ({ body, result = '', ...row }: Static<typeof Listed> & { result?: string }): StoredBacktest => ({
  ...row,
  ...(JSON.parse(body) as Pick<StoredBacktest, 'request' | 'progress' | 'reason'>),
  result: result === '' ? null : (JSON.parse(result) as BacktestResult),
})

/** Newest first, without their results. */
export async function listBacktests(store: Store, limit: number): Promise<StoredBacktest[]> {
  const rows = await store.select(
    Listed,
    `SELECT ${columns} FROM backtests FINAL ORDER BY requested_at DESC, id LIMIT {limit: UInt32}`,
    { limit },
  )
  return rows.map(toBacktest)
}

export async function findBacktest(store: Store, id: string): Promise<StoredBacktest | undefined> {
  const rows = await store.select(Row, `SELECT ${columns}, result FROM backtests FINAL WHERE id = {id: String}`, { id })
  return rows.map(toBacktest)[0]
}

export async function backtestsWithResult(store: Store): Promise<StoredBacktest[]> {
  const rows = await store.select(Row, `SELECT ${columns}, result FROM backtests FINAL WHERE result != '' ORDER BY id`)
  return rows.map(toBacktest)
}
