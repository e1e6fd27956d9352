import { Type } from 'typebox'
import { selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Account } from './account.ts'
import { accountParams, writtenBySql } from './account-sql.ts'

interface Asked {
  id: string
  source: string
  inReplyTo: string
  createdAt: number
}

/** The id of the mention that `in_reply_to` names, which sources give with or without their prefix. */
const parentOf = ({ source, inReplyTo }: Asked) =>
  inReplyTo.startsWith(`${source}:`) ? inReplyTo : `${source}:${inReplyTo}`

/**
 * When the company first answered each mention (epoch ms): an answer that its source states, in its thread and not before it, or a
 * reply by an account of the company. Mentions without an answer are left out. Runs two queries.
 */
export async function answeredAt(
  store: Store,
  mentions: readonly Asked[],
  accounts: readonly Account[],
): Promise<Map<string, number>> {
  const ids = mentions.map(({ id }) => id)
  const threads = mentions.flatMap((mention) => (mention.inReplyTo === '' ? [] : parentOf(mention)))
  const [stated, replies] = await Promise.all([
    answersIn(store, [...new Set([...ids, ...threads])]),
    repliesBy(store, { accounts, mentions }),
  ])
  return new Map(
    mentions.flatMap((mention): [string, number][] => {
      const inThread = [mention.id, parentOf(mention)].flatMap((id) => stated.get(id) ?? [])
      const times = [...inThread, ...(replies.get(mention.id) ?? [])].filter((at) => at >= mention.createdAt)
      return times.length > 0 ? [[mention.id, Math.min(...times)]] : []
    }),
  )
}

type Times = Map<string, number[]>

const TimeRow = Type.Object({ mentionId: Type.String(), answeredAt: Type.Integer() })

async function answersIn(store: Store, ids: readonly string[]): Promise<Times> {
  const rows = await selectIn(
    store,
    TimeRow,
    'SELECT DISTINCT mention_id, answered_at FROM answers WHERE mention_id IN {ids: Array(String)}',
    { name: 'ids', list: ids },
  )
  return timesOf(rows)
}

interface Replying {
  accounts: readonly Account[]
  mentions: readonly Asked[]
}

/** Replies by the company's own accounts, on platforms where they are mentions. */
async function repliesBy(store: Store, { accounts, mentions }: Replying): Promise<Times> {
  const platforms = new Set(accounts.map(({ platform }) => platform))
  const asked = mentions.filter(({ source }) => platforms.has(source))
  if (asked.length === 0) return new Map()
  const rows = await selectIn(
    store,
    TimeRow,
    `SELECT if(startsWith(in_reply_to, concat(toString(source), ':')), in_reply_to, concat(toString(source), ':', in_reply_to)) AS mention_id, created_at AS answered_at
     FROM mentions FINAL WHERE source IN {platforms: Array(String)} AND in_reply_to != '' AND author_handle != '' AND mention_id IN {ids: Array(String)} AND ${writtenBySql} != 0`,
    { name: 'ids', list: asked.map(({ id }) => id), ...accountParams(accounts) },
  )
  return timesOf(rows)
}

function timesOf(rows: readonly { mentionId: string; answeredAt: number }[]): Times {
  const times: Times = new Map()
  for (const { mentionId: id, answeredAt: at } of rows) times.set(id, [...(times.get(id) ?? []), at])
  return times
}
