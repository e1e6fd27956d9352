import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { saveKnownIssues } from '../../alerts/issues/known-issue-table.ts'
import { startApi } from '../../api/server.ts'
import { planted, storePlanted } from '../alerts/backtest/planted-weeks.ts'
import { backtestsOn } from '../api/backtests.ts'
import { openCompany } from '../api/company.ts'
import { openBrowser, overhangOf, violationsOn } from './browser.ts'

/** A replay has the lowest priority. */
const replayedWithinMs = 300_000

const { deps, platform } = openCompany()
let api: Awaited<ReturnType<typeof startApi>>
let browser: Awaited<ReturnType<typeof openBrowser>>
let backtests: ReturnType<typeof backtestsOn>
beforeAll(async () => {
  browser = await openBrowser()
  const { store } = platform()
  await storePlanted(store)
  await saveKnownIssues(store, [
    {
      id: 'crash',
      kind: 'incident',
      name: 'Release 4.2 crashes',
      fromAt: planted.burstAt,
      fixes: '',
      topics: ['app'],
      departments: [],
      products: [],
      versions: [],
      by: 'sam',
      savedAt: planted.burstAt,
      removed: false,
      version: 1,
    },
  ])
  backtests = backtestsOn(platform())
  api = await startApi({ ...deps(), backtests, dashboard: browser.folder })
}, replayedWithinMs)
afterEach(async () => {
  await browser.leave()
  expect(browser.faults.splice(0)).toEqual([])
})
afterAll(async () => {
  await browser?.close()
  await api?.stop()
  await backtests?.stop()
})

const open = async (options: Parameters<typeof browser.open>[1] = {}): Promise<Page> => {
  const page = await browser.open(`${api.url}/tuning`, { me: 'sam', ...options })
  await page.getByRole('heading', { level: 1, name: 'Tuning' }).waitFor()
  return page
}
const slider = (page: Page, name: string) => page.getByRole('slider', { name })
const incident = (page: Page) => page.getByRole('row', { name: /Release 4.2 crashes/ })

test(
  'settings are tried on the stored history, and the lines to take them over are there to copy',
  async () => {
    const page = await open()
    await expect.poll(() => slider(page, 'Mentions in a spike, at least').inputValue()).toBe('5')
    await slider(page, 'Mentions in a spike, at least').fill('40')
    await slider(page, 'Unique authors, at least').fill('40')
    await page.getByRole('button', { name: 'Try these settings' }).click()
    await page.getByRole('progressbar', { name: 'Progress of the backtest' }).waitFor()
    await incident(page).waitFor({ timeout: replayedWithinMs })
    await expect.poll(() => incident(page).textContent()).toMatch(/Caught after .*Missed$/)
    const missed = page.getByRole('row', { name: /^Known incidents missed/ })
    await expect.poll(() => missed.getByRole('cell').allTextContents()).toEqual(['Known incidents missed', '0', '1'])
    const lines = page.getByRole('region', { name: 'Lines of the configuration' })
    await expect.poll(() => lines.textContent()).toBe('gates:\n  mentions: 40\n  authors: 40\n')
  },
  replayedWithinMs,
)

test('whoever comes back finds the result, in both themes and on a phone', async () => {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1440, 380]) {
      const page = await open({ colorScheme, width })
      await incident(page).waitFor()
      await expect.poll(() => slider(page, 'Mentions in a spike, at least').inputValue()).toBe('40')
      expect(await violationsOn(page)).toEqual([])
      expect(await overhangOf(page)).toBe(0)
      await browser.leave()
    }
})

test('a backtest is cancelled on the page', async () => {
  const page = await open()
  await incident(page).waitFor()
  await page.getByRole('checkbox', { name: /Also look for stricter settings/ }).check()
  await page.getByRole('button', { name: 'Try these settings' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText(/was cancelled: cancelled by sam/).waitFor()
  await expect.poll(() => page.getByRole('button', { name: 'Try these settings' }).isEnabled()).toBe(true)
})

test('who may not try settings sees what people made of the alerts', async () => {
  const page = await open({ me: 'pia' })
  await page.getByText('Only admins and the service team may try other settings.').waitFor()
  await page.getByRole('heading', { name: 'What people made of the alerts, by week' }).waitFor()
  await expect.poll(() => page.getByRole('slider').count()).toBe(0)
})
