import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startApi } from '../../api/server.ts'
import { insertMentions } from '../../enrich/mentions/mention-table.ts'
import { mentionRow } from '../alerts/make.ts'
import { now, filledWithinMs, openFilled, type Filled } from '../api/filled.ts'
import { openBrowser, overhangOf, violationsOn } from './browser.ts'

const dayMs = 86_400_000
const launch = (id: string, days: number) => ({
  id,
  kind: 'release' as const,
  name: `Halden app ${id}`,
  fromAt: now - days * dayMs,
  fixes: '',
  topics: [],
  departments: [],
  products: ['Halden app'],
  versions: [id],
})

let filled: Filled
let api: Awaited<ReturnType<typeof startApi>>
let browser: Awaited<ReturnType<typeof openBrowser>>
beforeAll(async () => {
  browser = await openBrowser()
  filled = await openFilled()
  const issues = [launch('4.2', 2), launch('4.1', 8)]
  const knownIssueFile = async () => ({ issues, faults: [] })
  api = await startApi({ ...filled.deps, knownIssueFile, dashboard: browser.folder })
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
  await page.locator('.chart canvas').waitFor()
  return page
}
const reader = (page: Page) => page.getByRole('slider', { name: 'Point of the chart' })
/** An action of the menu. */
const choose = async (page: Page, name: string): Promise<void> => {
  await page.getByText('More actions').click()
  await page.getByRole('button', { name }).click()
}
const textOf = (page: Page) => reader(page).getAttribute('aria-valuetext')

describe('the chart', () => {
  test('is read by arrow keys, and Enter opens the mentions of the point', async () => {
    const page = await open('/trends?by=carrier&topic=delivery.late&bucket=hour')
    await reader(page).focus()
    await page.keyboard.press('ArrowLeft')
    expect(await textOf(page)).toMatch(/^Thu 15 Oct, 11:00: Nordfracht \d+, /)
    await page.locator('.point').getByText('Thu 15 Oct, 11:00').waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Mentions' }).waitFor()
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      topic: 'delivery.late',
      carrier: 'Nordfracht',
      from: '2026-10-15T11:00:00.000Z',
      to: '2026-10-15T12:00:00.000Z',
    })
  })

  test('a share of no mentions is no value', async () => {
    const page = await open('/trends?measure=negativeShare&by=version&bucket=hour')
    await reader(page).focus()
    const told = new Set<string>()
    for (let i = 0; i < 24; i++) {
      await page.keyboard.press('ArrowLeft')
      told.add((await textOf(page))!.replace(/^.*?: /, ''))
    }
    expect([...told].some((text) => text.includes('–'))).toBe(true)
    expect([...told].some((text) => /\d\s%/.test(text))).toBe(true)
  })

  test('is dragged for a closer look, and there is a way back', async () => {
    const page = await open('/trends?by=product')
    const box = (await page.locator('.chart .u-over').boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + 50)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.75, box.y + 60, { steps: 5 })
    await page.mouse.up()
    await page.getByRole('button', { name: 'Reset period' }).waitFor()
    const zoomed = new URL(page.url()).searchParams
    const span = Date.parse(zoomed.get('to')!) - Date.parse(zoomed.get('from')!)
    expect(span / dayMs).toBeGreaterThan(1)
    expect(span / dayMs).toBeLessThan(2.5)
    await page.goBack()
    await expect.poll(() => page.getByRole('button', { name: 'Reset period' }).count()).toBe(0)
  })

  test('is not made anew by new mentions', async () => {
    const page = await open('/trends?by=nothing&source=forum&bucket=hour')
    const before = await page.getByRole('region', { name: 'Figures' }).getByRole('link').last().textContent()
    await page.locator('.chart canvas').evaluate((canvas) => canvas.setAttribute('data-same', 'yes'))
    await insertMentions(filled.store, [mentionRow({ id: 'forum:new', source: 'forum', createdAt: now - 60_000 })])
    await expect
      .poll(() => page.getByRole('region', { name: 'Figures' }).getByRole('link').last().textContent(), {
        timeout: 30_000,
      })
      .not.toBe(before)
    await expect.poll(() => page.locator('.chart canvas[data-same=yes]').count()).toBe(1)
  })
})

