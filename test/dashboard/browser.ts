import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContext, Page } from 'playwright-core'
import { build } from 'vite'
import { launchChromium } from '../chromium.ts'
import { copyOfBuilt } from '../global-setup.ts'

interface OpenOptions {
  colorScheme?: 'light' | 'dark'
  width?: number
  me?: string
  timezoneId?: string
  /** What the browser says that its language is, also where that is no language tag. */
  language?: string
}

const setLanguage = (language: string) =>
  Object.defineProperty(Navigator.prototype, 'language', { get: () => language, configurable: true })

/** The built dashboard in a folder of its own, and a real browser. */
export async function openBrowser() {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-pages-'))
  const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url))
  await copyOfBuilt('dashboard', folder, async (outDir) => {
    await build({ configFile, logLevel: 'error', build: { outDir } })
  })
  const browser = await launchChromium()
  const faults: string[] = []
  const expected = new Set<number>()
  let context: BrowserContext | undefined
  return {
    folder,
    /** What pages reported as errors. */
    faults,
    /** Until the page is left, answers with these statuses are no faults. The browser reports each, and not at once. */
    expectStatus: (...statuses: number[]) => statuses.forEach((status) => expected.add(status)),
    /** A page in its own browser context. */
    async open(
      url: string,
      { colorScheme = 'light', width = 1440, me = 'Mara Olsen', timezoneId = 'UTC', language }: OpenOptions = {},
    ) {
      const viewport = { width, height: 900 }
      context = await browser.newContext({ viewport, colorScheme, locale: 'en-US', timezoneId })
      if (language !== undefined) await context.addInitScript(setLanguage, language)
      if (me) await context.addInitScript((name) => localStorage.setItem('groundswell.me', name), me)
      const page = await context.newPage()
      page.on('pageerror', (error) => faults.push(error.message))
      page.on('console', (message) => {
        const status = Number(/responded with a status of (\d+)/.exec(message.text())?.[1])
        if (message.type() === 'error' && !expected.has(status)) faults.push(message.text())
      })
      await page.goto(url)
      return page
    },
    /** Of the page that was opened last. */
    context: () => context!,
    async leave() {
      await context?.close()
      expected.clear()
    },
    async close() {
      await browser.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Serious and critical violations, as `rule: element`. */
export async function violationsOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

/** Tables that are cut at the edge of their card. */
export const cutOn = (page: Page): Promise<string[]> =>
  page
    .locator('.scroll')
    .evaluateAll((cards) =>
      cards.filter((card) => card.scrollWidth > card.clientWidth).map((card) => card.textContent.slice(0, 60)),
    )

/** How far the page can be scrolled sideways, in pixels. */
export const overhangOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
