import type { Impact } from './planner-card.ts'

const transitions: Record<Impact['status'], Impact['status'][]> = {
  potential: ['confirmed', 'none'],
  // `confirmed` again: to change the expected end or the owner.
  confirmed: ['confirmed', 'none', 'restored'],
  none: ['potential', 'confirmed'],
  restored: ['confirmed'],
}

/** Whether an impact may change from one status to another. */
export const isTransition = (from: Impact['status'], to: Impact['status']): boolean => transitions[from].includes(to)

/** The impact after its alert reopened: `restored` and `none` become `potential`. */
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
