import { setTimeout as pause } from 'node:timers/promises'
import type { Platform } from './platform.ts'
import { runEnrich } from './app.ts'
import { recount } from '../alerts/series/count-table.ts'
import { baseBucketMs } from '../alerts/series/subject.ts'
import { enrichGroup } from '../enrich/enrich.ts'
import { storedIds } from '../enrich/mentions/mention-table.ts'
import type { Positions } from '../infra/log/event-log.ts'
import { livingOwner } from '../infra/store/store-file.ts'
import type { Call } from '../infra/verb.ts'
import { fillGaps } from '../ingest/gap-table.ts'
import { mentionsTopic, type Mention } from '../ingest/mention/mention.ts'
import { authorSecret } from '../ingest/redact/author-secret.ts'
import { redaction } from '../ingest/redact/redact.ts'
import { openSuppressions, type Suppressions } from '../ingest/redact/suppressions.ts'
import { openRejects } from '../ingest/rejects.ts'
import { importInput, sourceOf, summaryOf, rowsOf, type ImportInput } from './import-input.ts'
import { openRemarks } from '../ingest/read/remarks.ts'
import type { Stop } from '../infra/stop.ts'

const batchSize = 1000

interface Tally {
  read: number
  accepted: number
  duplicate: number
  rejected: number
  /** Of the rejected: by people, or mentions, that were erased. */
  erased: number
}

interface Importing extends Tally {
  platform: Platform
  call: Call
  input: ImportInput
  /** What was assumed, merged and rejected, a line each. */
  summary: string[]
  isLive: boolean
  suppressions: Suppressions
  /** The end position of each partition after the last publication. */
  ends: Positions
  /** Start times (epoch ms) of the buckets that contain imported mentions. */
  buckets: Set<number>
  /** The oldest and newest mention (epoch ms) of each source. */
  spans: Map<string, { from: number; until: number }>
}

/** Imports a file, every data file of a folder, or stdin. Resolves when the rows are stored and counted. */
export async function importFiles(call: Call, platform: Platform): Promise<void> {
  const input = importInput(call)
  const importing: Importing = {
    platform,
    call,
    input,
    summary: [],
    isLive: call.values.live === true,
    suppressions: openSuppressions(platform.opened.store, authorSecret(platform.config.data)),
    read: 0,
    accepted: 0,
    duplicate: 0,
    rejected: 0,
    erased: 0,
    ends: {
      topic: mentionsTopic.name,
      ends: {},
    },
    buckets: new Set(),
    spans: new Map(),
  }
  const enriching = enrichWhenAlone(platform)
  try {
    await Promise.race([importAll(importing), enriching.failed])
  } catch (error) {
    if (!call.signal.aborted) throw error
    const { read, accepted } = importing
    throw new Error(`stopped after ${read} rows, ${accepted} of them accepted; run the import again to complete it`, {
      cause: error,
    })
  } finally {
    await enriching.stop()
  }
  const { read, accepted, duplicate, rejected, erased } = importing
  if (erased > 0) importing.summary.push(`${erased} rows were rejected: erased`)
  for (const line of importing.summary) {
    if (call.values.json) call.note(line)
    else await call.print(line)
  }
  if (call.values.json) await call.print(JSON.stringify({ read, accepted, duplicate, rejected }))
  else await call.print(`${read} read, ${accepted} accepted, ${duplicate} duplicate, ${rejected} rejected`)
}

async function importAll(importing: Importing): Promise<void> {
  for (const file of importing.input.files) await importFile(importing, file)
  await waitUntilCounted(importing)
  for (const [source, span] of importing.spans) await fillGaps(importing.platform.opened.store, source, span)
}

/** Runs the enrich stage in this process, unless a `start` process runs on the same data folder; then waits until that ends. */
function enrichWhenAlone(platform: Platform): { failed: Promise<never>; stop: Stop } {
  const { data, store } = platform.config
  const stopping = new AbortController()
  const isStartRunning = async () => store === undefined && (await livingOwner(data))?.role === 'start'
  const begin = async () => {
    while (await isStartRunning()) await pause(500, undefined, { signal: stopping.signal })
    return runEnrich(platform)
  }
  const begun = begin()
  const failed = new Promise<never>((_, reject) => void begun.catch(reject))
  // `importFiles` races it with the import. After the import a failure no longer matters.
  failed.catch(() => {})
  return {
    failed,
    async stop() {
      stopping.abort()
      const stopEnrich = await begun.catch(() => undefined)
      await stopEnrich?.()
    },
  }
}

async function importFile(importing: Importing, file: string): Promise<void> {
  const { call, platform, isLive } = importing
  const { name, source } = sourceOf(call, file)
  const toMention = redaction(authorSecret(platform.config.data), platform.config.redaction)
  const remarks = openRemarks()
  const rejected = { count: 0, first: '' }
  const rejects = openRejects(platform.config.data, name, { replace: true, redaction: platform.config.redaction })
  const seen = new Set<string>()
  let batch: Mention[] = []
  for await (const row of rowsOf(file, importing.input, remarks)) {
    call.signal.throwIfAborted()
    importing.read++
    if ('fault' in row) {
      importing.rejected++
      if (rejected.count++ === 0) rejected.first = `line ${row.line} ${row.fault}`
      rejects.add({ file, line: row.line, reason: row.fault, row: row.raw })
      continue
    }
    const mention = toMention({ ...row.mention, backfill: !isLive }, source, Date.now())
    widen(importing.spans, mention)
    if (seen.has(mention.id)) {
      importing.duplicate++
      remarks.count('an id of an earlier row of the file, merged')
    } else batch.push(mention)
    seen.add(mention.id)
    if (batch.length < batchSize) continue
    await publish(importing, batch)
    batch = []
  }
  await publish(importing, batch)
  importing.summary.push(...summaryOf(file, remarks, rejected))
  if (rejects.count() > 0)
    process.stderr.write(`${rejects.count()} rows of ${file} were rejected; they are in ${rejects.path}\n`)
}

function widen(spans: Importing['spans'], { source, createdAt }: Mention): void {
  const { from, until } = spans.get(source) ?? { from: createdAt, until: createdAt }
  spans.set(source, { from: Math.min(from, createdAt), until: Math.max(until, createdAt) })
}

async function publish(importing: Importing, read: readonly Mention[]): Promise<void> {
  const { platform, call } = importing
  const batch = await importing.suppressions.withoutErased(read)
  importing.rejected += read.length - batch.length
  importing.erased += read.length - batch.length
  const known = await storedIds(
    platform.opened.store,
    batch.map((mention) => mention.id),
  )
  const fresh = batch.filter((mention) => !known.has(mention.id))
  importing.duplicate += batch.length - fresh.length
  importing.accepted += fresh.length
  // Includes the buckets of duplicates, because an earlier import that was killed may have stored them without counting.
  for (const { createdAt } of batch) importing.buckets.add(Math.floor(createdAt / baseBucketMs) * baseBucketMs)
  const events = fresh.map((mention) => ({ ...mention, isNewId: true }))
  const { ends } = events.length > 0 ? await platform.log.publish(mentionsTopic, events) : { ends: {} }
  for (const [partition, end] of Object.entries(ends)) importing.ends.ends[Number(partition)] = Number(end)
  call.progress(`${importing.read} read, ${importing.accepted} accepted`)
}

async function waitUntilCounted({ platform, ends, buckets, call }: Importing): Promise<void> {
  call.progress('waiting until everything is stored')
  await platform.log.reached(enrichGroup, ends, call.signal)
  call.progress('counting')
  await recount(
    platform.opened.store,
    [...buckets].toSorted((a, b) => a - b),
  )
}
