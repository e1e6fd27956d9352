import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { saveAlerts, saveChange } from '../../alerts/alert/alert-table.ts'
import { saveKnownIssues } from '../../alerts/issues/known-issue-table.ts'
import { startApi } from '../../api/server.ts'
import { alertNow, changeNow } from '../alerts/make.ts'
import { assessingNow, backtestsOn } from '../api/backtests.ts'
import { filledWithinMs, now, openFilled, type Filled } from '../api/filled.ts'
import { openBrowser, overhangOf, violationsOn } from './browser.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const worth = { contactsPerMention: 4, avoidedShare: 0.3, costPerContact: 6.5, currency: 'EUR' }
/** The demo's own incidents are in the last hours: with these gates they are caught. */
const gates = { GROUNDSWELL_GATES_MENTIONS: '3', GROUNDSWELL_GATES_AUTHORS: '3', GROUNDSWELL_GATES_TEXTS: '3' }

let filled: Filled
let api: Awaited<ReturnType<typeof startApi>>
let browser: Awaited<ReturnType<typeof openBrowser>>
beforeAll(async () => {
  browser = await openBrowser()
  filled = await openFilled()
  const { store, data, deps } = filled
  await saveKnownIssues(store, [
    {
      id: 'nordfracht',
      kind: 'incident',
      name: 'Nordfracht strike',
      fromAt: now - 8 * hourMs,
      fixes: '',
      topics: ['delivery'],
      departments: [],
      products: [],
      versions: [],
      by: 'mara',
      savedAt: now,
      removed: false,
      version: 1,
    },
  ])
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
  const backtests = backtestsOn({ store, data, logger: deps.logger }, gates)
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
const slide = (page: Page, name: string, value: string) => page.getByRole('slider', { name }).fill(value)
/** A replay has the lowest priority. */
const replayedWithinMs = 400_000

test(
  'settings are tried on the stored history, and the lines to take them over are there to copy',
  async () => {
    const page = await open('/tuning')
    expect(await page.getByRole('slider', { name: 'Mentions in a spike, at least' }).inputValue()).toBe('3')
    await slide(page, 'Mentions in a spike, at least', '40')
    await slide(page, 'Distinct authors, at least', '40')
    await slide(page, 'Weeks to replay', '1')
    await page.getByRole('button', { name: 'Try these settings' }).click()
    await page.getByRole('progressbar', { name: 'Progress of the backtest' }).waitFor()
    await page.getByRole('heading', { name: 'What would have happened' }).waitFor({ timeout: replayedWithinMs })
    const incident = page.getByRole('row', { name: /Nordfracht strike/ })
    expect(await incident.textContent()).toMatch(/Caught after .*Missed$/)
    expect(await page.getByRole('row', { name: /^Known incidents missed/ }).textContent()).toBe(
      'Known incidents missed01',
    )
    const lines = await page.getByRole('region', { name: 'Lines of the configuration' }).textContent()
    expect(lines).toBe('gates:\n  mentions: 40\n  authors: 40\n')
    // Whoever comes back finds it.
    await page.goto(`${api.url}/tuning`)
    await incident.waitFor()
    expect(await page.getByRole('slider', { name: 'Mentions in a spike, at least' }).inputValue()).toBe('40')
  },
  replayedWithinMs,
)

test('a backtest is cancelled on the page', async () => {
  const page = await open('/tuning')
  await page.getByRole('checkbox', { name: /Also look for stricter settings/ }).check()
  await page.getByRole('button', { name: 'Try these settings' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText(/was cancelled: cancelled by Mara Olsen/).waitFor()
  expect(await page.getByRole('button', { name: 'Try these settings' }).isEnabled()).toBe(true)
})

test('what people made of alerts is shown by week and by department', async () => {
  const page = await open('/tuning')
  const weeks = page.getByRole('region', { name: 'What people made of the alerts, by week' })
  await weeks.getByText(/50 % of the rated alerts .* rated useful: 1 of 2/).waitFor()
  expect(await weeks.getByRole('row', { name: /12 Oct 2026/ }).textContent()).toMatch(/1 of 1100 %60 min$/)
  const support = page.getByRole('region', { name: /By department/ }).getByRole('row', { name: /Support/ })
  expect(await support.textContent()).toContain('1 of 2')
})

test('the assessment says what to do first and why, with its six sections and assumptions', async () => {
  const page = await open('/assessment')
  const steps = page.getByRole('region', { name: 'What to do, in this order' })
  await steps.getByText(/^Start with /).waitFor()
  expect(await steps.getByRole('listitem').first().textContent()).toMatch(/^Give .* its warnings first\./)
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
  expect(await budget.textContent()).toContain('worth.costPerContact')
  await page
    .getByRole('region', { name: 'Assessment' })
    .getByRole('row', { name: /bluesky/ })
    .getByRole('link')
    .click()
  await page.getByRole('heading', { level: 1, name: 'Mentions' }).waitFor()
  expect(new URL(page.url()).searchParams.get('source')).toBe('bluesky')
})

test.each([
  ['/tuning', 'light'],
  ['/tuning', 'dark'],
  ['/assessment', 'light'],
  ['/assessment', 'dark'],
] as const)('%s is accessible in the %s theme, and fits a phone', async (path, colorScheme) => {
  for (const width of [1440, 380]) {
    const page = await open(path, { colorScheme, width })
    await page.getByRole('table').first().waitFor()
    expect(await violationsOn(page)).toEqual([])
    expect(await overhangOf(page)).toBe(0)
    await browser.leave()
  }
})
