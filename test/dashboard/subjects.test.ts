import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { recount } from '../../alerts/series/count-table.ts'
import type { ImpactsDto } from '../../api/dto/impact-dto.ts'
import { startApi } from '../../api/server.ts'
import { insertMentions } from '../../enrich/mentions/mention-table.ts'
import { mentionRow } from '../alerts/make.ts'
import { filledWithinMs, now, openFilled, pastAlert, type Filled } from '../api/filled.ts'
import { openBrowser, overhangOf, violationsOn } from './browser.ts'

const dayMs = 86_400_000
const bucketMs = 300_000
let filled: Filled
let api: Awaited<ReturnType<typeof startApi>>
let browser: Awaited<ReturnType<typeof openBrowser>>

beforeAll(async () => {
  browser = await openBrowser()
  filled = await openFilled()
  // The data of the demo does not reach back two weeks.
  const earlier = [12, 13, 14, 15].map((days) =>
    mentionRow({
      id: `forum:day-${days}`,
      createdAt: now - days * dayMs,
      entityKinds: ['carrier'],
      entityValues: ['Nordfracht'],
    }),
  )
  await insertMentions(filled.store, earlier)
  await recount(
    filled.store,
    earlier.map(({ createdAt }) => Math.floor(createdAt / bucketMs) * bucketMs),
  )
  api = await startApi({ ...filled.deps, dashboard: browser.folder })
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
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })
const late = 'Parcel late'
const change = String.raw`(\d+\s% (more|fewer) than in the 7 days before|about as many as in the 7 days before|\d+ in the 7 days before)`

describe('a carrier', () => {
  test('is found from the menu, and its page says in one sentence how it does', async () => {
    const page = await open('/')
    await page.getByText('More ▾').click()
    await page.getByRole('link', { name: 'Carriers' }).click()
    await heading(page, 'Carriers').waitFor()
    const row = page.getByRole('row', { name: /^Nordfracht/ })
    await expect.poll(() => row.textContent()).toMatch(/Nordfracht \d+\d+(\+|−)\s\d+\s%\d+\s%/)
    await row.getByRole('link', { name: 'Nordfracht' }).click()
    await heading(page, 'Nordfracht').waitFor()
    const summary = page.getByRole('region', { name: 'Summary' })
    await summary
      .getByText(
        new RegExp(`^[\\d,]+ mentions in the last 7 days, ${change}.*\\. \\d+\\s% negative\\. \\d+ active alerts?\\.$`),
      )
      .waitFor()
    await summary.locator('.chart canvas').waitFor()
  })

  test('has its chart in Trends with the same filter, and a point opens its mentions', async () => {
    const page = await open('/carriers/Nordfracht')
    const point = page.getByRole('slider', { name: 'Point of the chart' })
    await page.locator('.chart canvas').waitFor()
    await point.focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => point.getAttribute('aria-valuetext')).toMatch(/^Wed 14 Oct: Nordfracht \d+$/)
    await page.keyboard.press('Enter')
    await heading(page, 'Mentions').waitFor()
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      carrier: 'Nordfracht',
      from: '2026-10-14T00:00:00.000Z',
      to: '2026-10-15T00:00:00.000Z',
    })
    await page.goBack()
    await page.getByRole('link', { name: 'View in Trends' }).click()
    await page.getByRole('heading', { level: 1, name: 'Mentions per day: Nordfracht' }).waitFor()
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      carrier: 'Nordfracht',
      range: '28',
      bucket: 'day',
      by: 'nothing',
    })
  })

  test('shows the alerts that it drives, what its mentions also concern, and the newest of these', async () => {
    const page = await open('/carriers/Nordfracht')
    await page
      .getByRole('region', { name: 'Alerts' })
      .getByRole('link', { name: new RegExp(late) })
      .first()
      .waitFor()
    const concern = page.getByRole('region', { name: 'Its mentions also concern' })
    const row = concern.getByRole('row', { name: new RegExp(`^Topic ${late}`) })
    await row.waitFor()
    await expect.poll(() => concern.getByRole('link', { name: 'Nordfracht' }).count()).toBe(0)
    const newest = page.getByRole('region', { name: 'Newest mentions' })
    await newest.getByRole('article').first().waitFor()
    await expect.poll(() => newest.getByRole('article').count()).toBeLessThanOrEqual(10)
    const mentions = (await row.getByRole('link').last().textContent())!
    await row.getByRole('link').last().click()
    await page.getByRole('region', { name: 'Results' }).getByText(`${mentions} mentions since`).waitFor()
    await page.goBack()
    await newest.getByRole('link', { name: 'View all mentions' }).click()
    await heading(page, 'Mentions').waitFor()
    await expect.poll(() => new URL(page.url()).searchParams.get('carrier')).toBe('Nordfracht')
  })

  test('narrows the list of alerts, and there is a way back', async () => {
    const page = await open('/alerts?carrier=Nordfracht')
    await page.getByText('About Nordfracht.').waitFor()
    await page
      .getByRole('link', { name: new RegExp(late) })
      .first()
      .waitFor()
    const narrowed = await page.locator('.alertrow').count()
    await page.getByRole('link', { name: 'Show all' }).click()
    await expect.poll(() => page.locator('.alertrow').count()).toBeGreaterThan(narrowed)
  })
})

