import { Type, type Static } from 'typebox'
import type { CanaryReport, PageGap, RawMention, Source } from '../../mention/source.ts'

const CanaryOptions = Type.Object(
  {
    query: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'Asked in place of the own query, and always has new items at the service, as a very common word has. Nothing of it is stored. For types with a query or hashtags.',
        examples: ['news'],
      }),
    ),
    term: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'Words of an item of the source itself, such as a test post. Without `query` and `term`: any item.',
        examples: ['canary of halden'],
      }),
    ),
    hours: Type.Number({
      minimum: 1,
      maximum: 720,
      description: 'Hours within which it must find a new item; otherwise the source is blind.',
      examples: [6],
    }),
  },
  {
    additionalProperties: false,
    description: 'What must always be found: tells a source that is quiet from one that no longer gets anything.',
  },
)
export type CanaryOptions = Static<typeof CanaryOptions>

/** The canary in the options of a connector. */
export const Canary = Type.Optional(CanaryOptions)

/** Kept in the cursor. `heardAt`: time of the newest item that it found; before the first one that of its first poll. Epoch ms. */
export interface CanaryState {
  heardAt: number
  isSilent?: boolean
}

export interface ProbeDeps {
  /** The same source with the query of its canary, which gives nothing older than `since` (epoch ms). */
  probe?: ((since: number) => Source) | undefined
}

interface Watch {
  /** What a response has of the source itself. */
  hear(items: readonly Heard[]): void
  /** At the end of a poll; asks for the canary's query if it has heard nothing for half of its hours. Throws SourceFailed. */
  end(signal: AbortSignal): Promise<{ state: CanaryState; report: CanaryReport; gap: PageGap | undefined }>
}
type Heard = Pick<RawMention, 'createdAt' | 'text' | 'title'>

const hourMs = 3_600_000

/** Whether one poll finds the canary. @param now epoch ms of the poll */
export function watchCanary(
  options: CanaryOptions,
  before: CanaryState | undefined,
  { now, probe }: ProbeDeps & { now: number },
): Watch {
  const { query, hours } = options
  const withinMs = hours * hourMs
  // A term has all its hours at first. A query looks back over them.
  let heardAt = before?.heardAt ?? (query === undefined ? now : now - withinMs)
  const note = (items: readonly Heard[]) => {
    for (const { createdAt } of items) heardAt = Math.max(heardAt, Math.min(createdAt, now))
  }
  return {
    hear(items) {
      if (query === undefined) note(items.filter((item) => hasTerm(item, options)))
    },
    async end(signal) {
      if (probe && query !== undefined && now - heardAt >= withinMs / 2)
        note(await firstItems(probe(now - withinMs), signal))
      const isSilent = now - heardAt >= withinMs
      const looksFor = shownCanary(options)
      const wasSilent = before?.isSilent === true && !isSilent
      const reason = `the canary ${looksFor} was silent: mentions may be missing`
      return {
        state: { heardAt, ...(isSilent && { isSilent }) },
        report: { looksFor, heardAt, isSilent },
        gap: wasSilent ? { from: before.heardAt, to: now, reason } : undefined,
      }
    },
  }
}

/** As messages name it: `"news"`, `any item`. */
export const shownCanary = ({ query, term }: CanaryOptions): string => {
  const words = query ?? term
  return words === undefined ? 'any item' : `"${words}"`
}

/** Whether an item counts for the canary. Case and the width of blanks do not matter. */
export function hasTerm({ title = '', text }: Heard, { term = '' }: CanaryOptions): boolean {
  return plain(`${title} ${text}`).includes(plain(term))
}

const plain = (text: string) => text.toLowerCase().replaceAll(/\s+/g, ' ')

/** Of one poll, up to its first page that has some. */
export async function firstItems(source: Source, signal: AbortSignal): Promise<readonly RawMention[]> {
  for await (const { mentions, coveredUntil } of source.pages(undefined, signal))
    if (mentions.length > 0 || coveredUntil !== undefined) return mentions
  return []
}
