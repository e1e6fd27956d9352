import { Type, type Static } from 'typebox'
import type { Store } from '../infra/store/store.ts'
import type { Source } from './mention/source.ts'

/** What a source used on a day (UTC, `2026-11-29`), and the budgets of a day; 0 = none. `units`: what the service charges for one by one. */
export const UsageRow = Type.Object({
  source: Type.String(),
  day: Type.String(),
  requests: Type.Integer(),
  units: Type.Integer(),
  usd: Type.Number(),
  requestsPerDay: Type.Integer(),
  usdPerDay: Type.Number(),
})
export type UsageRow = Static<typeof UsageRow>

/** What the sources used on a day, by source. */
export async function usageOn(store: Store, day: string): Promise<Map<string, UsageRow>> {
  const rows = await store.select(
    UsageRow,
    'SELECT source, day, requests, units, usd, requests_per_day, usd_per_day FROM source_usage FINAL WHERE day = {day: String}',
    { day },
  )
  return new Map(rows.map((row) => [row.source, row]))
}

/** @returns a function that saves the usage of those sources that used something since its last call */
export function usageSaver(store: Store, sources: readonly Source[]): () => Promise<void> {
  const saved = new Map<string, string>()
  return async () => {
    const rows = sources.flatMap((source): UsageRow[] => {
      const usage = source.usage?.()
      return usage ? [{ source: source.name, ...usage }] : []
    })
    const changed = rows.filter((row) => saved.get(row.source) !== JSON.stringify(row))
    await store.insert(
      'source_usage',
      changed.map((row) => ({ ...row, updatedAt: Date.now() })),
    )
    for (const row of changed) saved.set(row.source, JSON.stringify(row))
  }
}
