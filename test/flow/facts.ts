import type { Page } from 'playwright-core'
import { until } from '../until.ts'

/** Where a page shows a fact: its name and what stands there. */
type Shown = [name: string, text: string]

/** Every fact on the page, in its order. Of a time only hour and minute count: the day stands beside it where there is room. */
async function factsOn(page: Page): Promise<Shown[]> {
  const shown = await page
    .locator('[data-fact]')
    .evaluateAll((found) => found.map((each): [string, string] => [each.getAttribute('data-fact')!, each.textContent]))
  return shown.map(([name, text]): Shown => [name, /\d\d:\d\d/.exec(text)?.[0] ?? text.trim()])
}

const contradictionsIn = (shown: readonly Shown[]): string[] =>
  [...Map.groupBy(shown, ([name]) => name)]
    .map(([name, all]) => ({ name, texts: [...new Set(all.map(([, text]) => text))] }))
    .filter(({ texts }) => texts.length > 1)
    .map(({ name, texts }) => `${name}: ${texts.join(' and ')}`)

/**
 * The facts of a page that is open, once it contradicts itself nowhere: while new figures arrive, parts of it may be of two moments.
 * @throws Error that names the contradictions that stay
 */
export async function agreedFacts(page: Page): Promise<Shown[]> {
  let shown: Shown[] = []
  const agree = async () => {
    shown = await factsOn(page)
    return contradictionsIn(shown).length === 0
  }
  await until('the page agrees with itself', agree, 15_000).catch(() => {
    throw new Error(`${page.url()} contradicts itself: ${contradictionsIn(shown).join('; ')}`)
  })
  return shown
}
