import { Parser } from 'htmlparser2'
import type { ParsedMail } from 'mailparser'
import { expect } from 'vitest'

/** Every object in a JSON value, itself first. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (value === null || typeof value !== 'object') return
  if (!Array.isArray(value)) yield value as Record<string, unknown>
  for (const inner of Object.values(value)) yield* objectsIn(inner)
}

const unseen = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u

const isWebAddress = (url: unknown) => typeof url === 'string' && /^https?:\/\/[^\s|<>]+$/.test(url)

/** Within Block Kit's limits, and nothing in it pings, links or turns text around but we. */
export function checkSlack(body: string): void {
  const { blocks = [], text } = JSON.parse(body) as { blocks?: Record<string, unknown>[]; text: string }
  expect(blocks.length).toBeLessThanOrEqual(50)
  checkSlackText(text)
  for (const each of objectsIn(blocks)) {
    if (each['type'] === 'header') expect((each['text'] as { text: string }).text.length).toBeLessThanOrEqual(150)
    if (each['type'] === 'context') expect((each['elements'] as []).length).toBeLessThanOrEqual(10)
    if (each['fields']) expect((each['fields'] as []).length).toBeLessThanOrEqual(10)
    if (each['type'] === 'mrkdwn' || each['type'] === 'plain_text') checkSlackText(each['text'] as string)
    if ('url' in each) expect(each['url']).toSatisfy(isWebAddress)
  }
}

function checkSlackText(text: string): void {
  expect(text.length).toBeGreaterThan(0)
  expect(text.length).toBeLessThanOrEqual(3_000)
  const withoutOurs = text.replace(/<(https?:\/\/[^|<>\s]+)\|[^<>]*>/g, '').replaceAll('\n', ' ')
  expect(withoutOurs).not.toMatch(/<|@(channel|here|everyone)/i)
  // Every ampersand is one of ours.
  expect(withoutOurs.replace(/&(amp|lt|gt);/g, '')).not.toContain('&')
  expect(withoutOurs).not.toMatch(unseen)
}

/** Within 28 KB, and no text in it is markdown, a function or an address. */
export function checkTeams(body: string): void {
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(28 * 1024)
  for (const each of objectsIn(JSON.parse(body))) {
    if ('url' in each) expect(each['url']).toSatisfy(isWebAddress)
    const shown = each['type'] === 'TextBlock' || each['type'] === 'TextRun' ? each['text'] : each['value']
    if (typeof shown !== 'string') continue
    expect(shown).not.toMatch(/\{\{/)
    expect(shown).not.toMatch(unseen)
    if (each['type'] !== 'TextRun') expect(shown).not.toMatch(/\]\(|\]:|[*`]|<[a-z/!?]|^\s*([-+#>]|\d+[.)])\s/i)
  }
}

export function checkPagerduty(body: string): void {
  const event = JSON.parse(body) as Record<string, unknown>
  expect(event['routing_key']).toBe('R0UT1NG')
  expect(event['dedup_key']).toMatch(/^groundswell:.+/)
  const { summary, severity } = (event['payload'] ?? { summary: '-', severity: 'info' }) as Record<string, string>
  expect(summary!.length).toBeLessThanOrEqual(1024)
  expect(summary).not.toMatch(unseen)
  expect(['critical', 'error', 'warning', 'info']).toContain(severity)
  for (const { href } of (event['links'] ?? []) as { href: string }[]) expect(href).toSatisfy(isWebAddress)
}

const tags = 'html head meta title style body div table tr td p span br h1 a'.split(' ')
const attributes = 'lang charset name content class style role width align cellpadding cellspacing href'.split(' ')
const ownHeaders = [
  'from to subject message-id in-reply-to references list-id auto-submitted x-auto-response-suppress',
  'x-priority x-msmail-priority importance date mime-version content-type content-transfer-encoding received',
].flatMap((names) => names.split(' '))

/** No header but ours, and in the HTML no element, attribute or address but ours. */
export function checkMail({ raw, mail }: { raw: string; mail: ParsedMail }): void {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  for (const line of head.split('\r\n')) expect(ownHeaders).toContain(line.split(':')[0]!.toLowerCase())
  expect(mail.subject).not.toMatch(unseen)
  expect(mail.attachments).toEqual([])
  expect(mail.text!.length).toBeGreaterThan(0)
  const parser = new Parser({
    onopentag(name, given) {
      expect(tags).toContain(name)
      for (const attribute of Object.keys(given)) expect(attributes).toContain(attribute)
      if (name === 'a') expect(given['href']).toSatisfy(isWebAddress)
    },
  })
  parser.end(mail.html as string)
}

/** What the console printed: lines, and nothing that a terminal would act upon. */
export function checkLines(lines: string[]): void {
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) expect(line).not.toMatch(unseen)
}