test('a topic says what it is part of and whose it is; a name that nobody mentioned says so', async () => {
  const page = await open('/topics/delivery.late')
  await heading(page, late).waitFor()
  await page.getByText(/^Part of Delivery · Owner: Logistics/).waitFor()
  await page.getByRole('link', { name: 'Delivery', exact: true }).first().click()
  await heading(page, 'Delivery').waitFor()
  const concern = page.getByRole('region', { name: 'Its mentions also concern' })
  await concern.getByRole('row', { name: new RegExp(`^Topic ${late}`) }).waitFor()
  await page.goto(`${api.url}/products/${encodeURIComponent('Nobody’s / kettle')}`)
  await heading(page, 'Nobody’s / kettle').waitFor()
  await page.getByText('0 mentions in the last 7 days, 0 in the 7 days before. No active alerts.').waitFor()
  await page.getByText('No alert was about it.').waitFor()
})

test('an index finds a name by its words', async () => {
  const page = await open('/topics')
  await page.getByRole('row', { name: new RegExp(`^${late} Delivery`) }).waitFor()
  await page.getByRole('searchbox', { name: 'Find a topic' }).fill('PARCEL LATE')
  await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
  await page.getByRole('searchbox', { name: 'Find a topic' }).fill('no such thing')
  await page.getByText('None has “no such thing” in its name.').waitFor()
})

test('a supplier of the planning data shows the open impacts that it is part of', async () => {
  const impacts = (await (await fetch(`${api.url}/api/v1/impacts`)).json()) as ImpactsDto
  const { title, card } = impacts.items.find((impact) => impact.card.items.some(({ supplier }) => supplier !== ''))!
  const { supplier } = card.items.find((item) => item.supplier !== '')!
  const units = card.items.filter((item) => item.supplier === supplier).reduce((sum, item) => sum + item.units, 0)
  const page = await open('/impacts')
  await page.getByRole('link', { name: supplier }).first().click()
  await heading(page, supplier).waitFor()
  const row = page.getByRole('region', { name: 'Open impacts' }).getByRole('row', { name: new RegExp(title) })
  await expect.poll(() => row.textContent()).toContain(units.toLocaleString('en'))
})

