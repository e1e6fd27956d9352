import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Platform } from './platform.ts'
import { runEnrich } from './app.ts'
import { recount } from '../alerts/series/count-table.ts'
import { baseBucketMs } from '../alerts/series/subject.ts'
import { enrichGroup } from '../enrich/enrich.ts'
import { storedIds } from '../enrich/mentions/mention-table.ts'
import type { Positions } from '../infra/log/event-log.ts'
import { livingOwner } from '../infra/store/store-file.ts'
import { text, UsageError, type Call } from '../infra/verb.ts'
import { mentionsTopic, type Mention } from '../ingest/mention/mention.ts'
import { dataFilesIn } from '../ingest/read/data-files.ts'
import { readRows } from '../ingest/read/read-rows.ts'
import { authorSecret, redaction } from '../ingest/redact/redact.ts'
import { openRejects } from '../ingest/rejects.ts'
import { parseColumnMap, type ColumnMap } from '../ingest/read/columns.ts'
import { rowConverter } from '../ingest/read/to-raw-mention.ts'
import type { Stop } from '../infra/stop.ts'

const batchSize = 1000

interface Tally {
  read: number
  accepted: number
  duplicate: number
  rejected: number
}

interface Importing extends Tally {
  platform: Platform
  call: Call
  map: ColumnMap
  isLive: boolean
  /** The end position of each partition after the last publication. */
  ends: Positions
  /** Start times (epoch ms) of the buckets that contain imported mentions. */
  buckets: Set<number>
}

/** Imports a file, every data file of a folder, or stdin. Resolves when the rows are stored and counted. */
export async function importFiles(call: Call, platform: Platform): Promise<void> {
  const [input, ...more] = call.positionals
  if (input === undefined || more.length > 0) throw new UsageError('import needs one FILE, DIR or -')
  const listed = call.values.map
  const map = parseColumnMap(Array.isArray(listed) ? listed.map(String) : [])
  const importing: Importing = {
    platform,
    call,
    map,
    isLive: call.values.live === true,
    read: 0,
    accepted: 0,
    duplicate: 0,
    rejected: 0,
    ends: {
      topic: mentionsTopic.name,
      ends: {},
    },
    buckets: new Set(),
  }
  const enriching = enrichWhenAlone(platform)
  try {
    await Promise.race([importAll(importing, filesIn(input)), enriching.failed])
  } catch (error) {
    if (!call.signal.aborted) throw error
    const { read, accepted } = importing
    throw new Error(`stopped after ${read} rows, ${accepted} of them accepted; run the import again to complete it`, {
      cause: error,
    })
  } finally {
    await enriching.stop()
  }
  const { read, accepted, duplicate, rejected } = importing
  if (call.values.json) await call.print(JSON.stringify({ read, accepted, duplicate, rejected }))
  else await call.print(`${read} read, ${accepted} accepted, ${duplicate} duplicate, ${rejected} rejected`)
}

async function importAll(importing: Importing, files: string[]): Promise<void> {
  for (const file of files) await importFile(importing, file)
  await waitUntilCounted(importing)
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

function filesIn(input: string): string[] {
  if (input === '-') return [input]
  const found = statSync(input, { throwIfNoEntry: false })
  if (!found) throw new UsageError(`${input} does not exist`)
  if (!found.isDirectory()) return [input]
  const files = dataFilesIn(input)
  if (files.length === 0) throw new UsageError(`${input} contains no .csv, .tsv, .jsonl, .ndjson or .json file`)
  return files
}

async function importFile(importing: Importing, file: string): Promise<void> {
  const { call, platform, isLive } = importing
  const name = file === '-' ? 'stdin' : basename(file).replace(/\.[^.]+$/, '')
  const source = text(call, 'source') ?? name
  const toMention = redaction(authorSecret(platform.config.data))
  const convert = rowConverter({ name: file, map: importing.map, remedy: (field) => `--map ${field}=COLUMN` })
  const rejects = openRejects(platform.config.data, name, { replace: true })
  const seen = new Set<string>()
  let batch: Mention[] = []
  for await (const row of readRows(file)) {
    call.signal.throwIfAborted()
    importing.read++
    const converted = 'fault' in row ? row : convert(row.value)
    if ('fault' in converted) {
      importing.rejected++
      rejects.add({ file, line: row.line, reason: converted.fault, row: 'fault' in row ? row.raw : row.value })
      continue
    }
    const mention = toMention({ ...converted.mention, backfill: !isLive }, source, Date.now())
    if (seen.has(mention.id)) importing.duplicate++
    else batch.push(mention)
    seen.add(mention.id)
    if (batch.length < batchSize) continue
    await publish(importing, batch)
    batch = []
  }
  await publish(importing, batch)
  if (rejects.count() > 0)
    process.stderr.write(`${rejects.count()} rows of ${file} were rejected; they are in ${rejects.path}\n`)
}

async function publish(importing: Importing, batch: readonly Mention[]): Promise<void> {
  const { platform, call } = importing
  const known = await storedIds(
    platform.opened.store,
    batch.map((mention) => mention.id),
  )
  const fresh = batch.filter((mention) => !known.has(mention.id))
  importing.duplicate += batch.length - fresh.length
  importing.accepted += fresh.length
  // Includes the buckets of duplicates, because an earlier import that was killed may have stored them without counting.
  for (const { createdAt } of batch) importing.buckets.add(Math.floor(createdAt / baseBucketMs) * baseBucketMs)
  const { ends } = fresh.length > 0 ? await platform.log.publish(mentionsTopic, fresh) : { ends: {} }
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
