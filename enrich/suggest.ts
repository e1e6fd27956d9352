import { batched } from '../infra/batched.ts'
import type { OpenStore } from '../infra/store/open-store.ts'
import { text, time, UsageError, type Call } from '../infra/verb.ts'
import { parseColumnMap } from '../ingest/read/columns.ts'
import { readRows } from '../ingest/read/read-rows.ts'
import { textReader, type RowText } from '../ingest/read/to-raw-mention.ts'
import { redact } from '../ingest/redact/redact-text.ts'
import { openPipeline, type PipelineSettings } from './enrichers/pipeline.ts'
import { readModels, readShippedWords } from './linear/models.ts'
import { toLabels } from './mentions/label-columns.ts'
import { everyMention } from './mentions/visible-mentions.ts'
import { findTopical, findUntopical } from './review/review-query.ts'
import { toTopics, toYaml } from './review/suggested-topic.ts'
import { topicSuggestions, type Untopical } from './review/topic-suggestions.ts'

export interface SuggestDeps {
  settings(call: Call): PipelineSettings
  store(call: Call): Promise<OpenStore>
}

const defaultSpanMs = 14 * 24 * 3_600_000
const defaultLimit = 2_000
/** The time to group them grows with the square: 10,000 take 10 s. */
const mostGrouped = 10_000
const mostSuggestions = 30

interface Found {
  untopical: Untopical[]
  topical: Untopical[]
}

/** `taxonomy suggest`: prints topics that the taxonomy may lack, as YAML to paste, or with --json as a list with all figures. */
export async function suggest(call: Call, deps: SuggestDeps): Promise<void> {
  const settings = deps.settings(call)
  const limit = limitOf(call)
  const file = text(call, 'input')
  if (file !== undefined && call.values.since !== undefined)
    throw new UsageError('--since is for the store, not for --input')
  if (file === undefined && call.values.map !== undefined) throw new UsageError('--map is for --input')
  const { untopical, topical } =
    file === undefined ? await stored(call, deps, limit) : await ofFile(call, file, { settings, limit })
  call.progress(`grouping ${untopical.length} mentions without a topic`)
  const suggestions = topicSuggestions(readShippedWords())(untopical, topical).slice(0, mostSuggestions)
  const topics = toTopics(suggestions, settings.taxonomy)
  if (call.values.json) {
    const items = suggestions.map(({ words, texts, authors, nearest, departments }, i) => {
      return { words, texts, authors, nearest: nearest ?? null, departments, topic: topics[i] }
    })
    return call.print(JSON.stringify(items))
  }
  if (suggestions.length === 0)
    return call.note(`no groups among ${untopical.length} mentions without a topic; a group needs three authors`)
  await call.print(toYaml(suggestions, topics))
}

function limitOf(call: Call): number {
  const given = text(call, 'limit')
  const limit = given === undefined ? defaultLimit : Number(given)
  if (!Number.isInteger(limit) || limit < 1 || limit > mostGrouped)
    throw new UsageError(`--limit must be a number from 1 to ${mostGrouped}, not ${given}`)
  return limit
}

async function stored(call: Call, deps: SuggestDeps, limit: number): Promise<Found> {
  const now = Date.now()
  const from = time(call, 'since') ?? now - defaultSpanMs
  const opened = await deps.store(call)
  try {
    const query = { from, to: now, limit, visible: everyMention }
    const [untopical, topical] = await Promise.all([
      findUntopical(opened.reader, query),
      findTopical(opened.reader, query),
    ])
    return { untopical, topical }
  } finally {
    await opened.close()
  }
}

/** The last mentions of the file without a topic and with one, one of each text, redacted, the newest first. */
async function ofFile(
  call: Call,
  file: string,
  { settings, limit }: { settings: PipelineSettings; limit: number },
): Promise<Found> {
  const pipeline = openPipeline(settings.taxonomy, settings.lists, readModels(settings.models))
  const labelsOf = toLabels(settings.taxonomy)
  const found = { untopical: new Map<string, Untopical>(), topical: new Map<string, Untopical>() }
  let read = 0
  for await (const batch of batched(textsOf(call, file))) {
    const labels = await pipeline(batch)
    for (const [i, { text: written, title, author, createdAt }] of batch.entries()) {
      const row = labelsOf(labels[i]!)
      read++
      const kind = row.topics.length > 0 ? found.topical : found.untopical
      kind.delete(labels[i]!.contentHash)
      kind.set(labels[i]!.contentHash, {
        id: String(read),
        text: redact(written),
        title: redact(title ?? ''),
        authorKey: author ?? '',
        createdAt: createdAt ?? 0,
        ...row,
      })
      const [oldest] = kind.keys()
      if (kind.size > limit) kind.delete(oldest!)
    }
    call.progress(`${read} classified`)
  }
  const newest = (kind: Map<string, Untopical>) => [...kind.values()].toReversed()
  return { untopical: newest(found.untopical), topical: newest(found.topical) }
}

async function* textsOf(call: Call, file: string): AsyncGenerator<RowText> {
  const listed = call.values.map
  const read = textReader(parseColumnMap(Array.isArray(listed) ? listed.map(String) : []))
  for await (const row of readRows(file)) {
    const found = 'fault' in row ? undefined : read(row.value)
    if ('fault' in row) call.note(`${file}:${row.line} ${row.fault}`)
    else if (!found) call.note(`${file}:${row.line} has no text`)
    else yield found
  }
}
