import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { saveAlerts } from '../../alerts/alert/alert-table.ts'
import { saveKnownIssues } from '../../alerts/issues/known-issue-table.ts'
import { saveViews } from '../../alerts/trends/saved-view-table.ts'
import { startApi } from '../../api/server.ts'
import { recount } from '../../alerts/series/count-table.ts'
import { insertMentions } from '../../enrich/mentions/mention-table.ts'
import { alertNow, mentionRow } from '../alerts/make.ts'
import { filledWithinMs, now, openFilled, type Filled } from '../api/filled.ts'
import { badFiles } from '../bad-inputs.ts'
import { openBrowser } from './browser.ts'

/** Of the kinds of OWASP's filter evasion sheet; the lists that others keep come on top where they are. */
const own = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  'javascript:alert(1)//\'"><b>',
  '<iframe srcdoc="<script>parent.alert(1)</script>">',
  '<details open ontoggle=alert(1)>',
  '<a href="javascript:alert(1)">click</a>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '{{constructor.constructor("alert(1)")()}} ${alert(1)} #{7*7}',
  '<img src=//127.0.0.1:9/x.png>',
  '</title></textarea></style><script>alert(1)</script>',
  '\u202e<img src=x onerror=alert(1)>\u2066',
  '<style>@import url(//127.0.0.1:9/x.css)</style>',
  '<base href="//127.0.0.1:9/">',
]
const listed = badFiles('lists')
  .filter((file) => file.endsWith('xss.jsonl'))
  .flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'))
  .map((line) => JSON.parse(line) as string)
  .filter((text) => text.includes('<'))
/** Every twentieth of the thousands that are listed. */
const payloads = [...own, ...listed.filter((_, i) => i % 20 === 0)]
const p = (n: number) => payloads[n % payloads.length]!

let filled: Filled
let api: Awaited<ReturnType<typeof startApi>>
let browser: Awaited<ReturnType<typeof openBrowser>>
const at = now - 600_000
const mention = (n: number) =>
  mentionRow({
    id: `forum:${p(n)}${n}`,
    createdAt: at - n * 1_000,
    title: p(n),
    text: `${p(n)} hostile`,
    authorKey: p(n + 1),
    authorHandle: p(n + 2),
    channel: p(n + 3),
    url: n % 2 ? 'javascript:alert(1)' : p(n),
    topicReasons: [p(n)],
    entityKinds: ['product', 'carrier', 'supplier'],
    entityValues: [p(n % own.length), p((n + 1) % own.length), p((n + 2) % own.length)],
  })

beforeAll(async () => {
  browser = await openBrowser()
  filled = await openFilled()
  const { store } = filled
  const rows = payloads.map((_, n) => mention(n))
  for (let i = 0; i < rows.length; i += 500) await insertMentions(store, rows.slice(i, i + 500))
  await recount(store, [...new Set(rows.map(({ createdAt }) => Math.floor(createdAt / 300_000) * 300_000))])
  const evidence = rows.slice(0, 12).map((row) => ({
    mentionId: row.id,
    text: row.text,
    author: row.authorHandle,
    source: row.source,
    sentiment: row.sentiment,
    url: row.url,
    createdAt: row.createdAt,
  }))
  const drivers = own.map((value, n) => ({
    dimension: n % 2 ? 'term' : 'carrier',
    value,
    share: 0.5,
    lift: 4,
    now: 9,
    expected: 1,
  }))
  const alert = alertNow({ id: 'hostile', title: p(1), openedAt: at, evidence, drivers, owner: p(2) })
  await saveAlerts(store, [alert])
  await saveKnownIssues(store, [
    {
      id: 'hostile',
      kind: 'note',
      name: p(0),
      fromAt: at,
      fixes: '',
      topics: [],
      departments: [],
      products: [p(1)],
      versions: [],
      by: p(3),
      savedAt: at,
      removed: false,
      version: 1,
    },
  ])
  await saveViews(store, [
    { id: 'hostile', name: p(1), query: { product: p(2) }, by: p(3), savedAt: at, removed: false, version: 1 },
  ])
  api = await startApi({ ...filled.deps, dashboard: browser.folder })
}, filledWithinMs)
afterEach(async () => {
  await browser.leave()
  // A browser reports here, too, what the content security policy stopped.
  expect(browser.faults.splice(0)).toEqual([])
})
afterAll(async () => {
  await browser?.close()
  await api?.stop()
  await filled?.close()
})

/** Elements and attributes that only a text read as markup can have made. */
const madeOf = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((each) => each.closest('#app'))
      .flatMap((each) => [
        ...(/^(SCRIPT|IFRAME|OBJECT|EMBED|BASE|STYLE|MATH|IMG|ANIMATE)$/i.test(each.tagName) ? [each.outerHTML] : []),
        ...each
          .getAttributeNames()
          .filter(
            (name) => name.startsWith('on') || /^\s*(javascript|data|vbscript):/i.test(each.getAttribute(name) ?? ''),
          )
          .filter((name) => name.startsWith('on') || ['href', 'src', 'action', 'xlink:href'].includes(name))
          .map((name) => `${name}=${each.getAttribute(name)}`),
      ]),
  )

const encoded = encodeURIComponent
describe('texts that are markup are shown as text', () => {
  test.for([
    '/',
    '/alerts',
    '/alerts/hostile',
    '/impacts',
    '/trends?by=product&bucket=hour',
    `/trends?by=carrier&product=${encoded(p(0))}`,
    '/trends?view=hostile',
    '/trends/launches',
    '/mentions?q=hostile&fold=off&limit=200',
    `/mentions?q=${encoded('"<svg/onload=alert(1)>" hostile')}`,
    `/mentions/${encoded(`forum:${p(0)}0`)}`,
    `/mentions/${encoded(`forum:${p(2)}2`)}`,
    `/authors/${encoded(p(1))}`,
    '/sources',
    '/accounts',
    '/report',
    '/overview',
    '/review',
    '/my-work',
    '/taxonomy',
    '/settings',
  ])('%s', async (path) => {
    const page = await browser.open(api.url + path, { me: p(0) })
    const requested: string[] = []
    page.on('request', (request) => void requested.push(request.url()))
    page.on('dialog', (dialog) => void browser.faults.push(`a dialog: ${dialog.message()}`).valueOf())
    await page.reload()
    await page.locator('h1').first().waitFor()
    await page.waitForTimeout(500)
    expect(await madeOf(page)).toEqual([])
    expect(requested.filter((url) => !url.startsWith(api.url))).toEqual([])
  })

  test('they are there: the search shows them letter by letter', async () => {
    const page = await browser.open(`${api.url}/mentions?q=hostile&fold=off&limit=200`)
    for (const payload of own.filter((each) => /^[ -~]+$/.test(each)))
      await expect.poll(() => page.getByText(payload, { exact: false }).count(), { timeout: 10_000 }).toBeGreaterThan(0)
  })
})
