import type { Impact } from './planner-card.ts'

const next: Record<Impact['status'], Impact['status'][]> = {
  potential: ['confirmed', 'none'],
  // Again: another duration, another owner.
  confirmed: ['confirmed', 'none', 'restored'],
  none: ['potential', 'confirmed'],
  restored: ['confirmed'],
}

/** Whether an impact may go from one status to another. */
export const mayFollow = (from: Impact['status'], to: Impact['status']): boolean => next[from].includes(to)

/** What was restored or said to be none is in question again. */
export function inQuestionAgain(impact: Impact, now: number): Impact {
  if (impact.status !== 'restored' && impact.status !== 'none') return impact
  return { ...impact, status: 'potential', expectedUntil: null, by: 'groundswell', reason: 'it began again', at: now }
}
