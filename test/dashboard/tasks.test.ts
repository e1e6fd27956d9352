import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { findAlerts } from '../../alerts/alert/alert-table.ts'
import { seesAll } from '../../alerts/alert/visibility.ts'
import { saveDeliveries } from '../../alerts/notify/delivery-table.ts'
import { saveSilences, silencesTopic } from '../../alerts/notify/silence-table.ts'
import { saveDismissedTerms } from '../../alerts/terms/dismissal-table.ts'
import type { EmergingTerm } from '../../alerts/terms/emergence.ts'
import { saveEmergingTerms } from '../../alerts/terms/term-store.ts'
import { insertMentions } from '../../enrich/mentions/mention-table.ts'
import { mentionRow } from '../alerts/make.ts'
import { startTaxonomyEdits } from '../../enrich/edits/edit-table.ts'
import type { LabelWith } from '../../enrich/edits/preview.ts'
import { openPipeline } from '../../enrich/enrichers/pipeline.ts'
import type { Stop } from '../../infra/stop.ts'
import { demoLists } from '../../ingest/sources/demo/world.ts'
import { startApi } from '../../api/server.ts'
import { filledWithinMs, now, openFilled, type Filled } from '../api/filled.ts'
import { cutOn, openBrowser, overhangOf, violationsOn } from './browser.ts'

let filled: Filled
let api: Awaited<ReturnType<typeof startApi>>
let stopEdits: Stop | undefined
let stopSilences: Stop | undefined
let browser: Awaited<ReturnType<typeof openBrowser>>
beforeAll(async () => {
  browser = await openBrowser()
  filled = await openFilled()
  const worth = { contactsPerMention: 4, avoidedShare: 0.25, costPerContact: 6, currency: 'EUR' }
  stopEdits = await startTaxonomyEdits(filled.deps.log, filled.store)
  // As the stage that notifies does, which is not started here.
  stopSilences = await filled.deps.log.subscribe(silencesTopic, 'silences', (silences) =>
    saveSilences(filled.store, silences),
  )
  const labelWith: LabelWith = (taxonomy, texts) => openPipeline(taxonomy, demoLists)(texts)
  api = await startApi({ ...filled.deps, worth, labelWith, dashboard: browser.folder })
}, filledWithinMs)
afterEach(async () => {
  await browser.leave()
  expect(browser.faults.splice(0)).toEqual([])
})
afterAll(async () => {
  await browser?.close()
  await api?.stop()
  await stopEdits?.()
  await stopSilences?.()
  await filled?.close()
})

const open = (path: string, options: Parameters<typeof browser.open>[1] = {}): Promise<Page> =>
  browser.open(`${api.url}${path}`, options)
const late = 'Parcel late'

let revision = 0
/** A phrase that rises in Product, with a mention that has no topic. */
async function emerge(term: string, observed: number): Promise<EmergingTerm> {
  const id = `forum:${term.replace(' ', '-')}`
  await insertMentions(filled.store, [
    mentionRow({
      id,
      createdAt: now - 60_000,
      text: `Is it because of the ${term}?`,
      departments: ['product'],
      topics: [],
    }),
  ])
  const found: EmergingTerm = {
    id: term,
    department: 'product',
    term,
    status: 'rising',
    exampleIds: [id],
    revision: ++revision,
    firstSeenAt: now - 7_200_000,
    onsetAt: now - 7_200_000,
    emergedAt: now - 60_000,
    lastSeenAt: now - 60_000,
    observed,
    expected: 0.1,
    p: 1e-9,
    authors: observed,
    texts: observed,
  }
  await saveEmergingTerms(filled.store, [found])
  return found
}

