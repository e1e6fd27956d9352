import type { Store } from '../infra/store/store.ts'
import { coverageGaps, saveGaps, stateOfGap, type CoverageGap } from './gap-table.ts'
import type { Page, PageGap } from './mention/source.ts'
import { silenceOf } from './track-health.ts'

type Gap = Omit<CoverageGap, 'updatedAt'>

/** The gaps that sources have now, and those that they report. */
export interface OpenGaps {
  /** Loads the gap that the source had when an earlier process ended. */
  recall(source: string): Promise<void>
  /** The source is blind or gone since `from`, epoch ms. */
  notRead(source: string, gap: { from: number; reason: string }): void
  /** Everything that the source still has is stored at `now` (epoch ms): ends its gap, and records one that it reports. A silent canary begins one. */
  covered(source: string, page: Pick<Page, 'gap' | 'canary' | 'coveredUntil'>, now: number): void
  /** Saves what has changed; what could not be saved is saved by the next call. */
  save(): Promise<void>
}

export function openGaps(store: Store): OpenGaps {
  const open = new Map<string, Gap>()
  let unsaved: Gap[] = []
  const notRead = (source: string, { from, reason }: { from: number; reason: string }) => {
    const before = open.get(source)
    if (before?.reason === reason) return
    const gap = before ? { ...before, reason } : { source, fromAt: from, untilAt: 0, reason, filledUntilAt: from }
    open.set(source, gap)
    unsaved.push(gap)
  }
  return {
    async recall(source) {
      if (open.has(source)) return
      const last = (await coverageGaps(store, { source })).find((gap) => stateOfGap(gap) === 'open')
      if (last && !open.has(source)) open.set(source, last)
    },
    notRead,
    covered(source, { gap, canary, coveredUntil: until }, now) {
      if (canary?.isSilent) return notRead(source, { from: canary.heardAt, reason: silenceOf(canary) })
      const ended = endOf(open.get(source), { source, gap, until: until ?? now })
      if (!ended) return
      open.delete(source)
      unsaved.push(ended)
    },
    async save() {
      if (unsaved.length === 0) return
      const saving = unsaved
      unsaved = []
      // The last write of a gap wins.
      const last = new Map(saving.map((gap) => [`${gap.source} ${gap.fromAt}`, gap]))
      try {
        await saveGaps(store, [...last.values()])
      } catch (error) {
        unsaved = [...saving, ...unsaved]
        throw error
      }
    },
  }
}

interface End {
  source: string
  gap: PageGap | undefined
  until: number
}

/** One gap of what ingest noticed and what the source says of the same period; undefined if neither. */
function endOf(noticed: Gap | undefined, { source, gap, until }: End): Gap | undefined {
  if (!noticed && !gap) return undefined
  const fromAt = noticed?.fromAt ?? gap!.from
  const untilAt = Math.max(gap?.to ?? until, fromAt)
  const isMissing = gap !== undefined && gap.isLate !== true
  const reason = gap?.reason ?? noticed!.reason
  return { source, fromAt, untilAt, reason, filledUntilAt: isMissing ? fromAt : untilAt }
}
