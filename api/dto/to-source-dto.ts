import type { Source } from '../../ingest/mention/source.ts'
import { initialHealth, type SourceHealth } from '../../ingest/source-table.ts'
import type { UsageRow } from '../../ingest/usage-table.ts'
import { toIso, toIsoOrNull } from '../request/schemas.ts'
import { stateOfGap, type CoverageGap } from '../../ingest/gap-table.ts'
import type { CoverageGapDto, SourceDto } from './board-dto.ts'

/** A source of the configuration. */
type ConfiguredSource = Pick<Source, 'name' | 'kind'>

/** Without a mention for this long, a source is idle. */
const idleMs = 30 * 86_400_000

interface Known {
  configured: readonly ConfiguredSource[]
  /** What ingest recorded of the sources that it reads. */
  health: readonly SourceHealth[]
  /** The newest mention (epoch ms) of each source that ever had one. */
  lastMentions: ReadonlyMap<string, number>
}

/** The health of every source, in the order of names: those that ingest reads, those that push, and those that were imported once. */
export function healthOfAll({ configured, health, lastMentions }: Known, now: number): SourceHealth[] {
  const rows = new Map(health.map((row) => [row.source, row]))
  for (const { name, kind } of configured) {
    const lastHeardAt = lastMentions.get(name) ?? 0
    if (!rows.has(name) || kind === 'webhook') rows.set(name, pushed({ name, kind, lastHeardAt }, now))
  }
  for (const [name, lastHeardAt] of lastMentions)
    if (!rows.has(name))
      rows.set(name, {
        ...initialHealth({ source: name, kind: 'file', state: 'idle' }),
        reason: 'imported',
        lastHeardAt,
      })
  return [...rows.values()].toSorted((a, b) => (a.source < b.source ? -1 : 1))
}

/** A webhook, or a source that was not read yet. */
function pushed({ name, kind, lastHeardAt }: ConfiguredSource & { lastHeardAt: number }, now: number): SourceHealth {
  const never = kind === 'webhook' ? 'nothing received yet' : 'not read yet'
  if (lastHeardAt === 0) return { ...initialHealth({ source: name, kind, state: 'idle' }), reason: never }
  const isIdle = now - lastHeardAt > idleMs
  return {
    ...initialHealth({ source: name, kind, state: 'idle' }),
    lastHeardAt,
    ...(isIdle ? { reason: 'no mention for 30 days' } : { state: 'live' as const }),
  }
}

interface OfToday {
  /** Its mentions of the last 24 hours. */
  mentions24h: number
  usage: UsageRow | undefined
  now: number
}

export function toSourceDto(row: SourceHealth, { mentions24h, usage, now }: OfToday): SourceDto {
  const { source, kind, state, reason, frontierAt, lastHeardAt, canary, canaryAt } = row
  const hasFrontier = (kind === 'feed' || kind === 'stream') && frontierAt > 0
  return {
    source,
    kind,
    health: state,
    reason,
    mentions24h,
    frontierAt: hasFrontier ? toIsoOrNull(frontierAt) : null,
    lastHeardAt: toIsoOrNull(lastHeardAt),
    lag: hasFrontier ? Math.max(0, Math.round(now - frontierAt)) : null,
    usage: usage ? toUsageDto(usage) : null,
    canary: canary === '' ? null : { looksFor: canary, lastFoundAt: toIso(canaryAt) },
  }
}

const toUsageDto = ({ requests, units, usd, requestsPerDay, usdPerDay }: UsageRow): SourceDto['usage'] => ({
  requests,
  units,
  usd,
  requestsPerDay: requestsPerDay || null,
  usdPerDay: usdPerDay || null,
})

export const toCoverageGapDto = (gap: CoverageGap): CoverageGapDto => ({
  source: gap.source,
  from: toIso(gap.fromAt),
  until: toIsoOrNull(gap.untilAt),
  reason: gap.reason,
  state: stateOfGap(gap),
  filledUntil: gap.filledUntilAt > gap.fromAt ? toIso(gap.filledUntilAt) : null,
})
