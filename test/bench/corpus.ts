import { writeFileSync } from 'node:fs'
import { mentionsOfHour, type DemoMention } from '../../ingest/sources/demo/timeline.ts'

const anchor = Date.UTC(2026, 0, 5)

/** So many mentions in order of time, always the same ones: the demo's company in ordinary weeks. */
export function mentions(count: number): DemoMention[] {
  const all: DemoMention[] = []
  for (let hour = -24 * 400; all.length < count; hour++) all.push(...mentionsOfHour('bench', anchor, hour))
  return all.slice(0, count)
}

/** The same as a JSONL file that `import` reads. */
export function writeCorpus(file: string, count: number): void {
  const rows = mentions(count).map((m, i) => {
    const createdAt = new Date(m.createdAt).toISOString()
    return JSON.stringify({
      id: `b${i}`,
      text: m.text,
      createdAt,
      author: m.author?.handle,
      url: m.url,
      rating: m.rating,
      ...m.fields,
    })
  })
  writeFileSync(file, `${rows.join('\n')}\n`)
}