test('current figures stand before the previous ones, and what is not drawn is said', async () => {
  const page = await open('/trends?by=product&bucket=day&range=7')
  const heads = await page.getByRole('region', { name: 'Figures' }).locator('th').allTextContents()
  expect(heads.slice(0, 4)).toEqual(['Product', 'Last 7 days', 'Previous 7 days', 'Change'])
  const chart = page.getByRole('region', { name: 'Chart' })
  await chart.getByText('The previous period is drawn for up to 3 lines; the table has it for all.').waitFor()
  await chart.getByText('faint: today so far, with part of yesterday').waitFor()
  await page.goto(`${api.url}/trends?by=nothing&measure=sentiment&bucket=day`)
  await chart.getByText('dashed: previous 7 days').waitFor()
  await expect.poll(() => chart.getByText(/^The previous period|^faint/).count()).toBe(0)
})

test('on a phone events have a number in the chart, and in the list below', async () => {
  const page = await open('/trends?product=Halden%20app&by=version', { width: 380 })
  const row = page.getByRole('region', { name: 'Events' }).getByRole('listitem').filter({ hasText: 'Halden app 4.2' })
  await expect.poll(() => row.locator('.number').isVisible()).toBe(true)
  await page.setViewportSize({ width: 1000, height: 900 })
  await expect.poll(() => row.locator('.number').isVisible()).toBe(false)
})

test('an event is added on the page, listed below the chart, and removed', async () => {
  const page = await open('/trends?product=Halden%20app&by=version')
  const events = page.getByRole('region', { name: 'Events' })
  const row = (name: string) => events.getByRole('listitem').filter({ hasText: name })
  await row('Halden app 4.2').waitFor()
  await page.getByRole('button', { name: 'Add event' }).click()
  await page.getByLabel('Kind').selectOption('Promotion')
  await page.getByLabel('Name or note').fill('Half price week')
  await page.getByRole('dialog').getByRole('button', { name: 'Add event' }).click()
  await row('Half price week').waitFor()
  await expect.poll(() => row('Half price week').textContent()).toMatch(/Promotion Half price week.* · Mara Olsen/)
  await events.getByRole('button', { name: 'Remove Half price week' }).click()
  await expect.poll(() => row('Half price week').count()).toBe(0)
  await events.getByRole('link', { name: /^Compare Halden app 4.2/ }).click()
  await page.getByText(/^Halden app 4.2 brought .* complaints about Halden app .* Halden app 4.1/).waitFor()
})

test('events of a CSV file are uploaded, and faulty rows are named by their line', async () => {
  const page = await open('/trends?product=Halden%20app&by=version')
  const upload = async (text: string) => {
    await choose(page, 'Upload events')
    const file = { name: 'events.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
    await page.getByLabel('CSV file').setInputFiles(file)
    await page.getByRole('dialog').getByRole('button', { name: 'Upload' }).click()
  }
  await upload(
    'kind,name,from,until\npromotion,Spring sale,2026-10-12,2026-10-14\nsale,Autumn,2026-10-12,\nnote,No time,yesterday,\n',
  )
  const events = page.getByRole('region', { name: 'Events' })
  const sale = events.getByRole('listitem').filter({ hasText: 'Spring sale' })
  await sale.waitFor()
  const faults = page.getByRole('alert', { name: '2 rows not saved' })
  await expect
    .poll(() => faults.getByRole('listitem').allTextContents())
    .toEqual([
      expect.stringMatching(/^Line 3: kind "sale" is none of release, /),
      'Line 4: from "yesterday" is not a time (ISO 8601)',
    ])
  expect(await violationsOn(page)).toEqual([])
  await faults.getByRole('button', { name: 'Dismiss' }).click()
  await expect.poll(() => faults.count()).toBe(0)
  // The same file again is the same events.
  await upload('kind,name,from,until\npromotion,Spring sale,2026-10-12,2026-10-14\n')
  await page.getByText('Saved 1 event of events.csv').first().waitFor()
  await expect.poll(() => sale.count()).toBe(1)
  await events.getByRole('button', { name: 'Remove Spring sale' }).click()
  await expect.poll(() => sale.count()).toBe(0)
})

test('a view is saved under a name, opened by its link, exported, and deleted', async () => {
  const page = await open('/trends?measure=negativeShare&by=version&range=28')
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Did 4.2 make things worse?')
  await page.getByRole('dialog').getByRole('button', { name: 'Save view' }).click()
  await page.getByRole('heading', { level: 1, name: 'Did 4.2 make things worse?' }).waitFor()
  const link = page.url()
  await page.goto(`${api.url}/trends`)
  const views = page.getByRole('region', { name: 'Saved views' })
  await views.getByRole('link', { name: 'Did 4.2 make things worse?' }).click()
  await page.getByText('Saved by Mara Olsen').waitFor()
  await expect.poll(() => page.url()).toBe(link)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    views.getByRole('button', { name: 'Export as JSON' }).click(),
  ])
  const path = await file.path()
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual([
    { name: 'Did 4.2 make things worse?', query: { measure: 'negativeShare', by: 'version', range: '28' } },
  ])
  await views.getByRole('button', { name: 'Delete Did 4.2' }).click()
  await expect.poll(() => views.getByRole('link').count(), { timeout: 10_000 }).toBe(0)
  await views.getByLabel('Import').setInputFiles(path)
  await views.getByRole('link', { name: 'Did 4.2 make things worse?' }).waitFor()
})

