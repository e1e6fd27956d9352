/** One of the company's accounts, from the account list. Times in epoch ms. */
export interface Account {
  /** The `source` of its mentions. */
  platform: string
  /** Without @. */
  handle: string
  /** The person responsible for it; null if nobody is. */
  owner: string | null
  unit: string | null
  /** Times given in the list. */
  lastPostAt: number | null
  lastReplyAt: number | null
}

/** Measured facts of an account. Times in epoch ms. */
export interface AccountFacts {
  /** The later of the list's time and the newest stored one; null = unknown. */
  lastPostAt: number | null
  lastReplyAt: number | null
  /** Mentions by others in the last 90 and 30 days. */
  mentions: number
  recentMentions: number
  /** Mentions of the last 90 days without a reply for more than a day, and the time of the oldest one. */
  unanswered: number
  waitingSince: number | null
  /** Whether its platform has any stored mentions or answers, and whether they include replies; otherwise everything looks unanswered. */
  covered: boolean
  coversReplies: boolean
}

/** A key that ignores the case of the handle. */
export const accountKey = ({ platform, handle }: Pick<Account, 'platform' | 'handle'>): string =>
  `${platform}\u0001${handle.toLowerCase()}`
