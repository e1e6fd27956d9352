import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { findAlerts } from '../../alerts/alert/alert-table.ts'
import { seesAll } from '../../alerts/alert/visibility.ts'
import { startApi } from '../../api/server.ts'
import { filledWithinMs, openFilled, type Filled } from '../api/filled.ts'
import { openBrowser } from './browser.ts'

let filled: Filled
let api: Awaited<ReturnType<typeof startApi>>
let browser: Awaited<ReturnType<typeof openBrowser>>
let alertId: string

beforeAll(async () => {
  browser = await openBrowser()
  filled = await openFilled()
  api = await startApi({ ...filled.deps, dashboard: browser.folder })
  const [late] = await findAlerts(filled.store, { topic: 'delivery.late', visibility: seesAll, limit: 1 })
  alertId = late!.id
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

const never = () => void Object.assign(globalThis, { requestIdleCallback: () => 0 })

test('the first page loads at most 70 KB of script, compressed', async () => {
  const page = await browser.open(`${api.url}/icon.svg`)
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
  const page = await browser.open(`${api.url}/icon.svg`)
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
  const page = await browser.open(`${api.url}/icon.svg`)
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
  const page = await browser.open(`${api.url}/icon.svg`)
  await page.addInitScript(collectShifts)
  await page.goto(`${api.url}${path === 'alert' ? `/alerts/${alertId}` : path}`)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  const shifts = await shiftsOf(page)
  const total = shifts.reduce((sum, { value }) => sum + value, 0)
  expect(total, JSON.stringify(shifts)).toBeLessThan(0.02)
})
