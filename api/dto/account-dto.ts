import { Type, type Static } from 'typebox'
import { accountsSentence, type FlaggedAccount, type AccountOverview } from '../../alerts/accounts/accounts.ts'
import { NullableString, NullableTime, toIsoOrNull } from '../request/schemas.ts'
import { Flag } from '../../alerts/alert/own-account.ts'

const AccountDto = Type.Object({
  platform: Type.String({ description: 'The source of its mentions' }),
  handle: Type.String(),
  owner: NullableString,
  unit: NullableString,
  flags: Type.Array(Flag, {
    description:
      'idle: no post for 90 days. semi-idle: no post for 30 days, or somebody has waited 14 days for a reply. orphan: no owner. unheard: its platform is not heard and its list says no time',
  }),
  lastPostAt: Type.Union([NullableTime], { description: 'The later of what the list says and what was heard' }),
  lastReplyAt: NullableTime,
  mentions90d: Type.Integer({ description: 'By others, with its name behind an @' }),
  mentions30d: Type.Integer(),
  unanswered: Type.Integer({
    description: 'Of the mentions of 90 days, those older than a day that it did not reply to',
  }),
  waitingSince: Type.Union([NullableTime], { description: 'The first of them' }),
  coversReplies: Type.Boolean({
    description: 'Whether its platform tells replies; if not, everything looks unanswered',
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
    mentionsOnIdle30d: Type.Integer({ description: 'One that names two idle accounts landed on both' }),
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

/** The columns of the list, then what is known. */
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
