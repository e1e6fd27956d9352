import type { Alert, Similar } from '../alert/alert.ts'
import { contentWords } from './content-words.ts'

const mostSimilar = 3
/** Number of resolved alerts to compare with. */
export const mostPast = 100
/** Weights of the kinds of similarity; they sum to 1. The same topic alone reaches `leastScore`. */
const weights = { topic: 0.5, drivers: 0.3, words: 0.2 }
const leastScore = 0.4
/** A parent, a child or a sibling of the topic. */
const relatedTopic = 0.5

type About = Pick<Alert, 'kind' | 'topic' | 'departments' | 'drivers' | 'evidence'>

/** Up to three resolved alerts like this one, most similar first, with how they ended. A drop is never similar to a spike. */
export function mostSimilarAlerts(alert: About & Pick<Alert, 'id' | 'openedAt'>, past: readonly Alert[]): Similar[] {
  const words = wordsOf(alert)
  return past
    .filter(({ id, openedAt, resolvedAt }) => id !== alert.id && resolvedAt !== null && openedAt < alert.openedAt)
    .filter(({ kind }) => (kind === 'drop') === (alert.kind === 'drop'))
    .map((other) => ({ other, score: similarity(alert, other, overlap(words, wordsOf(other))) }))
    .filter(({ score }) => score >= leastScore)
    .toSorted((a, b) => b.score - a.score || b.other.openedAt - a.other.openedAt)
    .slice(0, mostSimilar)
    .map(({ other: { id, title, openedAt, resolvedAt, owner, verdict }, score }) => ({
      alertId: id,
      title,
      openedAt,
      resolvedAt: resolvedAt!,
      owner,
      verdict: verdict?.verdict ?? null,
      score: Math.round(score * 100) / 100,
    }))
}

const similarity = (a: About, b: About, words: number): number =>
  weights.topic * topicSimilarity(a, b) + weights.drivers * driverSimilarity(a, b) + weights.words * words

function topicSimilarity(a: About, b: About): number {
  if (a.topic === '' || b.topic === '') return a.topic === b.topic && a.departments[0] === b.departments[0] ? 1 : 0
  if (a.topic === b.topic) return 1
  const [root] = a.topic.split('.')
  return b.topic.split('.')[0] === root ? relatedTopic : 0
}

/** Weighted Jaccard index of the drivers' shares of the excess. */
function driverSimilarity(a: About, b: About): number {
  const [own, others] = [sharesOf(a), sharesOf(b)]
  let [both, either] = [0, 0]
  for (const value of new Set([...own.keys(), ...others.keys()])) {
    both += Math.min(own.get(value) ?? 0, others.get(value) ?? 0)
    either += Math.max(own.get(value) ?? 0, others.get(value) ?? 0)
  }
  return either === 0 ? 0 : both / either
}

const sharesOf = ({ drivers }: About): Map<string, number> =>
  new Map(
    drivers
      .flatMap((driver) => [driver, ...(driver.also ?? [])])
      .map(({ dimension, value, share }) => [`${dimension}\u0001${value}`, share]),
  )

const wordsOf = ({ evidence }: About) => new Set(evidence.flatMap(({ text }) => [...contentWords(text)]))

/** The share of the smaller set that is also in the other one (overlap coefficient, Szymkiewicz–Simpson). */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [smaller, larger] = a.size < b.size ? [a, b] : [b, a]
  return smaller.size === 0 ? 0 : [...smaller].filter((word) => larger.has(word)).length / smaller.size
}
