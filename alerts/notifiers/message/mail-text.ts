import type { Entry } from './entry.ts'
import type { Message } from './message.ts'

/** A message as plain text, the alternative to the HTML part of a mail. */
export function mailText(message: Message): string {
  const { title, layout, entries, lines, url } = message
  const parts = layout === 'full' ? entries.map(fully) : [title, ...layouts[layout](entries), ...lines, url]
  return `${parts.join('\n\n')}\n\n-- \nGroundswell\n`
}

const layouts: Record<Exclude<Message['layout'], 'full'>, (entries: readonly Entry[]) => string[]> = {
  brief: (entries) => entries.map(briefly),
  list: (entries) => entries.map(({ mark, title, brief, url }) => `${mark} ${title}: ${brief}\n  ${url}`),
  text: () => [],
}

function fully({ mark, headline, meta, sentence, notes, planner, facts, quotes, links }: Entry): string {
  return [
    `${mark} ${headline}\n${meta.join(' · ')}`,
    [sentence, ...notes].join('\n'),
    [...planner, ...facts].map(({ name, value }) => `${name}: ${value}`).join('\n'),
    ...quotes.map(({ text, by, url }) => `> ${text}\n> (${[by, url].filter(Boolean).join(', ')})`),
    links.map(({ text, url }) => `${text}: ${url}`).join('\n'),
  ].join('\n\n')
}

const briefly = ({ mark, headline, meta, sentence, notes, url }: Entry) =>
  [`${mark} ${headline}`, meta.join(' · '), sentence, ...notes, url].join('\n')
