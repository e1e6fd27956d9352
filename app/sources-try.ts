import { existsSync, readFileSync } from 'node:fs'
import { systemClock } from '../infra/clock.ts'
import { counted } from '../infra/format.ts'
import { openHttp } from '../infra/http/fetch.ts'
import { openLogger } from '../infra/logger.ts'
import { UsageError, type Call } from '../infra/verb.ts'
import { SourceFailed, type Page, type Source } from '../ingest/mention/source.ts'
import type { SourceDeps } from '../ingest/mention/source-definition.ts'
import { redact } from '../ingest/redact/redact-text.ts'
import { firstItems, hasTerm, shownCanary } from '../ingest/sources/poll/canary.ts'
import { canaryOf, nameOf, probeOf, toSources, type SourceOptions } from '../ingest/sources/registry.ts'
import type { Config } from './config.ts'
import { depsOf } from './sources.ts'

const withinMs = 60_000
const shown = 5
const longestText = 200

/** Reads the first page of a source and prints what would be ingested, and what may be kept. Resolves to 1 when the source fails. */
export async function trySource(call: Call, config: Config, name: string | undefined): Promise<number> {
  const options = optionsOf(config, name)
  if (options.type === 'webhook') return sayHowToSend(call, config, options.name)
  const page = await firstPage(sourceOf(config, options), call.signal).catch((error: unknown) =>
    SourceFailed.from(error),
  )
  if (page instanceof SourceFailed) {
    await call.print(`✗ ${name}: ${page.message}`)
    return 1
  }
  if (call.values.json) await call.print(JSON.stringify(page))
  else {
    for (const line of linesOf(page)) await call.print(line)
    for (const line of await canaryLines(call, config, { options, page })) await call.print(line)
    for (const line of termsOf(options.type)) await call.print(line)
    await call.print('\nNothing was written.')
  }
  return 0
}

function optionsOf({ sources }: Config, name: string | undefined): SourceOptions {
  const names = sources.map(nameOf)
  const found = sources.find((_, i) => names[i] === name)
  if (!found) {
    const unknown = name === undefined ? '' : `there is no source "${name}"; `
    throw new UsageError(
      `${unknown}sources try needs the NAME of a configured source: ${names.join(', ') || 'there is none yet'}`,
    )
  }
  return found
}

const sourceOf = (config: Config, options: SourceOptions): Source => toSources([options], triedDeps(config))[0]!

/** As `start` would open sources, but nothing is stored. */
function triedDeps(config: Config): SourceDeps {
  const logger = openLogger('silent')
  const http = openHttp({ allowPrivate: config.allowPrivate, logger })
  const stored = async () => new Set<string>()
  return depsOf({ config, http, logger, clock: systemClock, stored, demoAnchor: systemClock() })
}

interface Tried {
  options: SourceOptions
  page: Omit<Page, 'cursor'>
}

/** Whether the canary is found now; nothing for a source without one. */
async function canaryLines({ signal }: Call, config: Config, { options, page }: Tried): Promise<string[]> {
  const canary = canaryOf(options)
  if (!canary) return []
  const since = systemClock() - canary.hours * 3_600_000
  const name = `canary ${shownCanary(canary)}`
  const probe = probeOf(options, triedDeps(config))?.(since)
  const ending = AbortSignal.any([signal, AbortSignal.timeout(withinMs)])
  const items = probe
    ? await firstItems(probe, ending).catch((error: unknown) => SourceFailed.from(error))
    : page.mentions.filter((item) => hasTerm(item, canary))
  if (items instanceof SourceFailed) return [`✗ ${name}: ${items.message}`]
  const newest = Math.max(0, ...items.map(({ createdAt }) => createdAt))
  if (newest >= since) return [`${name}: found, the newest of ${new Date(newest).toISOString().slice(0, 16)}Z`]
  const where = probe ? '' : ' on this page'
  return [`✗ ${name}: nothing${where} of the last ${counted(canary.hours, 'hour')}; then the source is blind`]
}

/** Until something was read, or the source has no more, or a minute is over. */
async function firstPage(source: Source, signal: AbortSignal): Promise<Omit<Page, 'cursor'>> {
  const ending = AbortSignal.any([signal, AbortSignal.timeout(withinMs)])
  const stop = new AbortController()
  for await (const page of source.pages(undefined, AbortSignal.any([ending, stop.signal]))) {
    const isRead = page.mentions.length > 0 || (page.rejected ?? []).length > 0 || (page.deletions ?? []).length > 0
    if (!isRead && page.coveredUntil === undefined) continue
    if (!isRead && source.kind === 'stream') continue
    const { cursor: _cursor, ...read } = page
    stop.abort()
    return read
  }
  return { mentions: [] }
}

function linesOf({ mentions, deletions = [], rejected = [] }: Omit<Page, 'cursor'>): string[] {
  const history = mentions.filter(({ backfill }) => backfill).length
  const counts = [
    `${counted(mentions.length, 'mention')} in the first page`,
    ...(history > 0 ? [`${history} of them history, which never alerts`] : []),
    ...(deletions.length > 0 ? [counted(deletions.length, 'deletion')] : []),
    ...(rejected.length > 0 ? [`${counted(rejected.length, 'item')} that cannot be read`] : []),
  ]
  return [
    counts.join(', '),
    ...mentions.slice(0, shown).map(({ createdAt, nativeId, title, text, rating, author, fields }) => {
      const content = redact([title, text].filter(Boolean).join(' – ')).replaceAll(/\s+/g, ' ').slice(0, longestText)
      const facts = [
        ...(rating === undefined ? [] : [`${rating} of 5`]),
        ...(author ? ['author as a keyed hash'] : ['no author']),
        ...Object.entries(fields ?? {}).map(([key, value]) => `${key} ${value}`),
      ]
      return `  ${new Date(createdAt).toISOString().slice(0, 16)}Z  ${nativeId}  ${content}  (${facts.join(', ')})`
    }),
    ...rejected.slice(0, shown).map(({ at, reason }) => `  ✗ ${at} ${reason}`),
  ]
}

const headings = ['Limits and cost', 'Deletions', 'Terms']

/** What the page of the type says about cost, deletions and terms. */
function termsOf(type: string): string[] {
  const file = new URL(`../docs/sources/${type}.md`, import.meta.url)
  if (!existsSync(file)) return []
  const sections = readFileSync(file, 'utf8').split(/^## /m)
  return headings.flatMap((heading) => {
    const section = sections.find((each) => each.startsWith(`${heading}\n`))
    const [first = ''] = (section ?? '').slice(heading.length).trim().split('\n\n')
    return first === '' ? [] : [`${heading}: ${first.replaceAll('\n', ' ')}`]
  })
}

async function sayHowToSend(call: Call, { api }: Config, name: string): Promise<number> {
  const root = api.url ?? `http://${api.host}:${api.port}`
  await call.print(`${name} waits for what others send: POST ${root}/api/v1/webhooks/${name}, signed with its secret`)
  return 0
}
