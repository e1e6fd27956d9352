import { Type, type Static } from 'typebox'
import { visibleMentionsSql, type VisibleMentions } from '../../enrich/mentions/visible-mentions.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Subject } from '../series/subject.ts'
import type { Account, AccountFacts } from './account.ts'
import { accountParams, mayNameSql, namesSql, writtenBySql } from './account-sql.ts'
import { mentionsOf } from '../series/mentions-of.ts'

const dayMs = 24 * 3_600_000
const mentionedMs = 90 * dayMs
const recentMs = 30 * dayMs
const replyMs = dayMs

const FactRow = Type.Object({
  place: Type.Integer(),
  lastPostAt: Type.Integer(),
  lastReplyAt: Type.Integer(),
  mentions: Type.Integer(),
  recent: Type.Integer(),
  unanswered: Type.Integer(),
  waitingSinceAt: Type.Integer(),
})

/** The full id of the mention replied to; sources give it with or without their prefix. */
const parentSql = `multiIf(in_reply_to = '', '', startsWith(in_reply_to, concat(toString(source), ':')), in_reply_to, concat(toString(source), ':', in_reply_to))`

/**
 * Posts and replies by the accounts, and mentions of them. `thread`: id of the mention replied to, or of the mention that names the
 * account; `parent`: of a mention, what it replies to.
 */
const eventsSql = (visible: string) => `
SELECT ${writtenBySql} AS place, if(in_reply_to = '', 'post', 'reply') AS what, ${parentSql} AS thread, '' AS parent, created_at
FROM mentions FINAL WHERE source IN {platforms: Array(String)} AND author_handle != '' AND place != 0
UNION ALL
SELECT arrayJoin(${namesSql}) AS place, 'mention' AS what, id AS thread, ${parentSql} AS parent, created_at
FROM mentions FINAL WHERE created_at >= {fromAt: DateTime64(3)} AND created_at <= {nowAt: DateTime64(3)} AND ${mayNameSql} AND ${visible}`

/** The newest answer in each thread that a source states, whoever wrote it. */
const answersSql = 'SELECT mention_id, max(answered_at) AS answer_at FROM answers GROUP BY mention_id'

/** Mentions before the `last_reply_at` of the account list count as answered, because the list does not say what was replied to. */
const factsSql = (visible: string) => `
SELECT place, max(posted) AS last_post_at, max(replied) AS last_reply_at, countIf(is_mention) AS mentions,
  countIf(is_mention AND mentioned >= {recentAt: DateTime64(3)}) AS recent, countIf(is_unanswered) AS unanswered, minIf(mentioned, is_unanswered) AS waiting_since_at
FROM (
  SELECT place, posted, replied, mentioned, is_mention, is_waiting AND mentioned > greatest(own.answer_at, above.answer_at) AS is_unanswered
  FROM (
    SELECT place, thread, max(parent) AS parent_id, maxIf(created_at, what = 'post') AS posted, maxIf(created_at, what = 'reply') AS replied,
      maxIf(created_at, what = 'mention') AS mentioned, countIf(what = 'mention') > 0 AS is_mention,
      is_mention AND countIf(what = 'reply') = 0 AND mentioned < {dueAt: DateTime64(3)} AND toUnixTimestamp64Milli(mentioned) > {lastReplies: Array(Int64)}[place] AS is_waiting
    FROM (${eventsSql(visible)}) GROUP BY place, thread) AS threads
  LEFT JOIN (${answersSql}) AS own ON threads.thread = own.mention_id
  LEFT JOIN (${answersSql}) AS above ON threads.parent_id = above.mention_id)
GROUP BY place`

/** Measured facts of each account at `now` (epoch ms), of visible mentions, in the given order. Runs two queries. */
export async function accountFacts(
  store: Store,
  accounts: readonly Account[],
  { now, visible }: { now: number; visible: VisibleMentions },
): Promise<AccountFacts[]> {
  if (accounts.length === 0) return []
  const { platforms, ...params } = accountParams(accounts)
  const seen = visibleMentionsSql(visible)
  const [rows, covered] = await Promise.all([
    store.select(FactRow, factsSql(seen.where), {
      ...params,
      ...seen.params,
      platforms,
      lastReplies: accounts.map(({ lastReplyAt }) => lastReplyAt ?? 0),
      fromAt: now - mentionedMs,
      recentAt: now - recentMs,
      dueAt: now - replyMs,
      nowAt: now,
    }),
    store.select(
      Type.Object({ platform: Type.String(), replies: Type.Integer() }),
      `SELECT platform, sum(reply) AS replies FROM (
         SELECT toString(source) AS platform, in_reply_to != '' AS reply FROM mentions WHERE source IN {platforms: Array(String)}
         UNION ALL SELECT toString(source) AS platform, 1 AS reply FROM answers WHERE source IN {platforms: Array(String)})
       GROUP BY platform`,
      { platforms },
    ),
  ])
  const byPlace = new Map(rows.map((row) => [row.place, row]))
  const replies = new Map(covered.map((row) => [row.platform, row.replies]))
  return accounts.map((account, i) => ({
    ...factsOf(account, byPlace.get(i + 1)),
    covered: replies.has(account.platform),
    coversReplies: (replies.get(account.platform) ?? 0) > 0,
  }))
}

function factsOf(account: Account, row: Static<typeof FactRow> | undefined) {
  return {
    lastPostAt: later(account.lastPostAt, row?.lastPostAt),
    lastReplyAt: later(account.lastReplyAt, row?.lastReplyAt),
    mentions: row?.mentions ?? 0,
    recentMentions: row?.recent ?? 0,
    unanswered: row?.unanswered ?? 0,
    waitingSince: row?.waitingSinceAt || null,
  }
}

/** The later of two times; null or 0 = unknown. */
const later = (a: number | null, b: number | undefined): number | null => Math.max(a ?? 0, b ?? 0) || null

/** The number of a subject's mentions in [from, to) that name each account by @; accounts without any are left out. */
export async function countNamed(
  store: Store,
  accounts: readonly Account[],
  { subject, from, to }: { subject: Subject; from: number; to: number },
): Promise<Map<Account, number>> {
  if (accounts.length === 0) return new Map()
  const { where, params } = mentionsOf(subject)
  const rows = await store.select(
    Type.Object({ place: Type.Integer(), mentions: Type.Integer() }),
    `SELECT place, count() AS mentions FROM (
       SELECT arrayJoin(${namesSql}) AS place FROM mentions FINAL
       WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND ${mayNameSql} AND ${where})
     GROUP BY place ORDER BY mentions DESC, place`,
    { ...params, ...accountParams(accounts), fromAt: from, toAt: to },
  )
  return new Map(rows.map(({ place, mentions }) => [accounts[place - 1]!, mentions]))
}