// What people come for, by the words and roles they see. Trends and launches are in trends.test.ts, search and corrections in mentions.test.ts.
describe('somebody who is here for the first time', () => {
  test('sees what is wrong in logistics, how bad, and since when', async () => {
    const page = await open('/')
    const card = page.getByRole('region', { name: 'Logistics' }).locator('article', { hasText: late })
    await card.getByText(/Critical|High|Medium/).waitFor()
    await expect.poll(() => card.getByText(/started (\d+ (min|h)|just now)/).count()).toBe(1)
    await expect.poll(() => card.getByText(/in (30 min|\d+ h).*typical/).count()).toBeGreaterThan(0)
  })

  test('finds which carrier and region it is, and who has it', async () => {
    const page = await open('/')
    await page
      .getByRole('region', { name: 'Logistics' })
      .getByRole('link', { name: new RegExp(late) })
      .click()
    await page.getByRole('heading', { level: 1, name: new RegExp(late) }).waitFor()
    await expect.poll(() => page.getByText('Nordfracht').count()).toBeGreaterThan(0)
    await expect.poll(() => page.getByText(/Region North/).count()).toBeGreaterThan(0)
    await expect.poll(() => page.getByText('Unassigned').count()).toBeGreaterThan(0)
  })

  test('finds every page from the bar, on a phone, too', async () => {
    const page = await open('/', { width: 380 })
    await page.getByText('More ▾').click()
    await page.getByRole('link', { name: 'Sources' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor()
    await page.getByText('More ▾').click()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('link', { name: 'Settings' }).isVisible()).toBe(false)
    expect(await overhangOf(page)).toBe(0)
  })
})

describe('a planner', () => {
  test('sees only what concerns one carrier', async () => {
    const page = await open('/alerts')
    await page
      .getByRole('link', { name: new RegExp(late) })
      .first()
      .waitFor()
    const all = await page.locator('.alertrow').count()
    await page.getByRole('searchbox', { name: /Filter by words/ }).fill('nordfracht')
    await expect.poll(() => page.locator('.alertrow').count()).toBeLessThan(all)
    await expect.poll(() => page.locator('.alertrow').allTextContents()).not.toEqual([])
    await expect.poll(() => new URL(page.url()).searchParams.get('about')).toBe('nordfracht')
  })

  test('confirms an impact until a date, marks it restored, and takes the list as CSV', async () => {
    const page = await open('/alerts')
    const step = page.getByRole('region', { name: 'Supply chain impact' }).locator('[aria-current=step]')
    await page
      .getByRole('link', { name: /Material cracked or broken/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Confirm impact' }).click()
    const lastDay = new Date(now + 9 * 86_400_000).toISOString().slice(0, 10)
    await page.getByLabel(/until the end of/).fill(lastDay)
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm impact' }).click()
    await expect.poll(() => step.textContent()).toBe('Confirmed')
    await page.getByText(/expected until .*23:59/).waitFor()
    await page.getByRole('link', { name: 'Impacts' }).click()
    await page.getByRole('row', { name: /Material cracked.*Impact confirmed/ }).waitFor()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export CSV' }).click()
    const csv = readFileSync(await (await saved).path(), 'utf8')
    expect(csv.split('\n').filter((line) => line.includes('Hopper HP-40'))).not.toEqual([])
    expect(csv).toContain(`${lastDay}T23:59:59`)
    await page.getByRole('link', { name: /Material cracked or broken/ }).click()
    await page.getByRole('button', { name: 'Mark restored' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Mark restored' }).click()
    await expect.poll(() => step.textContent()).toBe('Restored')
  })

  test('sees the revenue at risk on a phone, too, and nothing is cut', async () => {
    const page = await open('/impacts', { width: 360 })
    await page
      .getByText(/^(€?[\d,.]+), [\d,]+ open orders? and [\d,]+ units? at risk$/)
      .first()
      .waitFor()
    const cut = await page
      .locator('.scroll')
      .evaluateAll((all) => all.map((each) => each.scrollWidth - each.clientWidth))
    expect(cut).toEqual([0])
  })

  test('takes an alert, and finds it under My work', async () => {
    const page = await open('/')
    const card = page.getByRole('region', { name: 'Logistics' }).locator('article', { hasText: late })
    await card.getByRole('button', { name: /Take ownership/ }).click()
    await card.getByText('Mara Olsen').first().waitFor()
    await page.getByText('More ▾').click()
    await page.getByRole('link', { name: 'My work' }).click()
    const mine = page.getByRole('region', { name: 'Mine' })
    await mine.getByRole('link', { name: new RegExp(late) }).waitFor()
  })
})

describe('who answers for the customers', () => {
  test('has what changed, the journey, the departments and what alerts were worth on one page', async () => {
    const page = await open('/overview')
    await page
      .getByText(/mentions, (\d+\s% (more|fewer) than before|as many as before|no earlier data)/)
      .first()
      .waitFor()
    await page
      .getByText(/^Topics whose negative mentions changed beyond chance .* the clearest three\. All topics$/)
      .waitFor()
    await page.getByText('faint: today so far, with part of yesterday').waitFor()
    for (const name of ['What changed most', 'Customer journey', 'Departments', 'What alerts were worth'])
      await expect.poll(() => page.getByRole('heading', { name }).count(), { message: name }).toBe(1)
    await expect.poll(() => page.getByRole('row', { name: /^Logistics/ }).count()).toBe(1)
    await expect.poll(() => page.getByRole('row', { name: /^Advocacy/ }).count()).toBe(1)
  })

  test('prints it without bar and buttons, on one page', async () => {
    const page = await open('/overview')
    await page.getByRole('heading', { name: 'Departments' }).waitFor()
    await page.emulateMedia({ media: 'print' })
    await expect.poll(() => page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false)
    await expect.poll(() => page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false)
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2)
  })
})

describe('a product manager', () => {
  test('finds refunds through one supplier, and not the other', async () => {
    const page = await open('/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('/')
    await page.getByRole('searchbox').fill('refund klarpay -paylane')
    await page.keyboard.press('Enter')
    const results = page.getByRole('region', { name: 'Results' })
    await results.getByText(/\d+ mentions? in the last 30 days/).waitFor()
    // The page may have shown all mentions before.
    const texts = () => results.getByRole('article').allTextContents()
    await expect.poll(async () => [...new Set((await texts()).map((text) => /refund/i.test(text)))]).toEqual([true])
    for (const text of await texts()) expect(text).not.toMatch(/paylane/i)
  })

  test('sees the negative share of each product over four weeks', async () => {
    const page = await open('/trends')
    await page.getByRole('combobox', { name: /^Show/ }).selectOption({ label: 'negative share' })
    await page.getByRole('combobox', { name: /^by/ }).selectOption({ label: 'product' })
    await page.getByRole('combobox', { name: /^over/ }).selectOption({ label: '4 weeks' })
    await page.getByRole('heading', { level: 1, name: /Negative share per .*, by product/ }).waitFor()
    const rows = page.getByRole('table').getByRole('row', { name: /\d+ %/ })
    await expect.poll(() => rows.count()).toBeGreaterThan(2)
  })
})

describe('whoever keeps the labels right', () => {
  test('makes a topic of what no topic covers, and sees before what moves to it', async () => {
    const page = await open('/review')
    const first = page.getByRole('region', { name: 'Emerging' }).getByRole('listitem').first()
    await first.getByText(/^\d+ posts? by \d+ authors? in the last \d+ (h|days)/).waitFor()
    await first.getByRole('button', { name: 'Make a topic' }).click()
    const dialog = page.getByRole('dialog', { name: 'Make a topic' })
    const name = await dialog.getByLabel('Name').inputValue()
    await expect.poll(() => dialog.getByLabel('Phrases').inputValue()).toContain(name.toLowerCase().split(' ')[0])
    await dialog.getByRole('button', { name: 'Preview' }).click()
    await page.getByText(/mentions? moves? of [\d,]+ of the last two weeks/).waitFor()
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByText(/^Saved\./).waitFor()
    await page.goto(`${api.url}/taxonomy`)
    await expect.poll(() => page.getByText(`Added topic “${name}”`).count()).toBe(1)
    expect(await violationsOn(page)).toEqual([])
  })

  test('dismisses a phrase with a reason by keyboard, sees it among the dismissed, and restores it', async () => {
    await emerge('trade fair', 5)
    const page = await open('/review')
    const emerging = page.getByRole('region', { name: 'Emerging' })
    await page.getByRole('button', { name: 'Dismiss “trade fair”' }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Dismiss “trade fair”' })
    await dialog.getByLabel('Planned: a campaign, a launch, an event').check()
    await dialog.getByLabel(/^Note/).fill('We are there until Friday')
    expect(await violationsOn(page)).toEqual([])
    await page.keyboard.press('Enter')
    await emerging.getByText('“trade fair”').waitFor({ state: 'detached' })
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('emerging')
    await page.reload()
    await page.getByRole('button', { name: 'Show dismissed' }).click()
    const dismissed = page.getByRole('list', { name: 'Dismissed terms' })
    await dismissed
      .getByText(/Product · dismissed by Mara Olsen on .*: planned\. We are there until Friday · up to 5 authors/)
      .waitFor()
    expect(await violationsOn(page)).toEqual([])
    expect(await overhangOf(page)).toBe(0)
    await page.getByRole('button', { name: 'Restore “trade fair”' }).click()
    await dismissed.getByText('“trade fair”').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Dismiss “trade fair”' }).waitFor()
  })

  test('sees why a dismissed phrase is back', async () => {
    const { department } = await emerge('long weekend', 5)
    await saveDismissedTerms(filled.store, [
      {
        id: 'd1',
        department,
        term: 'long weekend',
        emergingId: 'long weekend',
        kind: 'known',
        note: '',
        observed: 5,
        companyObserved: 5,
        by: 'mara',
        dismissedAt: now - 3_600_000,
        restored: false,
        version: 1,
      },
    ])
    const page = await open('/review')
    await page.getByRole('heading', { name: 'Emerging' }).waitFor()
    await page.getByRole('button', { name: 'Make a topic' }).first().waitFor()
    await expect.poll(() => page.getByText('“long weekend”').count()).toBe(0)
    await emerge('long weekend', 17)
    await page.reload()
    await page
      .getByText(
        /^Back: used by up to 17 authors in a day, 5 when it was dismissed \(dismissed by .*: already known\)$/,
      )
      .waitFor()
  })

  test('opens an uncertain mention with the keyboard', async () => {
    const page = await open('/review')
    const unsure = page.getByRole('region', { name: 'Uncertain labels' })
    await unsure.getByRole('article').first().waitFor()
    // With names and not with ids.
    await unsure
      .getByText(/(Topic|Department) “[A-Z][^”]*”: only \d+ % sure/)
      .first()
      .waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Mention' }).getByText('Labels, and why').waitFor()
  })
})

test('settings show people, silences, who was told, keys and the audit log', async () => {
  const page = await open('/settings')
  for (const name of ['People', 'Silences', 'Who was told', 'API keys', 'Audit log'])
    await page.getByRole('heading', { name }).waitFor()
})

/** A notification of an alert that was sent. */
async function notify(): Promise<void> {
  const [alert] = await findAlerts(filled.store, { topic: 'delivery.late', limit: 1, visibility: seesAll })
  await saveDeliveries(filled.store, [
    {
      alertId: alert!.id,
      changeNumber: 1,
      changeName: 'opened',
      receiver: 'console-1',
      person: 'mara',
      state: 'sent',
      createdAt: now - 60_000,
      dueAt: now - 60_000,
      firstAttemptAt: now - 60_000,
      sentAt: now - 60_000,
      attempt: 1,
      reason: '',
      version: 1,
      groupKey: '',
      mode: 'now',
      asksImpact: false,
      reference: '',
      change: '',
    },
  ])
}

test('who was told of what is in words: the channel, the change, the time', async () => {
  await notify()
  const page = await open('/settings')
  const told = page.getByRole('region', { name: 'Who was told' }).locator('tbody tr')
  await expect
    .poll(() => told.first().textContent())
    .toMatch(/^\d\d:\d\dConsole .*Parcel late.* Opened at \d+ in .*Sent/)
})

test('a silence is created with its reason, and ended', async () => {
  const page = await open('/settings')
  const silences = page.getByRole('region', { name: 'Silences' })
  await silences.getByRole('button', { name: 'Create silence' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create silence' })
  await dialog.getByLabel('Topic').selectOption({ label: late })
  await dialog.getByLabel('Reason').fill('The carrier works on it')
  expect(await violationsOn(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Create silence' }).click()
  const row = silences.getByRole('row', { name: /The carrier works on it/ })
  await row.getByText(new RegExp(late)).waitFor()
  await expect
    .poll(async () => {
      await page.reload()
      await silences.getByText(/Nothing is silenced|works on it/).waitFor()
      return row.count()
    })
    .toBe(1)
  await row.getByRole('button', { name: 'End now' }).click()
  await silences.getByText('Nothing is silenced').waitFor()
})

test.each(['UTC', 'America/Argentina/Buenos_Aires'])(
  'settings fit a phone of 360 px, with a silence and what was sent (%s)',
  async (timezoneId) => {
    await notify()
    const silence = {
      id: timezoneId,
      matches: { topics: ['delivery.late'], departments: ['logistics'] },
      fromAt: now,
      untilAt: now + 72 * 3_600_000,
      actingOnly: false,
      by: 'Mara Olsen',
      version: 1,
    }
    await saveSilences(filled.store, [{ ...silence, reason: 'The carrier works on it until Friday' }])
    const page = await open('/settings', { width: 360, timezoneId })
    await page.getByRole('button', { name: 'End now' }).first().waitFor()
    await page.getByRole('region', { name: 'Who was told' }).locator('tbody tr').first().waitFor()
    expect(await overhangOf(page)).toBe(0)
    expect(await cutOn(page)).toEqual([])
    await saveSilences(filled.store, [{ ...silence, reason: '', untilAt: now, version: 2 }])
  },
)

test('a silence of every alert is refused with the reason', async () => {
  const page = await open('/settings')
  await page.getByRole('button', { name: 'Create silence' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create silence' })
  await dialog.getByLabel('Reason').fill('Quiet, please')
  await dialog.getByRole('button', { name: 'Create silence' }).click()
  await page.getByText('Not saved: choose a department, a topic, a unit or a product').first().waitFor()
})

describe.each(['light', 'dark'] as const)(
  'no serious accessibility violations, nothing to scroll sideways (%s)',
  (colorScheme) => {
    test.each(['/overview', '/review', '/settings', '/my-work', '/impacts'])('%s', async (path) => {
      const page = await open(path, { colorScheme, width: 380 })
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.locator('section.card').first().waitFor()
      expect(await violationsOn(page)).toEqual([])
      expect(await overhangOf(page)).toBe(0)
    })
  },
)
