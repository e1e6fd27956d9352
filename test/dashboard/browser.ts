import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import bundled from '@sparticuz/chromium'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { build } from 'vite'

/** The built dashboard in a folder of its own, and a real browser. */
export async function openBrowser() {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-pages-'))
  const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url))
  await build({ configFile, logLevel: 'error', build: { outDir: folder } })
  // A single process would end with the first page that closes.
  const args = bundled.args.filter((argument) => argument !== '--single-process')
  const browser = await chromium.launch({ executablePath: await bundled.executablePath(), args })
  const faults: string[] = []
  let context: BrowserContext | undefined
  return {
    folder,
    /** What pages reported as errors. */
    faults,
    /** A page in its own browser context. */
    async open(
      url: string,
      { colorScheme = 'light', width = 1440 }: { colorScheme?: 'light' | 'dark'; width?: number } = {},
    ) {
      context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, locale: 'en-US' })
      await context.addInitScript(() => localStorage.setItem('groundswell.me', 'Mara Olsen'))
      const page = await context.newPage()
      page.on('pageerror', (error) => faults.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text())
      })
      await page.goto(url)
      return page
    },
    leave: async () => context?.close(),
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

/** How far the page can be scrolled sideways, in pixels. */
export const overhangOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
