import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { accountsSentence, type FlaggedAccount, type AccountOverview } from '../../alerts/accounts/accounts.ts'
import { textOrNull, timeOrNull, toIsoOrNull } from '../request/schemas.ts'
import { Flag } from '../../alerts/alert/own-account.ts'

const AccountDto = Type.Object({
  platform: Type.String(doc('The source that its mentions come from', 'bluesky')),
  handle: Type.String(doc('The name of the account', 'halden.care')),
  owner: textOrNull('Who keeps it; null: nobody', 'petra'),
  unit: textOrNull('Its business unit, by id; null: none', 'north'),
  flags: Type.Array(
    Flag,
    doc(
      'idle: no post for 90 days. semi-idle: no post for 30 days, or, where replies are collected, a mention without one for 14 days. orphan: no owner. uncovered: no mentions from its platform are stored, and the list has no times',
      ['idle'],
    ),
  ),
  lastPostAt: timeOrNull('The time in the list or that of the newest stored post, whichever is later; null: none'),
  lastReplyAt: timeOrNull('The time of its last reply; null: none'),
  mentions90d: Type.Integer(doc('Mentions by others that contain its @handle, in 90 days', 37)),
  mentions30d: Type.Integer(doc('The same in 30 days', 11)),
  unanswered: Type.Integer(doc('Mentions of 90 days that are older than a day and have no reply', 9)),
  waitingSince: timeOrNull('Time of the oldest unanswered mention; null: none'),
  coversReplies: Type.Boolean({
    description: 'Whether replies on its platform are collected; if not, every mention counts as unanswered',
  }),
})
export type AccountDto = Static<typeof AccountDto>

const { Integer: whole } = Type
export const AccountsDto = Type.Object(
  {
    items: Type.Array(AccountDto, doc("The company's accounts")),
    summary: Type.Object(
      {
        sentence: Type.String(doc('The list in words', '3 of 12 accounts are idle; 1 has no owner.')),
        accounts: whole(doc('Accounts in the list', 12)),
        semiIdle: whole(doc('Semi-idle or idle ones', 4)),
        idle: whole(doc('Idle ones', 3)),
        orphans: whole(doc('Ones without an owner', 1)),
        uncovered: whole(doc('Ones from whose platform no mentions are stored', 0)),
        semiIdleShare: Type.Union(
          [Type.Number(), Type.Null()],
          doc('semiIdle / accounts, 0–1; null: no accounts', 0.33),
        ),
        mentionsOnIdle30d: whole(
          doc('Mentions of idle accounts in 30 days; a mention of two idle accounts counts twice', 18),
        ),
      },
      doc('Figures of the list'),
    ),
    faults: Type.Array(
      Type.String(),
      doc('Rows of the list that could not be read, with file and line', ['accounts.csv:7 has no handle']),
    ),
  },
  doc("The company's accounts"),
)
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
