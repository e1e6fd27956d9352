import type { Http } from '../../infra/fetch.ts'
import type { AlertChange } from '../alert.ts'
import type { Notifier } from '../notifier.ts'
import { headlineOf, sentenceOf } from '../sentence.ts'

/** Slack's incoming webhook, and what speaks its format (Mattermost, Rocket.Chat). */
export function slack({ url, dashboard }: { url: string; dashboard: string }, http: Http): Notifier {
  return {
    async notify(notice) {
      if (notice.kind === 'report') return
      const answer = await http.request({
        url,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(toMessage(notice.alerts[0]!.newest, dashboard)),
        timeoutMs: 10_000,
        maxBytes: 65_536,
      })
      if (answer.status < 200 || answer.status > 299) throw new Error(`slack answers ${answer.status}`)
    },
  }
}

function toMessage(change: AlertChange, dashboard: string) {
  const { alert } = change
  const quotes = alert.evidence
    .slice(0, 3)
    .map((quote) => `> ${harmless(quote.text.replace(/\s+/g, ' ').slice(0, 280))}`)
  const link = `<${dashboard}/alerts/${alert.id}|Open in Groundswell>`
  const headline = harmless(headlineOf(change))
  const body = [`*${headline}*`, harmless(sentenceOf(alert)), ...quotes, link].join('\n')
  return { text: headline, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: body.slice(0, 2900) } }] }
}

/** Nothing a customer writes may ping a channel, hide a link or turn text around (Slack: formatting text, escaping). */
export function harmless(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=channel|here|everyone)/gi, '@\u200b')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '\u{fffd}')
}
