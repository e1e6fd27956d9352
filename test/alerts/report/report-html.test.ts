import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { seesAll } from '../../../alerts/alert/visibility.ts'
import { crossReport } from '../../../alerts/report/cross-report.ts'
import { reportContent } from '../../../alerts/report/report-content.ts'
import { reportHtml } from '../../../alerts/report/report-html.ts'
import { filledWithinMs, now, openFilled } from '../../api/filled.ts'
import { violationsOn } from '../../dashboard/browser.ts'
import { launchChromium } from '../../chromium.ts'

const folder = mkdtempSync(join(tmpdir(), 'groundswell-report-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test(
  'the attached report is accessible, loads nothing, runs nothing, and prints on A4 and Letter',
  async () => {
    const filled = await openFilled()
    const { store, deps } = filled
    const report = await crossReport(store, {
      from: now - 7 * 86_400_000,
      to: now,
      now,
      taxonomy: deps.taxonomy,
      visibility: seesAll,
      worth: { contactsPerMention: 4, avoidedShare: 0.3, costPerContact: 6.5, currency: 'EUR' },
    })
    const content = reportContent(report, deps.taxonomy)
    const [department] = content.report.departments
    department!.praise = {
      mentions: 1,
      topics: [],
      products: [{ product: '<img src=x onerror=alert(1)>', mentions: 1 }],
      quote: {
        mentionId: 'a',
        author: '"><script>',
        source: 'forum',
        createdAt: now,
        text: '<script>document.title = "run"</script> great',
        url: 'javascript:alert(1)',
      },
    }
    await filled.close()
    const file = join(folder, 'report.html')
    writeFileSync(file, reportHtml(content))
    const browser = await launchChromium()
    const context = await browser.newContext({ viewport: { width: 380, height: 800 } })
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(pathToFileURL(file).href)
    expect(asked).toEqual([pathToFileURL(file).href])
    expect(await page.title()).toBe('Groundswell report')
    expect(await page.locator('script, img').count()).toBe(0)
    const links = await page.getByRole('link').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
    expect(links.filter((link) => !/^https?:/.test(link))).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    expect(await violationsOn(page)).toEqual([])
    await page.emulateMedia({ media: 'print' })
    // The printable width with margins of 14 mm, at 96 pixels an inch.
    for (const widthMm of [210, 215.9]) {
      await page.setViewportSize({ width: Math.floor(((widthMm - 28) / 25.4) * 96), height: 1_000 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    }
    await browser.close()
  },
  filledWithinMs,
)
