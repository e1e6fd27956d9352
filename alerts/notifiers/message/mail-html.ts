import { escapedHtml as escaped } from '../../../infra/plain-text.ts'
import type { Entry, Link, Quote } from './entry.ts'
import type { Fact } from './facts.ts'
import type { Message } from './message.ts'

/** A message as HTML for mail clients: one column of tables with inline styles, and a dark variant. */
export function mailHtml(message: Message): string {
  const { title, entries, layout } = message
  const [first] = entries
  const preview = layout === 'full' && first ? first.sentence : title
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escaped(title)}</title><style>${dark}</style></head>
<body class="canvas" style="margin:0;padding:0;background:#f4f5f7">
<div style="display:none;max-height:0;overflow:hidden">${escaped(preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:20px 10px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border:1px solid #dfe3e9;border-radius:10px">
<tr><td class="ink" style="padding:22px 24px 24px;${font};color:#131820;text-align:left">${layouts[layout](message)}</td></tr></table>
<p class="faint" style="${font};font-size:12px;color:#6a7381;margin:14px 0 0">Groundswell watches public customer feedback and notifies the team that can act.</p>
</td></tr></table></body></html>`
}

const font =
  'font-family:Inter,system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;font-size:14px;line-height:1.5'

const dark = `a{text-decoration:none}
@media (prefers-color-scheme:dark){.canvas{background:#0e1116!important}.card{background:#161b22!important;border-color:#262d37!important}
.ink{color:#e8ecf2!important}.soft{color:#aab3c0!important}.faint{color:#8a94a3!important}.box{background:#10141a!important}.line{border-color:#262d37!important}
.link{color:#6bb0f5!important}.button{background:#14283d!important;border-color:#3a4350!important;color:#e8ecf2!important}.main{background:#6bb0f5!important;border-color:#6bb0f5!important;color:#08131f!important}
.critical{color:#ff8a80!important;background:#35191a!important}.high{color:#ffb066!important;background:#33230f!important}.medium{color:#e6cf66!important;background:#2c270f!important}.low{color:#aab3c0!important;background:#10141a!important}}`

const colours: Record<Entry['severity'], string> = {
  critical: 'color:#b3261e;background:#fbe9e7',
  high: 'color:#b25000;background:#fdeedd',
  medium: 'color:#7a6200;background:#f7f0d2',
  low: 'color:#4a5361;background:#eceef2',
}

const layouts: Record<Message['layout'], (message: Message) => string> = {
  full: ({ entries }) => entries.map(fully).join(''),
  brief: (message) => heading(message.title) + message.entries.map(briefly).join('') + seeAll(message),
  list: (message) => heading(message.title) + message.entries.map(listed).join('') + seeAll(message),
  text: (message) => heading(message.title) + message.lines.map((line) => paragraph(line)).join('') + seeAll(message),
}

function fully(entry: Entry): string {
  const { headline, sentence, notes, planner, facts, quotes, links } = entry
  return [
    meta(entry),
    heading(headline),
    paragraph(sentence, 'font-size:16px'),
    ...notes.map((note) => paragraph(note, 'font-weight:600')),
    table([...planner, ...facts]),
    ...quotes.map(quoted),
    buttons(links),
  ].join('')
}

function briefly(entry: Entry): string {
  const { headline, url, sentence, notes, planner } = entry
  const title = `<p style="margin:8px 0 4px;font-size:16px;font-weight:600">${link(headline, url)}</p>`
  const parts = [meta(entry), title, paragraph(sentence), ...notes.slice(-1).map((note) => paragraph(note))]
  return `<div class="line" style="border-top:1px solid #dfe3e9;padding:14px 0 4px">${parts.join('')}${table(planner.slice(0, 1))}</div>`
}

const listed = ({ mark, title, url, brief }: Entry) =>
  `<p class="line" style="margin:0;padding:8px 0;border-top:1px solid #dfe3e9">${mark} ${link(title, url)}<br><span class="faint" style="color:#6a7381;font-size:13px">${escaped(brief)}</span></p>`

function meta({ mark, severity, meta: [name = '', ...others] }: Entry): string {
  const pill = `<span class="${severity}" style="${colours[severity]};padding:3px 9px;border-radius:999px;font-weight:600;white-space:nowrap">${mark} ${escaped(name)}</span>`
  return `<p class="soft" style="margin:0;font-size:12px;line-height:2;color:#4a5361">${pill}&nbsp; ${others.map(escaped).join(' · ')}</p>`
}

const heading = (text: string) =>
  `<h1 style="margin:10px 0 8px;font-size:22px;line-height:1.25;letter-spacing:-.01em;font-weight:650">${escaped(text)}</h1>`

const paragraph = (text: string, style = '') => `<p style="margin:0 0 10px;${style}">${escaped(text)}</p>`

function table(facts: readonly Fact[]): string {
  if (facts.length === 0) return ''
  const rows = facts.map(
    ({ name, value }) =>
      `<tr><td class="faint" style="padding:3px 14px 3px 0;color:#6a7381;vertical-align:top;white-space:nowrap">${escaped(name)}</td><td style="padding:3px 0;vertical-align:top">${escaped(value)}</td></tr>`,
  )
  return `<div class="box" style="background:#f4f5f7;border-radius:8px;padding:8px 14px;margin:12px 0"><table role="presentation" cellpadding="0" cellspacing="0" style="font-size:13px;line-height:1.45">${rows.join('')}</table></div>`
}

function quoted({ text, by, url }: Quote): string {
  const source = url === undefined ? escaped(by) : link(by, url)
  return `<div class="line" style="border-left:3px solid #c5ccd6;padding:1px 0 1px 14px;margin:12px 0"><span>${escaped(text)}</span><br><span class="faint" style="font-size:12px;color:#6a7381">${source}</span></div>`
}

const link = (text: string, url: string) =>
  `<a class="link" href="${escaped(url)}" style="color:#0a5fb4;text-decoration:none">${escaped(text)}</a>`

function buttons(links: readonly Link[]): string {
  const cells = links.map(({ text, url, primary }) => {
    const colour = primary
      ? 'background:#0a5fb4;border:1px solid #0a5fb4;color:#ffffff'
      : 'background:#ffffff;border:1px solid #c5ccd6;color:#131820'
    return `<a class="button${primary ? ' main' : ''}" href="${escaped(url)}" style="${colour};display:inline-block;padding:7px 14px;border-radius:6px;font-size:13px;font-weight:600;text-decoration:none;margin:6px 6px 0 0">${escaped(text)}</a>`
  })
  return `<div style="margin-top:14px">${cells.join('')}</div>`
}

const seeAll = ({ url }: Message) => buttons([{ text: 'Open Groundswell', url, primary: true }])
