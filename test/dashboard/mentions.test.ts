import { dirname } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startApi } from '../../api/server.ts'
import { startCorrections } from '../../enrich/mentions/corrections.ts'
import { insertMentions } from '../../enrich/mentions/mention-table.ts'
import { openErasure } from '../../erasure/erasure.ts'
import { mentionRow } from '../alerts/make.ts'
import { now, filledWithinMs, openFilled, type Filled } from '../api/filled.ts'
import { openBrowser, overhangOf, violationsOn } from './browser.ts'

const hour = 3_600_000
let filled: Filled
let api: Awaited<ReturnType<typeof startApi>>
let browser: Awaited<ReturnType<typeof openBrowser>>
let stopCorrections: () => Promise<void>

const secret = 'the quixotic kettle'
const kettle = (id: string, hoursAgo: number, more: object = {}) =>
  mentionRow({
    id: `forum:${id}`,
    createdAt: now - hoursAgo * hour,
    text: `${secret} burns, I want my refund`,
    cluster: 'kettle',
    authorKey: `key-${id}`,
    authorHandle: `@${id}`,
    url: `https://forum.example/${id}`,
    topicReasons: ['late'],
    ...more,
  })

beforeAll(async () => {
  browser = await openBrowser()
  filled = await openFilled()
  const { store, deps } = filled
  await insertMentions(store, [
    kettle('anna', 1, { authorRole: 'detractor' }),
    kettle('bert', 2, { duplicateOf: 'forum:anna' }),
    kettle('carl', 3, { duplicateOf: 'forum:anna' }),
    kettle('dora', 1.5, {
      cluster: 'other',
      text: 'Same with my quixotic kettle',
      inReplyTo: 'anna',
      sentiment: 'positive',
    }),
    ...Array.from({ length: 8 }, (_, i) =>
      kettle(`many-${i}`, 4 + i / 10, {
        cluster: 'many',
        text: 'The fountain gurgles all night',
        ...(i > 0 && { duplicateOf: 'forum:many-0' }),
      }),
    ),
    kettle('anna-before', 90, {
      cluster: 'before',
      text: 'Thinking about a new kettle',
      authorKey: 'key-anna',
      authorHandle: '@anna',
      authorRole: 'prospect',
      stage: 'consideration',
    }),
  ])
  stopCorrections = await startCorrections({ log: deps.log, store, taxonomy: deps.taxonomy })
  const erasure = openErasure({
    store,
    log: deps.log,
    logger: deps.logger,
    data: dirname(deps.dashboard),
    secret: Buffer.alloc(32, 7),
    listed: new Set(),
    isShared: async () => false,
  })
  api = await startApi({ ...deps, erasure, dashboard: browser.folder })
}, filledWithinMs)
afterEach(async () => {
  await browser.leave()
  expect(browser.faults.splice(0)).toEqual([])
})
afterAll(async () => {
  await api?.stop()
  await stopCorrections?.()
  await filled?.close()
  await browser?.close()
})

const open = (path: string, options = {}) => browser.open(api.url + path, options)
const results = (page: Page) => page.getByRole('region', { name: 'Results' })
const search = (q: string) => `/mentions?q=${encodeURIComponent(q)}`

describe('the search', () => {
  test('says how many mentions were found, marks the words, folds copies, and nothing else is found', async () => {
    const page = await open(search('quixotic refunds -dora'))
    await results(page).getByText('3 mentions in the last 30 days: 3 unique authors, 1 unique post.').waitFor()
    await expect.poll(() => results(page).getByRole('article').count()).toBe(1)
    await expect.poll(() => results(page).locator('mark').allTextContents()).toEqual(['quixotic', 'refund'])
    await results(page).getByRole('link', { name: 'and 2 copies' }).waitFor()
    await page.getByLabel('Fold copies').uncheck()
    await expect.poll(() => results(page).getByRole('article').count()).toBe(3)
    await expect.poll(() => new URL(page.url()).searchParams.get('fold')).toBe('off')
  })

  test('says which part of a query is wrong, and where', async () => {
    browser.expectStatus(400)
    const page = await open(search('kettle sentiment:angry'))
    await page
      .getByRole('alert')
      .getByText(/wrong at character 18: there is no sentiment "angry"/)
      .waitFor()
  })

  test('facets have counts and narrow the search in the address; a second click widens it', async () => {
    const page = await open(search('quixotic kettle'))
    const facet = page.getByRole('region', { name: 'Sentiment' }).getByRole('button', { name: 'positive 1' })
    await facet.click()
    await page.waitForURL(/sentiment%3Apositive/)
    await results(page).getByText('1 mention in the last 30 days').waitFor()
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('quixotic kettle sentiment:positive')
    await page.getByRole('region', { name: 'Sentiment' }).getByRole('button', { pressed: true }).click()
    await results(page).getByText('4 mentions in the last 30 days').waitFor()
  })

  test('nothing found in a period leads to all time', async () => {
    const page = await open(`${search('thinking kettle')}&period=24`)
    await page.getByText('No mentions match “thinking kettle” in the last 24 hours').waitFor()
    await page.getByRole('link', { name: 'Search all time' }).click()
    await results(page).getByRole('article').getByText('Thinking about a new kettle').waitFor()
  })

  test('works by keyboard: /, Escape, j, k, Enter, Escape', async () => {
    const page = await open(search('quixotic kettle'))
    await results(page).getByRole('article').nth(1).waitFor()
    await page.keyboard.press('/')
    await page.locator('#search:focus').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog', { name: 'Mention' })
    await drawer.getByRole('region', { name: 'History' }).waitFor()
    await expect.poll(() => new URL(page.url()).searchParams.get('mention')).toBe('forum:anna')
    await page.keyboard.press('Escape')
    await expect.poll(() => drawer.count()).toBe(0)
    await expect.poll(() => new URL(page.url()).searchParams.has('mention')).toBe(false)
  })
})