test('the chart is saved as a picture, and its data as a table', async () => {
  const page = await open('/trends?measure=shareOfVoice&by=product&bucket=day')
  const [table] = await Promise.all([page.waitForEvent('download'), choose(page, 'Save CSV')])
  expect(table.suggestedFilename()).toBe('share-of-voice-per-day-by-product.csv')
  expect(readFileSync(await table.path(), 'utf8')).toContain(',product,K3,shareOfVoice,0.')
  const [picture] = await Promise.all([page.waitForEvent('download'), choose(page, 'Save PNG')])
  expect(
    readFileSync(await picture.path())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG')
})

test('launches are compared in one sentence, a table and topics, and figures open their mentions', async () => {
  const page = await open('/trends/launches?version=4.2&against=4.1')
  const sentence = await page.locator('.lede').textContent()
  const [, now42, now41] = /\(([\d,]+) against ([\d,]+)\)/.exec(sentence!)!
  const figures = page.getByRole('region', { name: 'Figures' })
  await expect
    .poll(() => figures.getByRole('row', { name: /^4\.2/ }).getByRole('link').first().textContent())
    .toBe(now42)
  await expect
    .poll(() => figures.getByRole('row', { name: /^4\.1/ }).getByRole('link').first().textContent())
    .toBe(now41)
  await page
    .getByRole('region', { name: 'Topics' })
    .getByRole('row', { name: /App pairing lost Worse/ })
    .waitFor()
  const since = await page.locator('.lede').textContent()
  expect(since).toMatch(/ Since then: alert App pairing lost · v4\.2, started today at \d\d:\d\d/)
  await page.locator('.lede').getByRole('link', { name: 'App pairing lost · v4.2' }).waitFor()
  await figures.getByRole('row', { name: /^4\.2/ }).getByRole('link').first().click()
  await page.getByRole('heading', { level: 1, name: 'Mentions' }).waitFor()
  await expect.poll(() => new URL(page.url()).searchParams.get('intent')).toBe('complaint')
})

describe.each(['light', 'dark'] as const)(
  'nothing grave by axe, and nothing to scroll sideways, in %s',
  (colorScheme) => {
    test.each([
      ['/trends?by=product&product=K3', 1440],
      ['/trends?by=version', 380],
      ['/trends/launches', 1440],
      ['/trends/launches', 380],
    ])('%s at %i px', async (path, width) => {
      const page = await open(path, { colorScheme, width })
      expect(await violationsOn(page)).toEqual([])
      expect(await overhangOf(page)).toBeLessThanOrEqual(0)
    })
  },
)

test('an event does not repeat its kind where its name begins with it', async () => {
  const page = await open('/trends?by=nothing')
  await page.getByRole('button', { name: 'Add event' }).click()
  await page.getByLabel('Kind').selectOption('Promotion')
  await page.getByLabel('Name or note').fill('Promotion of kettles')
  await page.getByRole('dialog').getByRole('button', { name: 'Add event' }).click()
  const row = page.getByRole('region', { name: 'Events' }).getByRole('listitem').filter({ hasText: 'of kettles' })
  await expect.poll(() => row.locator('span').first().textContent()).toMatch(/^Promotion of kettles/)
  await row.getByRole('button', { name: 'Remove Promotion of kettles' }).click()
  await expect.poll(() => row.count()).toBe(0)
})
