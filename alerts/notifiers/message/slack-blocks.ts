import type { Entry, Link, Quote } from './entry.ts'
import type { Fact } from './facts.ts'
import type { Message } from './message.ts'
import { clip, clipEscaped, unmarked } from '../../../infra/plain-text.ts'

/** The body of a Slack API call; `text` is shown in desktop and push notifications. */
export interface SlackMessage {
  text: string
  blocks: Block[]
}
type Block = Record<string, unknown> & { type: string }

// Block Kit's limits.
const mostBlocks = 50
const headerLength = 150
const textLength = 3_000
const fieldLength = 2_000
const mostFields = 10

/**
 * A message in Block Kit, within its limits: sentence first, then facts, quotes and buttons. Quoted text cannot add links, pings or
 * formatting.
 */
export function slackMessage(message: Message): SlackMessage {
  const { title, entries, layout } = message
  const [first] = entries
  const mark = layout === 'full' && first ? `${first.mark} ` : ''
  const blocks = [header(mark + title), ...layouts[layout](message)]
  const text = layout === 'full' && first ? `${mark}${title}: ${first.sentence}` : title
  return { text: clipEscaped(text, textLength, slackEscaped), blocks: blocks.slice(0, mostBlocks) }
}

/** Escapes text so that it cannot ping a channel, hide a link or change the text direction (Slack: formatting text, escaping). */
export function slackEscaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=channel|here|everyone)/gi, '@\u200b')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '\u{fffd}')
}

const layouts: Record<Message['layout'], (message: Message) => Block[]> = {
  full: ({ entries }) => entries.flatMap(fully),
  brief: ({ entries }) => entries.flatMap(briefly),
  list: (message) => [...sections(message.entries.map(listed)), actions([seeAll(message)])],
  text: (message) => [...sections(message.lines.map(escaped)), actions([seeAll(message)])],
}

const seeAll = ({ url }: Message): Link => ({ text: 'Open Groundswell', url, primary: true })

function fully({ meta, sentence, notes, planner, facts, quotes, links }: Entry): Block[] {
  return [
    context(meta.join(' · ')),
    section(escaped(sentence)),
    ...(notes.length > 0 ? [section(notes.map(inShort).join('\n'))] : []),
    ...fields(planner),
    ...fields(facts),
    ...quotes.map(quoted),
    actions(links),
  ]
}

function briefly({ mark, headline, meta, sentence, notes, planner, links }: Entry): Block[] {
  const [first] = planner
  const lines = [
    `*${mark} ${inShort(headline)}*`,
    inShort(sentence),
    ...notes.slice(-1).map(inShort),
    ...(first ? [factLine(first)] : []),
  ]
  return [{ type: 'divider' }, section(lines.join('\n')), context(meta.join(' · ')), actions(links)]
}

const listed = ({ mark, title, brief, url }: Entry) => `${mark} <${url}|${escaped(title)}>: ${escaped(brief)}`

const escaped = (text: string) => slackEscaped(unmarked(text))

/** Clipped so that four texts fit into a section. */
const inShort = (text: string) => clipEscaped(text, 700, escaped)

const factLine = ({ name, value }: Fact) => `*${name}* ${inShort(value)}`

const header = (text: string): Block => ({
  type: 'header',
  text: { type: 'plain_text', text: clipEscaped(text, headerLength, slackEscaped), emoji: false },
})

// `verbatim`: Slack must not turn addresses and names into links.
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text, verbatim: true })

const section = (text: string): Block => ({ type: 'section', text: mrkdwn(text) })

const context = (text: string): Block => ({
  type: 'context',
  elements: [mrkdwn(clipEscaped(text, fieldLength, escaped))],
})

const fields = (facts: readonly Fact[]): Block[] =>
  facts.length === 0
    ? []
    : [
        {
          type: 'section',
          fields: facts
            .slice(0, mostFields)
            .map(({ name, value }) => mrkdwn(`*${name}*\n${clipEscaped(value, fieldLength - 100, escaped)}`)),
        },
      ]

const quoted = ({ text, by, url }: Quote): Block => {
  const source = url === undefined ? escaped(by) : `<${url}|${escaped(by)}>`
  return section(`> ${escaped(text)}\n> ${source}`)
}

const actions = (links: readonly Link[]): Block => ({
  type: 'actions',
  elements: links.map(({ text, url, primary }) => ({
    type: 'button',
    text: { type: 'plain_text', text: clip(text, 75), emoji: false },
    url,
    ...(primary ? { style: 'primary' } : {}),
  })),
})

/** Packs the lines into sections and leaves room for a header and a button. Lines that do not fit are counted. */
function sections(lines: readonly string[]): Block[] {
  const texts: string[] = []
  for (const [i, line] of lines.entries()) {
    const last = texts.at(-1)
    if (last !== undefined && last.length + line.length + 1 <= textLength) texts[texts.length - 1] = `${last}\n${line}`
    else if (texts.length === mostBlocks - 3) return [...texts.map(section), section(`… and ${lines.length - i} more`)]
    else texts.push(line)
  }
  return texts.map(section)
}
