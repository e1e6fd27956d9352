import { Type } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import type { PipelineOutput } from '../enrichers/pipeline.ts'
import { searchedTopics, type Taxonomy } from '../labels/taxonomy.ts'
import { visibleMentionsSql, type VisibleMentions } from '../mentions/visible-mentions.ts'

/** What would move from one topic to another; '' = no topic. */
interface Move {
  from: string
  to: string
  mentions: number
  /** At most three. */
  examples: { id: string; text: string }[]
}

export interface Preview {
  /** Mentions that were labelled both ways. */
  mentions: number
  /** The largest first. */
  moves: Move[]
}

/** Labels texts with a taxonomy. */
export type LabelWith = (
  taxonomy: Taxonomy,
  texts: readonly { text: string; title?: string }[],
) => Promise<PipelineOutput[]>

const lookBackMs = 14 * 24 * 3_600_000
const most = { newest: 1_000, concerned: 500, examples: 3 }

/**
 * What an edit would change: labels mentions of the last two weeks with both taxonomies, the newest 1,000 and up to 500 that the edit is
 * about. Only topics that differ count, and of several of one mention each.
 */
export async function previewEdit(
  deps: { store: Store; labelWith: LabelWith; visible: VisibleMentions; now: number },
  before: Taxonomy,
  after: Taxonomy,
): Promise<Preview> {
  const texts = await concerned(deps, before, after)
  const inputs = texts.map(({ text, title }) => ({ text, ...(title && { title }) }))
  const [old, next] = [await deps.labelWith(before, inputs), await deps.labelWith(after, inputs)]
  const moves = new Map<string, Move>()
  texts.forEach(({ id, text, title }, i) => {
    const [had, has] = [topicsOf(old[i]!), topicsOf(next[i]!)]
    const gone = had.filter((topic) => !has.includes(topic))
    const come = has.filter((topic) => !had.includes(topic))
    for (let n = 0; n < Math.max(gone.length, come.length); n++) {
      const [from, to] = [gone[n] ?? '', come[n] ?? '']
      const move = moves.get(`${from} ${to}`) ?? { from, to, mentions: 0, examples: [] }
      move.mentions++
      if (move.examples.length < most.examples) move.examples.push({ id, text: title ? `${title}. ${text}` : text })
      moves.set(`${from} ${to}`, move)
    }
  })
  return { mentions: texts.length, moves: [...moves.values()].toSorted((a, b) => b.mentions - a.mentions) }
}

const topicsOf = (labels: PipelineOutput): string[] => labels.topics.map(({ id }) => id)

const Text = Type.Object({ id: Type.String(), title: Type.String(), text: Type.String() })

/** Mentions that the edit may move: those of the topics that differ, those with a new word, and the newest ones. */
async function concerned(
  { store, visible, now }: { store: Store; visible: VisibleMentions; now: number },
  before: Taxonomy,
  after: Taxonomy,
): Promise<{ id: string; title: string; text: string }[]> {
  const seen = visibleMentionsSql(visible)
  const some = (condition: string, limit: number) => `
    SELECT id, title, text FROM mentions FINAL
    WHERE created_at >= {sinceAt: DateTime64(3)} AND removed_at IS NULL AND intent != 'spam' AND ${seen.where} AND ${condition}
    ORDER BY created_at DESC, id LIMIT ${limit}`
  return store.select(
    Text,
    `SELECT DISTINCT id, title, text FROM (
      ${some('1', most.newest)} UNION ALL
      ${some('(hasAny(topics, {topics: Array(String)}) OR multiSearchAnyCaseInsensitiveUTF8(concat(title, char(32), text), {words: Array(String)}))', most.concerned)})`,
    { sinceAt: now - lookBackMs, topics: differing(before, after), words: newWords(before, after), ...seen.params },
  )
}

function differing(before: Taxonomy, after: Taxonomy): string[] {
  const now = new Map(after.topics.map((topic) => [topic.id, JSON.stringify(topic)]))
  return before.topics.filter((topic) => now.get(topic.id) !== JSON.stringify(topic)).map(({ id }) => id)
}

/** A word for each phrase that is new: the longest, because it is the rarest. */
function newWords(before: Taxonomy, after: Taxonomy): string[] {
  const phrasesOf = (taxonomy: Taxonomy) =>
    searchedTopics(taxonomy).searched.topics.flatMap(({ phrases, hints }) => [...phrases, ...hints])
  const old = new Set(phrasesOf(before))
  const words = phrasesOf(after)
    .filter((phrase) => !old.has(phrase))
    .flatMap((phrase) => {
      const groups = phrase.split(/[\s*~]+/).filter((group) => group !== '')
      return groups.toSorted((a, b) => b.length - a.length)[0]?.split('|') ?? []
    })
  // The function takes at most 255 words, and finds nothing without any.
  return [...new Set(words.filter((word) => word !== ''))].slice(0, 255)
}
