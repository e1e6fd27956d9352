import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TaxonomyDto } from '../../api/dto/taxonomy-dto.ts'
import { openBrowser, overhangOf, violationsOn } from '../dashboard/browser.ts'
import { load } from '../faults/load.ts'
import { openProduct, secret, type Product } from '../faults/product.ts'
import { until } from '../until.ts'
import { openPrograms } from './program.ts'

const programs = openPrograms()
let product: Product
let browser: Awaited<ReturnType<typeof openBrowser>>
beforeAll(async () => {
  ;[product, browser] = await Promise.all([openProduct(programs), openBrowser()])
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await programs.close()
})

const send = (text: (id: string) => string, seconds: number) =>
  load({ url: product.url, secret, perSecond: 20, batch: 5, forMs: seconds * 1_000, text })
const get = async <T>(path: string): Promise<T> => (await (await fetch(`${product.url()}/api/v1${path}`)).json()) as T
const countOf = async (query: string) =>
  (await get<{ mentions: number }>(`/mentions/facets?from=2020-01-01&${query}`)).mentions
const settled = async (isIt: (now: TaxonomyDto) => boolean) =>
  until(
    'the taxonomy is applied, and mentions have its labels',
    async () => {
      const now = await get<TaxonomyDto>('/taxonomy').catch(() => undefined)
      return now !== undefined && now.isApplied && now.isLabelled && isIt(now)
    },
    60_000,
  )

describe('topics are changed on the page, while mentions come in', () => {
  test('a new topic: a preview says what moves, then stored and new mentions have it, and none is lost', async () => {
    const before = await send((id) => `The zebrapay checkout ${id} refuses my card again`, 2)
    await until('they are stored', async () => (await countOf('')) === before.acknowledged.size)
    const during = send((id) => `Now the zebrapay app ${id} refuses my card, too`, 12)
    const page = await browser.open(`${product.url()}/taxonomy`)
    await page.getByRole('button', { name: 'Add topic' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Zebrapay')
    await dialog.getByLabel('Under').selectOption('billing')
    await dialog.getByLabel('Phrases').fill('zebrapay')
    await dialog.getByRole('button', { name: 'Preview' }).click()
    await page
      .getByRole('dialog', { name: 'Add “Zebrapay”' })
      .getByText(/\d+ mentions move/)
      .waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByRole('row', { name: /Zebrapay/ }).waitFor({ timeout: 30_000 })
    const sent = before.acknowledged.size + (await during).acknowledged.size
    await settled(({ topics }) => topics.some(({ id }) => id === 'billing.zebrapay'))
    await until('all are stored', async () => (await countOf('')) >= sent, 60_000)
    expect(await countOf('topic=billing.zebrapay')).toBe(await countOf(''))
    await page.getByText('Added topic “Zebrapay”').waitFor()
  }, 150_000)

  test('an undo takes it back', async () => {
    const page = await browser.open(`${product.url()}/taxonomy`, { width: 380 })
    expect(await overhangOf(page)).toBe(0)
    await page.getByRole('button', { name: /^Undo/ }).first().click()
    await page.getByRole('button', { name: 'Apply' }).click()
    await settled(({ topics }) => topics.every(({ id }) => id !== 'billing.zebrapay'))
    expect(await countOf('topic=billing.zebrapay')).toBe(0)
    await page.getByText('Undone: Added topic “Zebrapay”').waitFor({ timeout: 30_000 })
    expect(browser.faults.filter((fault) => !/Failed to load resource|ERR_/.test(fault))).toEqual([])
  }, 120_000)
})
