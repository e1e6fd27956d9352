import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Alert } from '../../alerts/alert/alert.ts'
import { findAlerts } from '../../alerts/alert/alert-table.ts'
import { seesAll } from '../../alerts/alert/visibility.ts'
import { startApi } from '../../api/server.ts'
import { filledWithinMs, openFilled, type Filled } from '../api/filled.ts'
import { cutOn, openBrowser, overhangOf, violationsOn } from './browser.ts'

let filled: Filled
let api: Awaited<ReturnType<typeof startApi>>
let browser: Awaited<ReturnType<typeof openBrowser>>
let late: Alert

beforeAll(async () => {
  browser = await openBrowser()
  filled = await openFilled()
  api = await startApi({ ...filled.deps, dashboard: browser.folder })
  const [found] = await findAlerts(filled.store, { topic: 'delivery.late', visibility: seesAll, limit: 1 })
  late = found!
}, filledWithinMs)
afterEach(async () => {
  await browser.leave()
  expect(browser.faults.splice(0)).toEqual([])
})
afterAll(async () => {
  await browser?.close()
  await api?.stop()
  await filled?.close()
})

const open = (path: string, options: Parameters<typeof browser.open>[1] = {}): Promise<Page> =>
  browser.open(`${api.url}${path}`, options)
const timeIn = (ms: number, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(ms)

describe('times are in the reader’s zone', () => {
  test('in the sentence of an alert, its key times and the bar, with its name', async () => {
    const page = await open(`/alerts/${late.id}`, { timezoneId: 'Asia/Tehran' })
    const began = timeIn(late.onsetAt, 'Asia/Tehran')
    expect(began).not.toBe(timeIn(late.onsetAt, 'UTC'))
    const sentence = page.locator('.lede', { hasText: 'Started' })
    await sentence.waitFor()
    await expect.poll(() => sentence.textContent()).toContain(`Started ${began} GMT+3:30.`)
    const keyTimes = page.locator('section', { has: page.getByRole('heading', { name: 'Key times Asia/Tehran' }) })
    await expect.poll(() => keyTimes.locator('dd').first().textContent()).toContain(began)
    await page.getByText(/ · \d\d:\d\d:\d\d GMT\+3:30$/).waitFor()
  })

  test('is chosen in the settings, and stays chosen', async () => {
    const page = await open('/settings', { timezoneId: 'Europe/Berlin' })
    const zone = page.getByLabel('Show times in')
    await page.getByText(/^It is 14:20 CEST\./).waitFor()
    await zone.selectOption('UTC')
    await page.getByText(/^It is 12:20 UTC\./).waitFor()
    await page.reload()
    await page.getByText(/^It is 12:20 UTC\./).waitFor()
    await zone.selectOption({ label: 'this browser’s zone (Europe/Berlin)' })
    await page.getByText(/^It is 14:20 CEST\./).waitFor()
  })

  test('hours of a chart are, too; days are those that the API counts, and the page says so', async () => {
    const page = await open('/trends?by=carrier&topic=delivery.late&bucket=hour', { timezoneId: 'Europe/Berlin' })
    const point = page.getByRole('slider', { name: 'Point of the chart' })
    await page.locator('.chart canvas').waitFor()
    await page.getByText(/^Last 7 days, Europe\/Berlin/).waitFor()
    await point.focus()
    await page.keyboard.press('ArrowLeft')
    // 11:00 UTC.
    await expect.poll(() => point.getAttribute('aria-valuetext')).toMatch(/^Thu 15 Oct, 13:00: /)
    await page.goto(`${api.url}/trends?by=carrier&topic=delivery.late&bucket=day`)
    await page.getByText(/^Last 7 days, days in UTC/).waitFor()
    await point.focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => point.getAttribute('aria-valuetext')).toMatch(/^Wed 14 Oct: /)
    await page.goto(api.url)
    await page.getByText(/\d+ mentions today \(UTC\)/).waitFor()
  })

  test('what is typed is in the zone, too', async () => {
    const page = await open('/trends', { timezoneId: 'Asia/Tehran' })
    await page.locator('.chart canvas').waitFor()
    await page.getByRole('button', { name: 'Add event' }).click()
    await page.getByLabel('Name or note').fill('Half past')
    await expect.poll(() => page.getByLabel('When (Asia/Tehran)').inputValue()).toBe('2026-10-15T15:50')
    await page.getByLabel('When (Asia/Tehran)').fill('2026-10-15T14:00')
    await page.getByRole('dialog').getByRole('button', { name: 'Add event' }).click()
    const event = page.getByRole('region', { name: 'Events' }).getByRole('listitem').filter({ hasText: 'Half past' })
    await expect.poll(() => event.locator('time').getAttribute('datetime')).toBe('2026-10-15T10:30:00.000Z')
    await expect.poll(() => event.locator('time').textContent()).toBe('Thu 15 Oct, 14:00')
  })
})

