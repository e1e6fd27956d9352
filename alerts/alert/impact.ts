import type { Impact } from './planner-card.ts'

const next: Record<Impact['status'], Impact['status'][]> = {
  potential: ['confirmed', 'none'],
  // Confirmed again, with another end or another owner.
  confirmed: ['confirmed', 'none', 'restored'],
  none: ['potential', 'confirmed'],
  restored: ['confirmed'],
}

/** Whether an impact may change from one status to another. */
export const mayFollow = (from: Impact['status'], to: Impact['status']): boolean => next[from].includes(to)

/** An impact that was restored, or assessed as none, becomes potential again when its alert reopens. */
export function reassessed(impact: Impact, now: number): Impact {
  if (impact.status !== 'restored' && impact.status !== 'none') return impact
  return {
    ...impact,
    status: 'potential',
    expectedUntil: null,
    by: 'groundswell',
    reason: 'the alert reopened',
    at: now,
  }
}