describe('one mention', () => {
  const path = '/mentions/forum%3Aanna'

  test('shows why it has its labels, its conversation, copies and history, and a safe link', async () => {
    const page = await open(path)
    const labels = page.getByRole('region', { name: 'Labels' })
    await labels.getByText('80 % sure, because of “late”').waitFor()
    await labels.getByText('80 % sure, owns the topic').waitFor()
    await page.getByRole('region', { name: 'Conversation' }).getByText('Same with my quixotic kettle').waitFor()
    await page.getByRole('region', { name: 'Copies' }).getByRole('link', { name: '@bert' }).waitFor()
    await page.getByRole('region', { name: 'History' }).getByText('Received and labelled').waitFor()
    const original = page.getByRole('link', { name: 'Open original' })
    await expect.poll(() => original.getAttribute('rel')).toBe('noopener noreferrer nofollow')
  })

  test('folds many copies, and says which labels cannot be changed', async () => {
    const page = await open('/mentions/forum%3Amany-0')
    const copies = page.getByRole('region', { name: 'Copies' })
    await copies.getByText('7 with nearly the same text').waitFor()
    await expect.poll(() => copies.getByRole('listitem').count()).toBe(5)
    await copies.getByRole('button', { name: 'Show all 7' }).click()
    await expect.poll(() => copies.getByRole('listitem').count()).toBe(7)
    const labels = page.getByRole('region', { name: 'Labels' })
    await labels.getByText('The other labels follow from rules and cannot be changed here.').waitFor()
    await expect.poll(() => labels.getByRole('button').count()).toBe(4)
  })

  test('labels are corrected in place, and it says how they were counted', async () => {
    const page = await open('/mentions/forum%3Abert')
    const labels = page.getByRole('region', { name: 'Labels' })
    await labels.getByRole('button', { name: 'Change topics' }).click()
    const chosen = labels.getByRole('checkbox', { checked: true })
    while ((await chosen.count()) > 0) await chosen.first().uncheck()
    await labels.getByRole('group', { name: 'Topics' }).getByLabel('Product overheating').check()
    await labels.getByRole('button', { name: 'Save' }).click()
    await labels
      .getByText(/Saved and counted\. .+: [\d,]+ → [\d,]+ mentions, \d\d:00–\d\d:00 UTC/)
      .waitFor({ timeout: 40_000 })
    await labels.getByText('100 % sure, because of “corrected by Mara Olsen”').waitFor()
    await page.getByRole('region', { name: 'History' }).getByText('Labels corrected by Mara Olsen').waitFor()
  })

  test('is erased after a question that says what goes', async () => {
    const page = await open('/mentions/forum%3Acarl')
    await page.getByRole('button', { name: 'Erase mention' }).click()
    const question = page.getByRole('dialog', { name: 'Erase this mention' })
    await question.getByText('1 mention loses its text').waitFor()
    await question.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText(secret).waitFor()
    await page.getByRole('button', { name: 'Erase mention' }).click()
    await question.getByRole('button', { name: 'Erase for good' }).click()
    await page.getByText(/^Removed by its author/).waitFor({ timeout: 60_000 })
    await expect.poll(() => page.getByText(secret).count()).toBe(0)
  }, 120_000)
})

test('an author’s life: role and stage as they changed, and their mentions', async () => {
  const page = await open(search('quixotic author:anna'))
  await results(page).getByRole('link', { name: '@anna', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: '@anna' }).waitFor()
  await page.getByText(/^2 mentions since/).waitFor()
  const steps = await page.getByRole('region', { name: 'Life' }).getByRole('listitem').allTextContents()
  expect(steps.map((step) => step.replace(/^.*?(Role|Stage)/, '$1'))).toEqual([
    'Role: prospect for 1 mention',
    'Stage: consideration for 1 mention',
    'Role: detractor for 1 mention',
    'Stage: purchase for 1 mention',
  ])
  await page.getByRole('region', { name: 'Mentions' }).getByText('Thinking about a new kettle').waitFor()
})

test('an author of one mention has a short sentence, and no list of changes', async () => {
  const page = await open('/authors/key-dora')
  await page.getByText(/^1 mention 1 h 30 min ago \(\d\d:\d\d UTC\): positive, a reply\.$/).waitFor()
  const life = page.getByRole('region', { name: 'Life' })
  await expect.poll(() => life.getByRole('listitem').count()).toBe(0)
  expect(await life.textContent()).not.toContain('changed')
})

describe.each(['light', 'dark'] as const)(
  'no serious accessibility violations, nothing to scroll sideways (%s)',
  (colorScheme) => {
    test.each([
      ['the search', search('quixotic kettle'), '.facets button'],
      ['one mention', '/mentions/forum%3Aanna', 'section[aria-label=Copies]'],
      ['the drawer', `${search('quixotic')}&mention=forum%3Aanna`, 'dialog section[aria-label=Copies]'],
      ['an author', '/authors/key-anna', '.found article'],
    ])('%s', async (_, path, ready) => {
      for (const width of [1440, 380]) {
        const page = await open(path, { colorScheme, width })
        await page.locator(ready).first().waitFor()
        expect(await violationsOn(page)).toEqual([])
        expect(await overhangOf(page)).toBeLessThanOrEqual(0)
        await browser.leave()
      }
    })
  },
)
