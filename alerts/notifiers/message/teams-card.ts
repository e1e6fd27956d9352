import type { Entry, Link, Quote } from './entry.ts'
import type { Fact } from './facts.ts'
import type { Message } from './message.ts'
import { unmarked } from '../../../infra/plain-text.ts'

// Teams accepts 28 KB per message; the rest is for what it adds.
const mostBytes = 27_500

/** The JSON body for a Teams workflow, within its size limit: quotes are left out first, then whole lines. */
export function teamsBody(message: Message): string {
  let body = ''
  for (const shorter of shortened(message)) {
    body = JSON.stringify(toPayload(shorter))
    if (Buffer.byteLength(body) <= mostBytes) break
  }
  return body
}

interface Shortened extends Message {
  /** How many entries or lines were left out. */
  skipped: number
}

function* shortened(message: Message): Generator<Shortened> {
  for (let quotes = 3; quotes >= 0; quotes--) {
    const entries = message.entries.map((entry) => ({ ...entry, quotes: entry.quotes.slice(0, quotes) }))
    yield { ...message, entries, skipped: 0 }
    if (message.layout !== 'full') break
  }
  const { entries, lines } = message
  const all = Math.max(entries.length, lines.length)
  for (let kept = all; kept > 0; kept = Math.floor(kept * 0.8))
    yield { ...message, entries: entries.slice(0, kept), lines: lines.slice(0, kept), skipped: all - kept }
}

const toPayload = (message: Shortened) => ({
  type: 'message',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: toCard(message) }],
})

type Element = Record<string, unknown> & { type: string }

function toCard(message: Shortened) {
  const { title, layout, entries, skipped } = message
  const [first] = entries
  const isFull = layout === 'full' && first !== undefined
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: unmarked(title),
    msteams: { width: 'Full' },
    body: [
      block((isFull ? `${first.mark} ` : '') + title, { size: 'Large', weight: 'Bolder', style: 'heading' }),
      ...layouts[layout](message),
      ...(skipped > 0 ? [block(`… and ${skipped} more`, { isSubtle: true })] : []),
    ],
    actions: actionsOf(message),
  }
}

function actionsOf({ layout, entries, url }: Shortened) {
  if (layout === 'full') return entries.flatMap(({ links }) => links.map(toAction))
  // In a brief layout each alert has its own buttons.
  return layout === 'brief' ? [] : [toAction({ text: 'Open Groundswell', url, primary: true })]
}

const layouts: Record<Message['layout'], (message: Message) => Element[]> = {
  full: ({ entries }) => entries.flatMap(fully),
  brief: ({ entries }) => entries.map(briefly),
  list: ({ entries }) => entries.map(listed),
  text: ({ lines }) => lines.map((line) => block(line, { spacing: 'Small' })),
}

function fully({ meta, sentence, notes, planner, facts, quotes }: Entry): Element[] {
  return [
    block(meta.join(' · '), { isSubtle: true, spacing: 'None' }),
    block(sentence),
    ...notes.map((note) => block(note)),
    ...factSet([...planner, ...facts]),
    ...(quotes.length > 0 ? [{ type: 'Container', style: 'emphasis', items: quotes.flatMap(quoted) }] : []),
  ]
}

function briefly({ mark, headline, meta, sentence, notes, planner, links }: Entry): Element {
  const items = [
    block(`${mark} ${headline}`, { weight: 'Bolder' }),
    block(meta.join(' · '), { isSubtle: true, spacing: 'None' }),
    block(sentence),
    ...notes.slice(-1).map((note) => block(note)),
    ...factSet(planner.slice(0, 1)),
    { type: 'ActionSet', actions: links.map(toAction) },
  ]
  return { type: 'Container', separator: true, spacing: 'Medium', items }
}

const listed = ({ mark, title, brief, url }: Entry): Element => ({
  type: 'RichTextBlock',
  spacing: 'Small',
  inlines: [run(`${mark} `), { ...run(title), selectAction: open(url) }, run(`: ${brief}`)],
})

const block = (text: string, style: object = {}): Element => ({
  type: 'TextBlock',
  text: unmarked(text),
  wrap: true,
  ...style,
})

/** Plain text: a TextRun has no markdown, but Teams would still evaluate its date function. */
const run = (text: string): Element => ({ type: 'TextRun', text: text.replaceAll('{{', '{\u200b{') })

const factSet = (facts: readonly Fact[]): Element[] =>
  facts.length === 0
    ? []
    : [{ type: 'FactSet', facts: facts.map(({ name, value }) => ({ title: name, value: unmarked(value) })) }]

function quoted({ text, by, url }: Quote): Element[] {
  const source = {
    ...run(by),
    isSubtle: true,
    size: 'Small',
    ...(url === undefined ? {} : { selectAction: open(url) }),
  }
  return [
    { type: 'RichTextBlock', spacing: 'Medium', inlines: [run(`“${text}”`)] },
    { type: 'RichTextBlock', spacing: 'None', inlines: [source] },
  ]
}

const open = (url: string) => ({ type: 'Action.OpenUrl', url })

const toAction = ({ text, url, primary }: Link) => ({
  type: 'Action.OpenUrl',
  title: text,
  url,
  ...(primary ? { style: 'positive' } : {}),
})
