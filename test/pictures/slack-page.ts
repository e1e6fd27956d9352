import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

interface Text {
  text: string
}
interface Block {
  type: string
  text?: Text
  fields?: Text[]
  elements?: { style?: string; text: string | Text }[]
}

const font = readFileSync(
  fileURLToPath(import.meta.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2')),
).toString('base64')

/** The font of the dashboard, since the machine that draws has none of the clients' own. */
export const fontFace = `@font-face{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,${font}) format('woff2')}`

/** mrkdwn as Slack shows it, for what our messages use: links, bold, quotes, lines. */
function mrkdwn(text: string): string {
  const lines = text
    .replace(/<(https?:[^|>]+)\|([^>]*)>/g, '<a href="$1">$2</a>')
    .replace(/(^|\s)\*([^*\n]+)\*/g, '$1<b>$2</b>')
    .split('\n')
  const isQuote = lines.every((line) => line.startsWith('&gt; ') || line.startsWith('> '))
  const inner = lines.map((line) => line.replace(/^(&gt;|>) /, '')).join('<br>')
  return isQuote ? `<blockquote>${inner}</blockquote>` : inner
}

const drawn: Record<string, (block: Block) => string> = {
  header: ({ text }) => `<h2>${text!.text}</h2>`,
  section: ({ text, fields }) =>
    fields
      ? `<div class="fields">${fields.map((field) => `<div>${mrkdwn(field.text)}</div>`).join('')}</div>`
      : `<p>${mrkdwn(text!.text)}</p>`,
  context: ({ elements }) => `<p class="context">${elements!.map(({ text }) => mrkdwn(text as string)).join(' ')}</p>`,
  divider: () => '<hr>',
  actions: ({ elements }) =>
    `<div class="actions">${elements!.map(({ text, style }) => `<span class="${style ?? ''}">${(text as Text).text}</span>`).join('')}</div>`,
}

/** The blocks that Slack was sent, laid out as Slack does. */
export const slackPage = (blocks: Block[]): string => `<!doctype html><meta charset="utf-8"><style>${fontFace}
body{margin:0;padding:20px 24px;width:612px;font:400 15px/1.47 Inter;color:#1d1c1d;background:#fff}
.message{display:grid;grid-template-columns:36px 1fr;gap:10px}.icon{width:36px;height:36px;border-radius:6px;background:#0a5fb4;display:grid;place-items:center}
.name{font-weight:800}.name small{font-weight:400;color:#616061;font-size:12px;margin-left:6px}.name i{font:600 10px Inter;background:#ebebeb;border-radius:3px;padding:1px 3px;color:#616061;margin-left:5px}
h2{font-size:18px;line-height:1.33;margin:6px 0 4px}p{margin:8px 0}.context{font-size:13px;color:#616061;margin:0 0 8px}a{color:#1264a3;text-decoration:none}
.fields{display:grid;grid-template-columns:1fr 1fr;gap:8px 16px;margin:10px 0}blockquote{margin:0;padding-left:12px;border-left:4px solid #ddd}
.actions{display:flex;gap:8px;margin-top:12px}.actions span{font-weight:700;font-size:13px;border:1px solid #bbb;border-radius:6px;padding:4px 10px}.actions .primary{background:#007a5a;border-color:#007a5a;color:#fff}hr{border:0;border-top:1px solid #ddd;margin:12px 0}
</style><div class="message"><div class="icon"><svg width="24" height="24" viewBox="0 0 22 22"><path d="M1 15c3 0 3-3 5-3s2 3 4 3 2-9 5-9 3 9 6 9" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round"/></svg></div>
<div><div class="name">Groundswell<i>APP</i><small>11:52</small></div>${blocks.map((block) => drawn[block.type]!(block)).join('')}</div></div>`
