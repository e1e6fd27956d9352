import { readFileSync } from 'node:fs'
import { Type } from 'typebox'
import { incidentOf, type Truth } from '../../../alerts/backtest/incidents.ts'
import type { Store } from '../../../infra/store/store.ts'

/** Shorter quotations (`hold`) are said every day. */
const shortest = 8

/** What the evidence of a truth quotes: `first "same problem" 20:26Z` → `same problem`. */
const quotedIn = (evidence: string): string[] =>
  [...evidence.matchAll(/["“]([^"“”]+)["”]/g)]
    .map(([, phrase]) => phrase!)
    .filter((phrase) => phrase.length >= shortest)

/** By name of the incident, epoch ms of the first mention within it that contains a phrase which the truth quotes. */
export async function firstWords(store: Store, truthFile: string): Promise<Record<string, number>> {
  const listed = JSON.parse(readFileSync(truthFile, 'utf8')) as (Truth & { evidence?: string })[]
  const found: Record<string, number> = {}
  for (const truth of listed) {
    const { startsAt, until } = incidentOf(truth)
    const phrases = quotedIn(truth.evidence ?? '')
    if (phrases.length === 0) continue
    const [row] = await store.select(
      Type.Object({ n: Type.Integer(), firstAt: Type.Integer() }),
      `SELECT count() AS n, min(created_at) AS first_at FROM mentions FINAL
       WHERE created_at >= {fromAt: DateTime64(3)} AND created_at <= {toAt: DateTime64(3)} AND arrayExists(phrase -> positionCaseInsensitiveUTF8(text, phrase) > 0, {phrases: Array(String)})`,
      { fromAt: startsAt, toAt: until, phrases },
    )
    if (row && row.n > 0) found[truth.name] = row.firstAt
  }
  return found
}
