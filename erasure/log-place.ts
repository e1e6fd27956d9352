import type { EventLog, StoredEvent } from '../infra/log/event-log.ts'
import { mentionsTopic, type Deletion } from '../ingest/mention/mention.ts'
import { formsOf } from './forms.ts'
import type { Found } from './found.ts'
import { plainOf, readMention, sourceOf } from './logged-mentions.ts'
import type { Place, PlaceContext } from './place.ts'
import { inPlainText, wantedNames, wantedTexts } from './plain-trace.ts'
import { cleanerOf } from './scrub-settings.ts'
import { gone, parsed, scrubbedJson } from './scrub.ts'

/**
 * The events of the log, dead letters included. A mention becomes its own deletion: a valid event with the same key. Of an event that nobody can
 * read, nothing stays if it holds a trace.
 */
export function logPlace(log: EventLog, context: PlaceContext): Place & { keptForMs: number } {
  const replace = replacement(context)
  const place = {
    name: 'events of the log',
    tables: [],
    /** Events that the log cannot replace are gone after so many ms. */
    keptForMs: 0,
    async count() {
      const { counts, keptForMs } = await log.rewrite(replace, { dryRun: true })
      place.keptForMs = keptForMs
      return [...counts.values()].reduce((sum, count) => sum + count, 0)
    },
    erase: async () => void (await log.rewrite(replace)),
  }
  return place
}

type Context = Pick<PlaceContext, 'found' | 'traces' | 'at'>

const goneJson = JSON.stringify(gone)

function replacement({ found, traces, at }: Context) {
  const isTrace = unreadableTrace({ found, traces })
  const erased = (event: StoredEvent) => (isTrace(event) ? goneJson : undefined)
  return (event: StoredEvent): string | undefined => {
    if (event.topic !== mentionsTopic.name) {
      const clean = scrubbedJson(traces, event.value, cleanerOf(event.topic))
      return (isReadable(event) ? undefined : erased({ ...event, value: clean ?? event.value })) ?? clean
    }
    const read = readMention(event)
    if (read === 'deletion') return undefined
    const source = found.ids.get(event.key)
    if (source !== undefined) return deletionJson(event.key, source, at)
    return read === 'unreadable' ? erased(event) : undefined
  }
}

const isReadable = ({ value, fault }: StoredEvent): boolean =>
  fault === undefined && !['undefined', 'string'].includes(typeof parsed(value))

/** Whether an unreadable event holds a text, handle, id or key of the erased. */
function unreadableTrace({ found, traces }: Pick<Context, 'found' | 'traces'>): (event: StoredEvent) => boolean {
  const { request, ids, authorKeys } = found
  const asked = request.kind === 'mention' ? formsOf(request.id) : []
  const names = [...wantedNames(found, traces), ...ids.keys(), ...asked, ...authorKeys]
  const isInPlain = inPlainText({ names, texts: wantedTexts(traces) })
  const onlyIn = request.kind === 'author' ? request.source : undefined
  return ({ topic, key, value }) => {
    if (value.trim() === goneJson) return false
    // Another source may have another author of the name.
    if (topic === mentionsTopic.name && onlyIn !== undefined && sourceOf(key) !== onlyIn) return false
    return isInPlain(plainOf(value))
  }
}

const deletionJson = (id: string, source: string, at: number): string =>
  JSON.stringify({ type: 'deletion', id, source, reason: 'erased', at } satisfies Deletion)

/** Deletions of the mentions, for processes that hold some of them. */
export const deletionsOf = ({ ids }: Found, at: number): Deletion[] =>
  [...ids].map(([id, source]) => ({ type: 'deletion', id, source, reason: 'erased', at }))
