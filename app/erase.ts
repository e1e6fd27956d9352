import { writeFileSync } from 'node:fs'
import { openErasure, type Erasure, type ErasureReport } from '../erasure/erasure.ts'
import { exportAuthor } from '../erasure/export-author.ts'
import { leastMatch, type ErasureRequest } from '../erasure/request.ts'
import { ordinaryWords } from '../erasure/words.ts'
import { counted, dateTimeOf } from '../infra/format.ts'
import { livingOwner } from '../infra/store/store-file.ts'
import { text, UsageError, type Call, type Verb } from '../infra/verb.ts'
import { authorSecret } from '../ingest/redact/author-secret.ts'
import { audited } from './audited.ts'
import type { Platform } from './platform.ts'

/** @param isShared whether other processes, or other parts of this one, read the log and hold alerts in memory */
export function platformErasure(
  { opened, log, logger, config, lists, baseTaxonomy }: Platform,
  isShared: () => Promise<boolean>,
): Erasure {
  const listed = Object.values(lists).flatMap((list) =>
    list.flatMap(({ name, aliases = [] }) => [name, ...aliases].map((each) => each.toLowerCase())),
  )
  return openErasure({
    store: opened.store,
    log,
    logger,
    data: config.data,
    secret: authorSecret(config.data),
    listed: new Set([...listed, ...ordinaryWords(baseTaxonomy)]),
    isShared,
  })
}

type WithPlatform = (call: Call, use: (platform: Platform) => Promise<void>) => Promise<void>

export const eraseVerb = (withPlatform: WithPlatform): Verb => ({
  name: 'erase',
  usage: '--author HANDLE|KEY|ID [--source NAME] [--export FILE] | --mention ID | --match TEXT  [--dry-run]',
  summary:
    'erases what a person wrote, a mention, or all mentions with a text, from the log, the store, alerts and rejected items, and keeps it from coming back; prints what was found and what is left; counts stay. --dry-run: only counts; --export: writes the stored mentions of the author as JSON, and erases nothing',
  options: {
    author: { type: 'string' },
    source: { type: 'string' },
    mention: { type: 'string' },
    match: { type: 'string' },
    export: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  run: (call) => {
    const request = requestOf(call)
    const file = text(call, 'export')
    if (file !== undefined && request.kind !== 'author') throw new UsageError('--export needs --author')
    return withPlatform(call, (platform) =>
      file !== undefined && request.kind === 'author'
        ? exportTo(call, platform, { request, file })
        : eraseAndPrint(call, platform, request),
    )
  },
})

function requestOf(call: Call): ErasureRequest {
  const [author, id, match, source] = ['author', 'mention', 'match', 'source'].map((name) => text(call, name)?.trim())
  if (call.positionals.length > 0) throw new UsageError(`erase takes options only, not ${call.positionals.join(' ')}`)
  if ([author, id, match].filter(Boolean).length !== 1)
    throw new UsageError('erase needs one of --author, --mention and --match')
  if (source !== undefined && !author) throw new UsageError('--source goes with --author')
  if (author) return { kind: 'author', author, source }
  if (id) return { kind: 'mention', id }
  if (match!.length < leastMatch) throw new UsageError(`--match needs at least ${leastMatch} characters`)
  return { kind: 'match', text: match! }
}

async function eraseAndPrint(call: Call, platform: Platform, request: ErasureRequest): Promise<void> {
  const { data, store } = platform.config
  const isShared = async () => store !== undefined || (await livingOwner(data))?.role === 'start'
  const erasure = platformErasure(platform, isShared)
  const report = call.values['dry-run']
    ? await erasure.preview(request)
    : await audited(
        { store: platform.opened.store, data },
        (audit) => ({
          operation: 'erase',
          subject: audit.pseudonymOf(subjectOf(request)),
          change: { kind: request.kind },
        }),
        () => erasure.erase(request, 'command line'),
      )
  if (call.values.json) return call.print(JSON.stringify(report))
  for (const line of linesOf(report)) await call.print(line)
}

const subjectOf = (request: ErasureRequest): string =>
  request.kind === 'author' ? request.author : request.kind === 'mention' ? request.id : request.text

function linesOf({ dryRun, mentions, places, logKeptUntil }: ErasureReport): string[] {
  const width = Math.max(...places.map(({ place }) => place.length))
  const counts = places.map(({ place, found, remaining }) =>
    dryRun ? `  ${place.padEnd(width)}  ${found}` : `  ${place.padEnd(width)}  ${found} found, ${remaining} left`,
  )
  const what = counted(mentions, 'mention')
  const head = dryRun ? `${what} would be erased. Found:` : `${what} erased.`
  const kept =
    logKeptUntil > 0
      ? [`Kafka cannot change its events; they are gone by ${dateTimeOf(logKeptUntil)} UTC at the latest`]
      : []
  return [head, ...counts, ...kept]
}

async function exportTo(
  call: Call,
  { opened, log, config }: Platform,
  { request, file }: { request: ErasureRequest & { kind: 'author' }; file: string },
): Promise<void> {
  const mentions = await exportAuthor({ store: opened.store, log, secret: authorSecret(config.data) }, request)
  writeFileSync(file, `${JSON.stringify(mentions, null, 2)}\n`, { mode: 0o600 })
  await call.print(`${counted(mentions.length, 'mention')} written to ${file}`)
}
