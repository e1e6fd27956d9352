import type { Account, AccountFacts } from './account.ts'
import type { Flag } from '../alert/own-account.ts'

const dayMs = 24 * 3_600_000
const idleMs = 90 * dayMs
const semiIdleMs = 30 * dayMs
const waitingMs = 14 * dayMs

/**
 * `idle`: no post for 90 days, or none known on a covered platform. `semi-idle`: no post for 30 days, or, where replies are collected, a
 * mention without one for 14 days. `uncovered`: no post known and the platform is not covered. `orphan`: no owner, in addition to any of
 * these. `now` in epoch ms. Pure.
 */
export function flagsOf(account: Pick<Account, 'owner'>, facts: AccountFacts, now: number): Flag[] {
  const activity = activityOf(facts, now)
  return [...(activity ? [activity] : []), ...(account.owner === null ? (['orphan'] as const) : [])]
}

function activityOf({ lastPostAt, waitingSince, covered, coversReplies }: AccountFacts, now: number): Flag | undefined {
  if (lastPostAt === null) return covered ? 'idle' : 'uncovered'
  if (now - lastPostAt >= idleMs) return 'idle'
  const waits = coversReplies && waitingSince !== null && now - waitingSince >= waitingMs
  return waits || now - lastPostAt >= semiIdleMs ? 'semi-idle' : undefined
}

/** Whether the account is idle or semi-idle. */
export const isNeglected = (flags: readonly Flag[]): boolean => flags.includes('idle') || flags.includes('semi-idle')
