import { contentHash } from '../../../enrich/text/near-duplicates.ts'
import { randomFrom } from '../../../ingest/sources/demo/random.ts'
import { mentionsOfHour } from '../../../ingest/sources/demo/timeline.ts'
import type { MentionRow } from '../../../enrich/mentions/mention-table.ts'
import { mentionRow } from '../make.ts'
import type { TermMention } from '../../../alerts/terms/term-mention.ts'

export const hourMs = 3_600_000
/** A Monday; the demo's incidents are weeks after it. */
export const monday = Date.UTC(2025, 10, 3)
const anchor = Date.UTC(2026, 0, 5)
const departmentOf: Record<string, string> = {
  bluesky: 'marketing',
  mastodon: 'marketing',
  forum: 'support',
  tickets: 'support',
  'shop-reviews': 'product',
  'app-store': 'product',
}

let made = 0
export const mention = (text: string, over: Partial<TermMention> & Pick<TermMention, 'at'>): TermMention => {
  const id = `t${made++}`
  return { id, departments: ['product'], text, author: `of ${id}`, cluster: contentHash(text), live: true, ...over }
}

/** The demo's mentions of an ordinary hour, with a department by source; `hour` counts from that Monday's start. */
export function ordinaryHour(seed: string, hour: number, live = true): TermMention[] {
  return mentionsOfHour(seed, anchor, hour + (monday - anchor) / hourMs).map((raw) =>
    mention(raw.text, {
      at: raw.createdAt,
      departments: [departmentOf[raw.source]!],
      author: raw.author!.id,
      live,
    }),
  )
}

/** Its row, without a topic. */
export const termRow = ({ id, at, text, author, cluster, departments, live }: TermMention): MentionRow =>
  mentionRow({
    id,
    createdAt: at,
    text,
    authorKey: author,
    cluster,
    departments: [...departments],
    backfill: !live,
    topics: [],
    topicTree: [],
  })

const vocabulary = Array.from({ length: 5_000 }, (_, i) => wordOf(i))

/** Random words, the i-th about 1/i as often as the first, each of a rate that varies from day to day: a variance of a fifth of its square. */
export function* zipfDays(seed: number, days: number): Generator<TermMention> {
  const random = randomFrom('zipf', seed)
  const departments = ['product', 'support', 'marketing']
  const spread = Math.sqrt(Math.log(1.2))
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  for (let day = 0; day < days; day++) {
    const upTo = departments.map(() => {
      let sum = 0
      return vocabulary.map((_, i) => (sum += Math.exp(spread * normal() - spread ** 2 / 2) / (i + 2.7)))
    })
    for (let hour = 0; hour < 24; hour++)
      for (const [d, department] of departments.entries())
        for (let n = random.poisson(8 + 6 * Math.sin(hour / 4)); n > 0; n--) {
          const words = Array.from({ length: 5 + Math.floor(random.next() * 8) }, () => pick(upTo[d]!, random.next()))
          yield mention(words.join(' '), {
            at: monday + (24 * day + hour + random.next()) * hourMs,
            departments: [department],
            author: `u${Math.floor(random.next() * 20_000)}`,
            live: day >= 9,
          })
        }
  }
}

function pick(upTo: readonly number[], share: number): string {
  const wanted = share * upTo.at(-1)!
  let [low, high] = [0, upTo.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (upTo[middle]! < wanted) low = middle + 1
    else high = middle
  }
  return vocabulary[low]!
}

/** A pronounceable word for each number. */
export function wordOf(n: number): string {
  let word = 'z'
  for (let left = n + 100; left > 0; left = Math.floor(left / 80))
    word += 'bcdfghklmnprstvz'[left % 16]! + 'aeiou'[Math.floor(left / 16) % 5]!
  return `${word}x`
}
