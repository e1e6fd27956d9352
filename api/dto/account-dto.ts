import { Type, type Static } from 'typebox'
import { accountsSentence, type FlaggedAccount, type AccountOverview } from '../../alerts/accounts/accounts.ts'
import { NullableString, NullableTime, toIsoOrNull } from '../request/schemas.ts'
import { Flag } from '../../alerts/alert/own-account.ts'

const AccountDto = Type.Object({
  platform: Type.String({ description: 'The source that its mentions come from' }),
  handle: Type.String(),
  owner: NullableString,
  unit: NullableString,
  flags: Type.Array(Flag, {
    description:
      'idle: no post for 90 days. semi-idle: no post for 30 days, or a mention without a reply for 14 days. orphan: no owner. uncovered: no mentions from its platform are stored, and the list has no times',
  }),
  lastPostAt: Type.Union([NullableTime], {
    description: 'The time in the list or that of the newest stored post, whichever is later',
  }),
  lastReplyAt: NullableTime,
  mentions90d: Type.Integer({ description: 'Mentions by others that contain its @handle, in 90 days' }),
  mentions30d: Type.Integer(),
  unanswered: Type.Integer({
    description: 'Mentions of 90 days that are older than a day and have no reply',
  }),
  waitingSince: Type.Union([NullableTime], { description: 'The oldest unanswered mention' }),
  coversReplies: Type.Boolean({
    description: 'Whether replies on its platform are covered; if not, every mention counts as unanswered',
  }),
})
export type AccountDto = Static<typeof AccountDto>

const { String: text, Integer: whole } = Type
export const AccountsDto = Type.Object({
  items: Type.Array(AccountDto),
  summary: Type.Object({
    sentence: text(),
    accounts: whole(),
    semiIdle: Type.Integer({ description: 'Semi-idle or idle' }),
    idle: whole(),
    orphans: whole(),
    uncovered: whole(),
    semiIdleShare: Type.Union([Type.Number(), Type.Null()]),
    mentionsOnIdle30d: Type.Integer({ description: 'A mention of two idle accounts counts twice' }),
  }),
  faults: Type.Array(Type.String(), { description: 'Rows of the list that could not be read, with file and line' }),
})
export type AccountsDto = Static<typeof AccountsDto>

const toAccountDto = ({ account, facts, flags }: FlaggedAccount): AccountDto => ({
  platform: account.platform,
  handle: account.handle,
  owner: account.owner,
  unit: account.unit,
  flags,
  lastPostAt: toIsoOrNull(facts.lastPostAt),
  lastReplyAt: toIsoOrNull(facts.lastReplyAt),
  mentions90d: facts.mentions,
  mentions30d: facts.recentMentions,
  unanswered: facts.unanswered,
  waitingSince: toIsoOrNull(facts.waitingSince),
  coversReplies: facts.coversReplies,
})

export function toAccountsDto({ accounts, summary }: AccountOverview, faults: readonly string[]): AccountsDto {
  const { mentionsOnIdle, ...counts } = summary
  return {
    items: accounts.map(toAccountDto),
    summary: { sentence: accountsSentence(summary), ...counts, mentionsOnIdle30d: mentionsOnIdle },
    faults: [...faults],
  }
}

/** The columns of the list, then the measured facts. */
export const accountTable = (accounts: readonly AccountDto[]): (string | number | boolean | null)[][] => [
  [
    'platform',
    'handle',
    'owner',
    'unit',
    'flags',
    'last_post_at',
    'last_reply_at',
    'mentions_90d',
    'mentions_30d',
    'unanswered',
    'waiting_since',
    'covers_replies',
  ],
  ...accounts.map((account) => [
    account.platform,
    account.handle,
    account.owner,
    account.unit,
    account.flags.join(' '),
    account.lastPostAt,
    account.lastReplyAt,
    account.mentions90d,
    account.mentions30d,
    account.unanswered,
    account.waitingSince,
    account.coversReplies,
  ]),
]