test.each(['en-US@posix', 'C', ''])(
  'pages work in a browser whose language is no language tag: “%s”',
  async (language) => {
    const page = await open('/trends?by=carrier', { language })
    await page.locator('.chart canvas').waitFor()
    expect(await page.evaluate(() => new Intl.NumberFormat(navigator.language).format(1))).toBe('1')
  },
)

describe('the question mark', () => {
  test('lists the keys, and Escape closes the list', async () => {
    const page = await open('/')
    await page.locator('article.alert').first().waitFor()
    await page.keyboard.press('?')
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    for (const name of ['Everywhere', 'Board', 'Alert', 'Lists of mentions', 'Charts'])
      await list.getByRole('region', { name }).waitFor()
    await expect.poll(() => list.getByRole('button').allTextContents()).toEqual(['Close'])
    expect(await violationsOn(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect.poll(() => list.count()).toBe(0)
    await page.getByText('More ▾').click()
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
    await list.getByRole('button', { name: 'Close' }).click()
    await expect.poll(() => list.count()).toBe(0)
  })

  test('names every key of an alert, and is text in a field', async () => {
    const page = await open(`/alerts/${late.id}`)
    await page.getByRole('button', { name: 'Comment' }).waitFor()
    const keys = await page.locator('.acts kbd').allTextContents()
    await page.keyboard.press('?')
    const named = page.getByRole('dialog').getByRole('region', { name: 'Alert' }).locator('kbd')
    await named.first().waitFor()
    await expect.poll(() => named.allTextContents()).toEqual(expect.arrayContaining(keys))
    await page.keyboard.press('Escape')
    await page.keyboard.press('/')
    await page.locator('#search:focus').waitFor()
    await page.keyboard.press('?')
    await expect.poll(() => page.locator('#search').inputValue()).toBe('?')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  })
})

test.each(['light', 'dark'] as const)(
  'settings with the zone: nothing grave by axe, nothing to scroll sideways (%s)',
  async (colorScheme) => {
    const page = await open('/settings', { colorScheme, width: 380, timezoneId: 'America/Argentina/Buenos_Aires' })
    await page.getByLabel('Show times in').waitFor()
    expect(await violationsOn(page)).toEqual([])
    expect(await overhangOf(page)).toBe(0)
  },
)

test.each([
  ['/taxonomy', 1440],
  ['/taxonomy', 360],
  ['/trends/launches?version=4.2&against=4.1', 360],
  ['/report', 360],
  ['/overview', 360],
  ['/topics', 360],
])('no table of %s is cut at %i px', async (path, width) => {
  const page = await open(path, { width })
  await page.getByRole('table').last().waitFor()
  expect(await cutOn(page)).toEqual([])
  expect(await overhangOf(page)).toBe(0)
})

test('on a phone a topic of the taxonomy keeps its department, severity and actions', async () => {
  const page = await open('/taxonomy', { width: 360 })
  const row = page.locator('tr', { hasText: 'delivery.late' })
  await row.getByRole('button', { name: 'Edit Parcel late' }).waitFor()
  for (const action of ['Edit', 'Merge', 'Split'])
    await expect.poll(() => row.getByRole('button', { name: `${action} Parcel late` }).isVisible()).toBe(true)
  const heads = await row
    .locator('td[data-head]')
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-head')))
  expect(heads).toEqual(['Department', 'Severity'])
})

const never = () => void Object.assign(globalThis, { requestIdleCallback: () => 0 })

test('the first page loads at most 70 KB of script, compressed', async () => {
  const page = await open('/icon.svg')
  // The other pages, which come once the browser is idle, do not.
  await page.addInitScript(never)
  const sizes: Promise<number>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      sizes.push(response.body().then((body) => gzipSync(body).byteLength))
  })
  await page.goto(api.url)
  await page.locator('article.alert').first().waitFor()
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  expect(total).toBeGreaterThan(10_000)
  expect(total).toBeLessThanOrEqual(70_000)
})