describe('names are links to their pages', () => {
  test('on the board, in an alert, and in what a search finds', async () => {
    const page = await open('/')
    const card = page.locator('article.alert', { hasText: late }).first()
    await card.getByRole('link', { name: 'Nordfracht', exact: true }).click()
    await heading(page, 'Nordfracht').waitFor()
    await page
      .getByRole('region', { name: 'Alerts' })
      .getByRole('link', { name: new RegExp(late) })
      .first()
      .click()
    await page.getByRole('table').getByRole('link', { name: 'Nordfracht', exact: true }).first().click()
    await heading(page, 'Nordfracht').waitFor()
    await page.goBack()
    await page.getByText('Topic: ').getByRole('link', { name: late }).click()
    await heading(page, late).waitFor()
    await page.goto(`${api.url}/mentions?q=late`)
    await page.getByRole('region', { name: 'Carrier' }).getByRole('link', { name: 'Page of Nordfracht' }).click()
    await heading(page, 'Nordfracht').waitFor()
  })

  test('in trends and in the report', async () => {
    const page = await open('/trends?by=product')
    await page.getByRole('row', { name: /^K3/ }).getByRole('link', { name: 'K3' }).click()
    await heading(page, 'K3').waitFor()
    await page.goto(`${api.url}/report`)
    const praise = page.locator('section', { has: page.getByRole('heading', { name: /^Praise for/ }) })
    const name = praise.locator('p').getByRole('link').first()
    const value = (await name.textContent())!
    await name.click()
    await heading(page, value).waitFor()
  })
})

describe('incidents', () => {
  const row = (page: Page, name: RegExp) => page.getByRole('row', { name })

  test('have cause, end and rating, and similar ones before with how they ended', async () => {
    const page = await open('/')
    await page.getByText('More ▾').click()
    await page.getByRole('link', { name: 'Incidents' }).click()
    await page
      .getByText(
        /^\d+ incidents in the last 30 days, \d+ still active; .*median duration \d+ (min|h); 0 of 1 rated useful\.$/,
      )
      .waitFor()
    const past = row(page, new RegExp(`^${pastAlert.title}`))
    await expect.poll(() => past.textContent()).toMatch(/5 h.*Lea.*Expected/)
    // An active one has lasted until now, and has a status.
    const active = row(page, new RegExp(`^${late}`)).first()
    await expect.poll(() => active.textContent()).toMatch(/Open.*(min|h|days) so far.*Unassigned/)
    const refunds = page.getByRole('row').filter({ hasText: '1 similar before: lasted 5 h.' }).first()
    await refunds.getByRole('link', { name: pastAlert.title }).waitFor()
    await row(page, new RegExp(`^${late}`))
      .first()
      .getByRole('link', { name: 'Nordfracht', exact: true })
      .click()
    await heading(page, 'Nordfracht').waitFor()
  })

  test('are found by words, in a period, and saved as they are shown', async () => {
    const page = await open('/incidents')
    await row(page, /^Refund not received/)
      .first()
      .waitFor()
    await page.getByRole('searchbox', { name: /^Find incidents by words/ }).fill('lea paylane')
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ])
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain(`${pastAlert.id},${pastAlert.title},`)
    await page.getByLabel('Period').selectOption('last 7 days')
    await page.getByRole('searchbox', { name: /^Find incidents by words/ }).fill('nobody')
    await page.getByText('No incident in the last 7 days matches.').waitFor()
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ q: 'nobody', days: '7' })
  })
})

describe.each(['light', 'dark'] as const)(
  'nothing grave by axe, and nothing to scroll sideways (%s)',
  (colorScheme) => {
    test.each([
      ['/carriers/Nordfracht', 380],
      ['/carriers/Nordfracht', 1440],
      ['/topics/delivery.late', 380],
      ['/topics', 380],
      ['/suppliers', 1440],
      ['/incidents', 380],
      ['/incidents', 1440],
    ])('%s at %i px', async (path, width) => {
      const page = await open(path, { colorScheme, width })
      await page.locator('tbody tr').first().waitFor()
      expect(await violationsOn(page)).toEqual([])
      expect(await overhangOf(page)).toBeLessThanOrEqual(0)
    })
  },
)
