/** One of the company's own accounts, as its list has it. Times in epoch ms. */
export interface Account {
  /** The `source` of the mentions there. */
  platform: string
  /** Without @. */
  handle: string
  /** Who answers there; null = nobody. */
  owner: string | null
  unit: string | null
  /** What the list itself says. */
  lastPostAt: number | null
  lastReplyAt: number | null
}

/** What is known of an account. */
export interface AccountFacts {
  /** The later of what the list says and the store shows; null = neither knows of any. */
  lastPostAt: number | null
  lastReplyAt: number | null
  /** Others' mentions of it in the last 90 days and in the last 30. */
  mentions: number
  recentMentions: number
  /** Of those of 90 days the ones older than a day that it has not replied to, and when the first of them was made. */
  unanswered: number
  waitingSince: number | null
  /** Whether anything was ever heard on its platform, and whether that tells replies apart: without, nothing looks answered. */
  covered: boolean
  coversReplies: boolean
}

/** What two spellings of an account have in common. */
export const accountKey = ({ platform, handle }: Pick<Account, 'platform' | 'handle'>): string =>
  `${platform}\u0001${handle.toLowerCase()}`
