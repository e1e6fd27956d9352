import { Type, type Static } from 'typebox'
import { isAllowedHost, resolvePublic } from '../../infra/public-address.ts'
import { UsageError } from '../../infra/verb.ts'
import { SourceFailed, type Page, type PageGap, type Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { framesOf } from './bluesky/frames.ts'
import { readEvent, type JetstreamEvent } from './bluesky/read-event.ts'
import { openRemovals } from './bluesky/removals.ts'
import { toMention } from './bluesky/to-mention.ts'

const blueskyOptions = Type.Object(
  {
    type: Type.Literal('bluesky'),
    name: SourceName,
    host: Type.Optional(
      Type.String({
        pattern: '^[a-z0-9.-]+(:\\d+)?$',
        description: 'The Jetstream server; jetstream2.us-east.bsky.network if absent.',
        examples: ['jetstream1.us-west.bsky.network'],
      }),
    ),
    languages: Type.Optional(
      Type.Array(Type.String({ pattern: '^[a-z]{2,3}$' }), {
        description: 'Only posts that state one of these languages, or none.',
        examples: [['en', 'de']],
      }),
    ),
  },
  { additionalProperties: false },
)

export const blueskySource = defineSource({
  type: 'bluesky',
  options: blueskyOptions,
  open: (options, deps) => [bluesky(options, deps)],
})

/** Where to go on: the server's time of the last event (µs), which all servers know, and its number on this host. */
interface Cursor {
  v: 1
  timeUs: number
  host?: string
  seq?: number
}

const mostMentions = 500
/** About 57 posts come in a second; a server that is silent for so long is not there. */
const silenceMs = 30_000
/** Events are read again from so long before the last one: servers do not agree on times exactly. */
const rewindUs = 5_000_000
/** A server that begins this much later than asked has forgotten what was before. */
const gapMs = 60_000

/**
 * All public posts of Bluesky by Jetstream, searched for what `watch` lists. Speaks the second protocol, and the first one with servers
 * that do not have it. Resumes after an interruption of up to 36 hours; what a server has forgotten is a gap.
 *
 * Terms (Bluesky developer guidelines): what a person deletes must be deleted, so deletions of posts and accounts are followed.
 * @param pageMs how long posts are collected for one page
 */
export function bluesky(
  options: Static<typeof blueskyOptions>,
  deps: SourceDeps,
  { pageMs = 1_000 }: { pageMs?: number } = {},
): Source {
  const { name, host = 'jetstream2.us-east.bsky.network', languages } = options
  const { matcher, allowPrivate, clock } = deps
  if (matcher.isEmpty)
    throw new UsageError(
      `sources: ${name} (bluesky) delivers all posts of the network; list what to look for in \`watch\``,
    )
  const read = { matcher, languages: languages && new Set(languages) }

  return {
    name,
    kind: 'stream',
    async *pages(saved, signal) {
      const removals = openRemovals(name, deps)
      const before = parseCursor(saved)
      const [hostname, port] = host.split(':')
      const address = { host, isPlain: port !== undefined && isAllowedHost(hostname!, Number(port), allowPrivate) }
      await resolvePublic(hostname!, Number(port ?? 443), allowPrivate)
      let cursor = before
      let page = emptyPage()
      let pageAt = clock()
      let isFirst = true
      for await (const frame of framesOf({ address, before, rewindUs, silenceMs, tickMs: pageMs }, signal)) {
        const event = frame === undefined ? undefined : readEvent(frame)
        if (event) {
          if (isFirst && before) page.gap = gapBetween(before, event)
          isFirst = false
          cursor = { v: 1, timeUs: event.timeUs, ...(event.seq !== undefined && { seq: event.seq, host }) }
          removals.note(event)
          const mention = toMention(event, read)
          if (mention) {
            page.mentions.push(mention)
            removals.published(mention.nativeId)
          }
        }
        if (!cursor || (clock() - pageAt < pageMs && page.mentions.length < mostMentions)) continue
        const deletions = await removals.due(clock())
        const coveredUntil = Math.min(clock(), Math.floor(cursor.timeUs / 1000))
        yield { ...page, deletions, cursor: JSON.stringify(cursor), coveredUntil }
        ;[page, pageAt] = [emptyPage(), clock()]
      }
      if (!signal.aborted) throw new SourceFailed('failing', `${host} closed the connection`)
    },
  }
}

type Collected = Pick<Page, 'mentions'> & { gap?: PageGap | undefined }
const emptyPage = (): Collected => ({ mentions: [] })

function gapBetween({ timeUs }: Cursor, event: JetstreamEvent): PageGap | undefined {
  const [from, to] = [Math.floor(timeUs / 1000), Math.floor(event.timeUs / 1000)]
  if (to - from <= gapMs) return undefined
  return { from, to, reason: 'the server no longer has the posts since the last connection' }
}

function parseCursor(saved: string | undefined): Cursor | undefined {
  if (saved === undefined) return undefined
  const cursor = JSON.parse(saved) as Partial<Cursor>
  return cursor.v === 1 && typeof cursor.timeUs === 'number' ? (cursor as Cursor) : undefined
}
