import { Type } from 'typebox'
import { visibleMentionsSql } from '../../enrich/mentions/visible-mentions.ts'
import { median } from '../../infra/median.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Account } from '../accounts/account.ts'
import { answeredAt } from '../accounts/answered.ts'
import type { FlaggedAccount } from '../accounts/accounts.ts'
import type { VisiblePeriod } from '../report/volume-query.ts'
import type { Answers } from './assessment.ts'

const mostAsked = 5_000

interface AnswersQuery extends VisiblePeriod {
  accounts: readonly FlaggedAccount[]
  /** Names of the sources with mentions. */
  sources: readonly string[]
}

/** How fast the company answers complaints, questions and requests, in the sources from which its answers are known. */
export async function answersIn(store: Store, query: AnswersQuery): Promise<Answers> {
  const { accounts, sources } = query
  const stated = await store.select(
    Type.Object({ source: Type.String() }),
    'SELECT DISTINCT toString(source) AS source FROM answers',
  )
  const answering = accounts.filter(({ facts }) => facts.coversReplies).map(({ account }) => account.platform)
  const known = new Set([...stated.map(({ source }) => source), ...answering])
  const knownSources = sources.filter((source) => known.has(source))
  const times = await answerTimes(store, { ...query, knownSources, own: accounts.map(({ account }) => account) })
  return {
    knownSources,
    unknownSources: sources.filter((source) => !known.has(source)),
    asked: times.length,
    answered: times.filter((time) => time !== undefined).length,
    medianAnswerMs: median(times.filter((time) => time !== undefined)),
  }
}

/** Of each mention that asks for an answer: ms until the first one; undefined without. */
async function answerTimes(
  store: Store,
  { from, to, visible, knownSources, own }: VisiblePeriod & { knownSources: string[]; own: readonly Account[] },
): Promise<(number | undefined)[]> {
  if (knownSources.length === 0) return []
  const { where, params } = visibleMentionsSql(visible)
  const asked = await store.select(
    Type.Object({ id: Type.String(), source: Type.String(), inReplyTo: Type.String(), createdAt: Type.Integer() }),
    `SELECT id, toString(source) AS source, in_reply_to, created_at FROM mentions FINAL
     WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND source IN {sources: Array(String)}
       AND intent IN ('complaint', 'question', 'request') AND ${where}
     ORDER BY created_at DESC, id LIMIT ${mostAsked}`,
    { ...params, fromAt: from, toAt: to, sources: knownSources },
  )
  const answered = await answeredAt(store, asked, own)
  return asked.map(({ id, createdAt }) => {
    const at = answered.get(id)
    return at === undefined ? undefined : at - createdAt
  })
}