test('the other pages load while the browser is idle, and open without another request for a script', async () => {
  const scripts: string[] = []
  const page = await open('/icon.svg')
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname)
  })
  await page.goto(api.url)
  const has = (name: string) => scripts.some((path) => path.includes(`/${name}-`))
  await expect.poll(() => has('sign-in')).toBe(true)
  const before = scripts.length
  await page.getByRole('link', { name: 'Trends', exact: true }).click()
  await page.locator('.chart canvas').waitFor()
  expect(scripts.slice(before)).toEqual([])
})

test('a page whose script is gone says so and offers to reload', async () => {
  const page = await open('/icon.svg')
  await page.addInitScript(never)
  await page.goto(api.url)
  await page.locator('article.alert').first().waitFor()
  browser.expectStatus(404)
  await page.route(/assets\/trends-/, (route) => route.fulfill({ status: 404 }))
  await page.getByRole('link', { name: 'Trends', exact: true }).click()
  await page.getByRole('alert').getByRole('heading', { name: 'Page not loaded' }).waitFor()
  await page.unroute(/assets\/trends-/)
  await page.getByRole('button', { name: 'Reload' }).click()
  await page.locator('.chart canvas').waitFor()
})

/** Of all that moved without the reader: web.dev/cls. */
const collectShifts = () => {
  const found: { value: number; moved: string[] }[] = []
  Object.assign(globalThis, { shifts: found })
  type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Shift[])
      if (!entry.hadRecentInput)
        found.push({
          value: entry.value,
          moved: entry.sources.map(({ node }) =>
            node instanceof Element ? node.outerHTML.slice(0, 80) : String(node?.nodeName),
          ),
        })
  }).observe({ type: 'layout-shift', buffered: true })
}
const shiftsOf = async (page: Page) => {
  // Answers that come late move things, too.
  await pause(1_500)
  return page.evaluate(() => (globalThis as unknown as { shifts: { value: number; moved: string[] }[] }).shifts)
}

test.for([
  '/',
  '/alerts',
  'alert',
  '/trends',
  '/trends?by=carrier&topic=delivery.late',
  '/trends/launches?version=4.2&against=4.1',
  '/mentions?q=parcel',
  '/my-work',
  '/overview',
  '/report',
  '/sources',
  '/incidents',
  '/impacts',
  '/review',
  '/topics',
  '/topics/delivery.late',
  '/settings',
])('%s does not move while it loads: shifts below 0.02', async (path) => {
  const page = await open('/icon.svg')
  await page.addInitScript(collectShifts)
  await page.goto(`${api.url}${path === 'alert' ? `/alerts/${late.id}` : path}`)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  const shifts = await shiftsOf(page)
  const total = shifts.reduce((sum, { value }) => sum + value, 0)
  expect(total, JSON.stringify(shifts)).toBeLessThan(0.02)
})
