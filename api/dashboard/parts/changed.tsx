import type { TotalsDto } from '../../dto/totals-dto.ts'
import { noBreak } from '../lib/words.ts'

type Item = TotalsDto['items'][number]

/** + 40 %, − 12 %, new; in colour where it is beyond chance. – where there is no earlier data, which the heading says. */
export function Changed({ of, isCompared }: { of: Item; isCompared: boolean }) {
  if (!isCompared) return <span class="muted">–</span>
  const { difference } = of
  const tone = difference === 'more' ? 'up' : difference === 'fewer' ? 'down' : 'muted'
  return <span class={tone}>{changeOf(of.mentions, of.mentionsBefore)}</span>
}

/** + 40 %, − 12 %, 0 %, new; on one line. */
export function changeOf(now: number, before: number): string {
  if (before === 0) return now === 0 ? '–' : 'new'
  const share = Math.round((100 * (now - before)) / before)
  const sign = share === 0 ? '' : `${share < 0 ? '−' : '+'}${noBreak}`
  return `${sign}${Math.abs(share)}${noBreak}%`
}
