import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { saveAlerts, saveChange } from '../../alerts/alert/alert-table.ts'
import { startApi } from '../../api/server.ts'
import { alertNow, changeNow } from '../alerts/make.ts'
import { assessingNow, backtestsOn } from '../api/backtests.ts'
import { filledWithinMs, now, openFilled, type Filled } from '../api/filled.ts'
import { cutOn, openBrowser, overhangOf, violationsOn } from './browser.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const worth = { contactsPerMention: 4, avoidedShare: 0.3, costPerContact: 6.5, currency: 'EUR' }

let filled: Filled
let api: Awaited<ReturnType<typeof startApi>>
let browser: Awaited<ReturnType<typeof openBrowser>>
beforeAll(async () => {
  browser = await openBrowser()
  filled = await openFilled()
  const { store, deps } = filled
  const useful = alertNow({
    id: 'rated-useful',
    departments: ['support'],
    openedAt: now - 3 * dayMs,
    status: 'resolved',
    verdict: { verdict: 'useful', reason: '', by: 'Lea', at: now - 2 * dayMs },
  })
  await saveAlerts(store, [useful])
  await saveChange(store, changeNow({ alert: useful }))
  await saveChange(
    store,
    changeNow({ alert: useful, change: 'acknowledged', changeNumber: 2, at: useful.openedAt + hourMs, by: 'Lea' }),
  )
  const backtests = backtestsOn({ store, data: filled.data, logger: deps.logger })
  api = await startApi({ ...deps, backtests, assessing: assessingNow, worth, dashboard: browser.folder })
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

const open = async (path: string, options: Parameters<typeof browser.open>[1] = {}): Promise<Page> => {
  const page = await browser.open(`${api.url}${path}`, options)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}
test('what people made of alerts is shown by week and by department', async () => {
  const page = await open('/tuning')
  const weeks = page.getByRole('region', { name: 'What people made of the alerts, by week' })
  await weeks.getByText(/50\s% of the rated alerts .* rated useful: 1 of 2/).waitFor()
  await expect.poll(() => weeks.getByRole('row', { name: /12 Oct 2026/ }).textContent()).toMatch(/1 of 1100\s%1 h$/)
  // The data begins in October.
  await expect.poll(() => weeks.getByRole('row').last().textContent()).toMatch(/no data yet–––$/)
  const support = page.getByRole('region', { name: /By department/ }).getByRole('row', { name: /Support/ })
  await expect.poll(() => support.textContent()).toContain('1 of 2')
})

test('the assessment says what to do first and why, with its six sections and assumptions', async () => {
  const page = await open('/assessment')
  const steps = page.getByRole('region', { name: 'What to do, in this order' })
  await steps.getByText(/^Start with /).waitFor()
  await expect.poll(() => steps.getByRole('listitem').first().textContent()).toMatch(/^Give .* its warnings first\./)
  await page.getByText(/: \d+ of 90 days have data\.$/).waitFor()
  const sections = await page.getByRole('heading', { level: 2 }).allTextContents()
  expect(sections.slice(1)).toEqual([
    'Objectives',
    'Assessment',
    'Strategy',
    'Execution',
    'Budget and return',
    'Measure',
  ])
  const budget = page.getByRole('region', { name: 'Budget and return' })
  await expect.poll(() => budget.textContent()).toContain('worth.costPerContact')
  await page
    .getByRole('region', { name: 'Assessment' })
    .getByRole('row', { name: /bluesky/ })
    .getByRole('link')
    .click()
  await page.getByRole('heading', { level: 1, name: 'Mentions' }).waitFor()
  await expect.poll(() => new URL(page.url()).searchParams.get('source')).toBe('bluesky')
})

test.each([
  ['/tuning', 'light'],
  ['/tuning', 'dark'],
  ['/assessment', 'light'],
  ['/assessment', 'dark'],
] as const)('%s is accessible in the %s theme, and fits a phone', async (path, colorScheme) => {
  for (const width of [1440, 360]) {
    const page = await open(path, { colorScheme, width })
    await page.getByRole('table').first().waitFor()
    expect(await violationsOn(page)).toEqual([])
    expect(await overhangOf(page)).toBe(0)
    if (path === '/tuning') expect(await cutOn(page)).toEqual([])
    await browser.leave()
  }
})
