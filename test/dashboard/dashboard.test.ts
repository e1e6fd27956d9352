import { readFileSync } from 'node:fs'
import { seesAll } from '../../alerts/alert/visibility.ts'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createKey } from '../../api/identity/key-table.ts'
import { openProvider } from '../../api/identity/provider.ts'
import { startApi } from '../../api/server.ts'
import { findAlerts } from '../../alerts/alert/alert-table.ts'
import { toOrganisation } from '../../alerts/organisation/organisation.ts'
import { openHttp } from '../../infra/http/fetch.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { finishRelabels, startRelabel } from '../../enrich/relabel/relabel-table.ts'
import { now, filledWithinMs, openFilled, type Filled } from '../api/filled.ts'
import { client, openOpenId } from '../real-openid.ts'
import { until } from '../until.ts'
import { openBrowser, overhangOf } from './browser.ts'

let filled: Filled
let api: Awaited<ReturnType<typeof startApi>>
let browser: Awaited<ReturnType<typeof openBrowser>>

beforeAll(async () => {
  browser = await openBrowser()
  filled = await openFilled()
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

/** A page in its own browser context; its errors fail the test. */
const open = (path: string, options: Parameters<typeof browser.open>[1] = {}): Promise<Page> =>
  browser.open(api.url + path, options)

const card = (page: Page, title: string) => page.locator('article.alert', { hasText: title })
const hot = 'Product overheating'

describe('the board', () => {
  test('shows each department its alerts, and sources that are down', async () => {
    const page = await open('/')
    const product = page.getByRole('region', { name: 'Product' })
    await product.getByText(hot).waitFor()
    await product.locator('.spark svg .excess').first().waitFor({ state: 'attached' })
    await expect.poll(() => card(page, hot).getByText('◆ Critical').count()).toBe(1)
    await expect.poll(() => page.locator('.outage').textContent()).toContain('the server answers 429')
    await expect.poll(() => page.getByText('Coverage incomplete: mastodon down.').count()).toBeGreaterThan(0)
    await expect.poll(() => page.getByText('No active alerts').count()).toBe(0)
    const headings = await page.locator('.col h2').allTextContents()
    expect(headings).toEqual(['Support', 'Product', 'Logistics', 'Procurement', 'Sales', 'Marketing'])
  })

  test('counts active alerts once: the columns add up to the headline, and watched ones are apart', async () => {
    const page = await open('/')
    await card(page, hot).waitFor()
    const counts = async () => {
      const said = await page.locator('.head').textContent()
      const columns = await page.locator('.col > header .pill').allTextContents()
      const own = columns.reduce((sum, text) => sum + Number(/^(\d+) active/.exec(text)?.[1]), 0)
      return Number(/(\d+) active alerts/.exec(said!)?.[1]) - own
    }
    await expect.poll(counts).toBe(0)
    await expect
      .poll(() => page.getByRole('region', { name: 'Support' }).locator('header .pill').textContent())
      .toMatch(/^\d+ active · \d+ watching$/)
  })

  test('is one column on a phone, with nothing to scroll sideways', async () => {
    const page = await open('/', { width: 390 })
    await page.getByText(hot).first().waitFor()
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    expect(widths[0]).toBeLessThanOrEqual(widths[1]!)
    // The most severe alert is the first, and the links of the bar are one row with the person.
    const severities = await page.locator('.alert').evaluateAll((cards) => cards.map((each) => each.classList[2]))
    const ranks = severities.map((severity) => ['critical', 'high', 'medium', 'low'].indexOf(severity!))
    expect(ranks[0]).toBe(Math.min(...ranks))
    const middleOf = async (part: string) => {
      const box = (await page.locator(`.bar ${part}`).first().boundingBox())!
      return box.y + box.height / 2
    }
    expect(Math.abs((await middleOf('nav')) - (await middleOf('.av')))).toBeLessThan(12)
  })
})

describe('an alert', () => {
  test('shows its sentence, chart, drivers and quotes', async () => {
    const page = await open('/')
    await card(page, hot).getByRole('link', { name: hot }).click()
    await page.getByRole('heading', { level: 1, name: hot }).waitFor()
    await expect
      .poll(() => page.locator('.lede').textContent())
      .toMatch(/^\d+ mentions in \d+ (min|h) \(typical [\d–]+\) from \d+ unique authors\. Started \d\d:\d\d UTC\./)
    await page.locator('.chart canvas').waitFor()
    await expect.poll(() => page.getByRole('table').getByRole('link', { name: 'K3' }).count()).toBe(1)
    await expect.poll(() => page.locator('.quote').count()).toBeGreaterThan(1)
    await expect.poll(() => page.locator('.quote mark').first().textContent()).toMatch(/k3/i)
  })

  test('says since when by one clock, and its reports with what makes them independent', async () => {
    const page = await open('/alerts')
    const row = page.locator('.alertrow', { hasText: 'Material cracked or broken' }).first()
    const started = (await row.locator('time').textContent())!
    expect(started).toMatch(/^started .+ ago$/)
    await row.getByRole('link').click()
    await page.locator('.meta').getByText(`Open · ${started} · Unassigned`).waitFor()
    const planner = page.getByRole('region', { name: 'Supply chain impact' })
    await planner.getByText(/^\d+ (independent )?reports?(er|ers)? from \d+ sources?$/).waitFor()
  })

  test('has its commands in one row on a phone, which covers nothing of the page', async () => {
    const page = await open('/alerts', { width: 360 })
    await page.getByRole('link', { name: 'Parcel late' }).click()
    await page.getByRole('button', { name: 'Resolve' }).waitFor()
    const row = (await page.locator('.acts').boundingBox())!
    expect(row.height).toBeLessThan(70)
    expect(await overhangOf(page)).toBe(0)
    expect(
      await page.locator('.alertpage').evaluate((each) => parseFloat(getComputedStyle(each).paddingBottom)),
    ).toBeGreaterThan(row.height)
    await page.locator('.acts').getByText('More ▾').click()
    await page.getByRole('button', { name: 'Comment' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  })

  test('lists similar past alerts with their outcome, and links to them', async () => {
    const page = await open('/')
    await card(page, 'Refund not received').getByRole('link').first().click()
    const before = page.getByRole('region', { name: 'Similar past alerts' })
    await expect
      .poll(() => before.getByRole('listitem').textContent())
      .toMatch(/lasted 5 h · Owner: Lea · rated expected/)
    await before.getByRole('link', { name: 'Refund not received: Paylane' }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Paylane' }).waitFor()
  })

  test('keeps its owner after a reload', async () => {
    const page = await open('/', { me: '' })
    await card(page, hot).getByRole('button', { name: 'Take ownership' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Jonas Tveit')
    await page.getByRole('button', { name: 'Save' }).click()
    await card(page, hot).getByText('Jonas Tveit').waitFor()
    await card(page, hot).getByRole('link', { name: 'Open' }).click()
    await page.getByText('Acknowledged by Jonas Tveit').waitFor()
    await page.reload()
    await page.getByText('Acknowledged by Jonas Tveit').waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Take ownership' }).count()).toBe(0)
  })

  test('is snoozed by key, with a reason', async () => {
    const page = await open('/alerts?department=logistics')
    await page.getByRole('link', { name: 'Parcel late' }).click()
    await page.getByRole('button', { name: 'Snooze' }).waitFor()
    await page.keyboard.press('s')
    await page.getByLabel('4 hours').check()
    await page.getByLabel('Reason').fill('the carrier knows')
    await page.keyboard.press('Enter')
    await page.getByText('Snoozed by Mara Olsen').waitFor()
    await page.getByText('the carrier knows').waitFor()
  })

  test('a comment that is typed while the server is away is kept over a reload, and sent when it is back', async () => {
    const page = await open('/alerts?department=logistics')
    await page.getByRole('link', { name: 'Parcel late' }).click()
    await page.getByRole('button', { name: 'Comment' }).waitFor()
    await page.route('**/comment', (route) => route.abort())
    await page.getByRole('button', { name: 'Comment' }).click()
    // Its own, also when CI runs the test once more.
    const comment = `the depot is flooded, ${Date.now()}`
    await page.getByLabel('Comment', { exact: true }).fill(comment)
    await page.keyboard.press('Enter')
    await page.getByText('Your comment is kept here').waitFor()
    await page.getByText('Not sent yet').waitFor()
    await page.reload()
    await page.getByText('Not sent yet').waitFor()
    await page.unroute('**/comment')
    await page.reload()
    // In the timeline, alone.
    await page.getByText(comment, { exact: true }).waitFor()
    await expect.poll(() => page.getByText('Not sent yet').count(), { timeout: 30_000 }).toBe(0)
    expect(browser.faults.splice(0).filter((fault) => !fault.includes('ERR_FAILED'))).toEqual([])
  })

  test('is rated in one click, and the rating stays', async () => {
    const page = await open('/alerts?department=logistics')
    await page.getByRole('link', { name: 'Parcel late' }).click()
    const judged = page.getByRole('group', { name: 'Was this alert useful?' })
    await judged.getByRole('button', { name: 'Useful' }).click()
    await page.getByText('Mara Olsen rated it useful').waitFor()
    await page.reload()
    await judged.getByRole('button', { name: 'Useful', pressed: true }).waitFor()
    await page.getByText('Rated useful by Mara Olsen').waitFor()
  })

  test('updates without a reload when it changes elsewhere', async () => {
    const page = await open('/')
    const refunds = card(page, 'Refund not received')
    await refunds.getByRole('button', { name: 'Take ownership' }).waitFor()
    const href = await refunds.getByRole('link').first().getAttribute('href')
    // The stream may not be open yet. Acting again is harmless.
    await expect
      .poll(
        async () => {
          await fetch(`${api.url}/api/v1${href}/assign`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: '{"owner":"Lea"}',
          })
          return refunds.getByText('Lea').count()
        },
        { timeout: 15_000, interval: 1_000 },
      )
      .toBeGreaterThan(0)
  })
})

describe('what planners see', () => {
  const cracks = 'Material cracked or broken'

  test('the card shows what is at risk, and two clicks confirm the impact', async () => {
    const page = await open('/alerts')
    await page.getByRole('link', { name: cracks }).first().click()
    const planner = page.getByRole('region', { name: 'Supply chain impact' })
    await planner.getByText('Hopper HP-40 from Veld Plastics: 3,200 units, 410 open orders').waitFor()
    await expect.poll(() => planner.locator('[aria-current=step]').textContent()).toBe('Potential')
    await planner.getByRole('button', { name: 'Confirm impact' }).click()
    await page.getByLabel('1 week').check()
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm impact' }).click()
    await expect.poll(() => planner.locator('[aria-current=step]').textContent()).toBe('Confirmed')
    await planner.getByText('Updated by Mara Olsen').waitFor()
  })

  test('a link in a message shows the card and accepts the answer; an altered link is rejected', async () => {
    const people = [{ id: 'petra', name: 'Petra Holm', departments: ['procurement'] }]
    const organisation = toOrganisation({ model: 'hub-and-spoke', people }, filled.deps.taxonomy)
    const asked = await startApi({ ...filled.deps, organisation, metrics: openMetrics(), dashboard: browser.folder })
    try {
      const [alert] = await findAlerts(filled.store, { topic: 'supply.material', limit: 1, visibility: seesAll })
      const token = filled.deps.links.toToken({ alertId: alert!.id, person: 'petra' }, now)
      const page = await open('/alerts', { me: '' })
      await page.goto(`${asked.url}/confirm/${token}`)
      await page.getByText('Petra Holm, please update the impact status').waitFor()
      await expect.poll(() => page.locator('[aria-current=step]').textContent()).toBe('Confirmed')
      await page.getByRole('button', { name: 'Mark restored' }).click()
      await page.getByRole('dialog').getByRole('textbox').fill('a new mould')
      await page.getByRole('dialog').getByRole('button', { name: 'Mark restored' }).click()
      await expect.poll(() => page.locator('[aria-current=step]').textContent()).toBe('Restored')
      expect(
        (await findAlerts(filled.store, { topic: 'supply.material', limit: 1, visibility: seesAll }))[0]!.impact,
      ).toMatchObject({
        status: 'restored',
        by: 'petra',
        reason: 'a new mould',
      })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
      browser.expectStatus(404)
      await page.goto(`${asked.url}/confirm/${token}x`)
      await page.getByText('Invalid link').waitFor()
    } finally {
      await asked.stop()
    }
  })
})

describe('where a key is required', () => {
  const people = [
    { id: 'jonas', name: 'Jonas Tveit', departments: ['logistics'], role: 'admin' as const, hub: true },
    { id: 'vera', name: 'Vera Lund', departments: ['logistics'], role: 'viewer' as const, hub: true },
  ]
  let wanting: Awaited<ReturnType<typeof startApi>>
  let keys: string[]
  beforeAll(async () => {
    keys = []
    for (const { id } of people) keys.push(await createKey(filled.store, { person: id }, now))
    const organisation = toOrganisation({ model: 'honeycomb', people }, filled.deps.taxonomy)
    wanting = await startApi({ ...filled.deps, organisation, metrics: openMetrics(), dashboard: browser.folder })
  })
  afterAll(async () => {
    await wanting.stop()
    // Removes all keys; after a revocation a key would still be required.
    await filled.store.command('TRUNCATE TABLE api_keys')
    await until('no key is required any more', async () => (await fetch(`${api.url}/api/v1/status`)).ok)
  })

  const openWanting = async (path: string, key = '') => {
    const page = await open('/icon.svg', { me: 'Mara Olsen' })
    await browser.context().addInitScript((shown) => {
      if (shown) localStorage.setItem('groundswell.key', shown)
    }, key)
    await page.goto(wanting.url + path)
    return page
  }

  test('a sign-in page replaces every page, and a valid key signs its person in', async () => {
    browser.expectStatus(401)
    const page = await openWanting('/alerts')
    await page.getByRole('heading', { name: 'Sign in with your API key' }).waitFor()
    const field = page.getByRole('textbox', { name: 'API key' })
    await field.fill('gsw_nobody')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').getByText('unknown, expired or revoked').waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
    await field.fill(keys[0]!)
    await field.press('Enter')
    await page.locator('.alertrow').first().waitFor()
    await expect
      .poll(() => page.getByRole('button', { name: /^Your profile/ }).getAttribute('aria-label'))
      .toContain('Jonas Tveit')
    await page.getByRole('link', { name: 'Refund not received' }).first().click()
    await page.getByRole('button', { name: 'Claim' }).click()
    await page.getByText('Claimed by Jonas Tveit').waitFor()
    await page.getByRole('button', { name: 'Release' }).click()
    await page.getByRole('button', { name: 'Claim' }).waitFor()
  })

  test('the browser keeps a cookie that no script reads, and not the key; signing out ends it', async () => {
    browser.expectStatus(401)
    // A key that an earlier version kept is exchanged and removed.
    const page = await openWanting('/alerts', keys[0])
    await page.getByRole('button', { name: 'Your profile: Jonas Tveit' }).waitFor()
    const kept = await page.evaluate(() =>
      [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie].join(),
    )
    expect(kept).not.toMatch(/gsw_|groundswell=/)
    const [cookie] = await browser.context().cookies()
    expect(cookie).toMatchObject({ name: 'groundswell', httpOnly: true, sameSite: 'Lax', path: '/' })
    await page.getByRole('button', { name: 'Your profile: Jonas Tveit' }).click()
    await page.getByText('Signed in as Jonas Tveit by API key').waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in with your API key' }).waitFor()
    expect(await browser.context().cookies()).toEqual([])
    const again = await fetch(`${wanting.url}/api/v1/alerts`, { headers: { cookie: `groundswell=${cookie!.value}` } })
    expect(again.status).toBe(401)
  })

  test('with a public URL of https, the browser accepts the cookie as __Host- only', async () => {
    browser.expectStatus(401)
    const organisation = toOrganisation({ model: 'honeycomb', people }, filled.deps.taxonomy)
    const url = 'https://groundswell.example'
    const safe = await startApi({
      ...filled.deps,
      organisation,
      url,
      metrics: openMetrics(),
      dashboard: browser.folder,
    })
    try {
      const page = await open('/icon.svg', { me: '' })
      await page.goto(`${safe.url}/alerts`)
      await page.getByRole('textbox', { name: 'API key' }).fill(keys[0]!)
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Your profile: Jonas Tveit' }).waitFor()
      await page.reload()
      await page.getByRole('button', { name: 'Your profile: Jonas Tveit' }).waitFor()
      expect(await browser.context().cookies()).toMatchObject([
        { name: '__Host-groundswell', secure: true, httpOnly: true },
      ])
    } finally {
      await browser.context().close()
      await safe.stop()
    }
  })

  test('another key switches the user without a reload; files are saved, and what one may not do is disabled with the reason', async () => {
    const page = await openWanting('/alerts', keys[0])
    await page.getByRole('link', { name: 'Refund not received' }).first().click()
    await page.getByRole('button', { name: 'Your profile: Jonas Tveit' }).click()
    await page.getByRole('textbox', { name: 'API key' }).fill(keys[1]!)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Your profile: Vera Lund' }).waitFor()
    await page.getByText('Viewers may not change alerts; responders and admins may.').waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Claim' }).isDisabled()).toBe(true)
    await page.keyboard.press('t')
    await page.getByRole('link', { name: 'Accounts', exact: true }).click()
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export CSV' }).click()
    expect((await saving).suggestedFilename()).toBe('accounts.csv')
  })
})

test('people sign in at their provider, return to the page they asked for, and sign out', async () => {
  const origins: string[] = []
  const openId = await openOpenId({ origins: () => origins })
  const http = openHttp({ allowPrivate: ['127.0.0.1'], logger: filled.deps.logger })
  const options = { issuer: openId.issuer, clientId: client.id, clientSecret: client.secret }
  const provider = openProvider(options, { http, secret: Buffer.alloc(32, 6), clock: Date.now })
  const people = [{ id: 'jonas', name: 'Jonas Tveit', signIn: 'jonas@halden.example', hub: true }]
  const organisation = toOrganisation({ model: 'honeycomb', people }, filled.deps.taxonomy)
  const single = await startApi({
    ...filled.deps,
    organisation,
    provider,
    metrics: openMetrics(),
    dashboard: browser.folder,
  })
  origins.push(single.url)
  try {
    const page = await open('/icon.svg', { me: '' })
    await page.goto(`${single.url}/alerts?department=logistics`)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
    await page.getByRole('link', { name: `Sign in with ${provider.host}` }).click()
    await page.locator('input[name=login]').fill('jonas@halden.example')
    await page.locator('input[name=password]').fill('any')
    await page.locator('button[type=submit]').click()
    await page.locator('button[type=submit]').click()
    await page.getByRole('button', { name: 'Your profile: Jonas Tveit' }).waitFor()
    await expect.poll(() => page.url()).toBe(`${single.url}/alerts?department=logistics`)
    await page.getByRole('link', { name: 'Parcel late' }).first().waitFor()
    await page.getByRole('button', { name: 'Your profile: Jonas Tveit' }).click()
    await page.getByText(`Signed in as Jonas Tveit at ${provider.host}`).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL((url) => url.origin === openId.issuer)
    await page.locator('button[name=logout]').click()
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor()
    await expect.poll(() => new URL(page.url()).origin).toBe(single.url)
  } finally {
    await browser.context().close()
    await single.stop()
    await openId.close()
  }
  // The browser reports each 401 itself, and what the pages of the provider lack. The context is closed: nothing follows.
  browser.faults.length = 0
})

test('numbers of the trends link to their mentions', async () => {
  const page = await open('/trends?by=carrier&topic=delivery.late')
  await page.locator('.chart canvas').waitFor()
  await page
    .getByRole('row', { name: /Nordfracht/ })
    .getByRole('link')
    .last()
    .click()
  await page.getByRole('heading', { name: 'Mentions' }).waitFor()
  await page.locator('.quote').first().waitFor()
  await expect.poll(() => new URL(page.url()).searchParams.get('carrier')).toBe('Nordfracht')
})

test('a chart marks changes of model or taxonomy, with a tooltip', async () => {
  const versions = { modelVersion: 'linear-1', taxonomyVersion: '2-abc' }
  await startRelabel(filled.store, { id: 'seam', ...versions, fromAt: now - 3 * 86_400_000, rows: 1 })
  await finishRelabels(filled.store)
  const page = await open('/trends')
  const seam = page.getByTitle('model or taxonomy changed')
  await seam.waitFor()
  const [line, chart] = [await seam.boundingBox(), await page.locator('.chart .u-over').boundingBox()]
  expect(line!.height).toBe(chart!.height)
  const share = (line!.x + line!.width / 2 - chart!.x) / chart!.width
  expect(share).toBeCloseTo(4 / 7, 1)
  await page.getByRole('group', { name: /model or taxonomy changed on/ }).waitFor()
})

test('the slash key opens the search, and the address holds it', async () => {
  const page = await open('/')
  await page.getByText(hot).first().waitFor()
  await page.keyboard.press('/')
  await page.locator('#search:focus').waitFor()
  await page.keyboard.type('klarpay')
  await page.waitForURL(/q=klarpay/)
  await page.locator('.quote mark').first().waitFor()
})

test('company accounts show their summary, and each state in shape and word', async () => {
  const page = await open('/accounts')
  await page.getByText(/^1 of 3 accounts is idle or semi-idle; idle accounts had \d+ mentions? in 30 days\.$/).waitFor()
  const states = await page
    .locator('tbody tr td:nth-child(2)')
    .evaluateAll((cells) =>
      cells.map((cell) => [...cell.querySelectorAll('.pill')].map((pill) => pill.textContent).join(' ')),
    )
  expect(states).toEqual(['◆ Idle ○ Orphan', '● Active', '◌ Not covered'])
  await page.getByText(/^Unanswered mentions.* cannot be counted: replies are not collected\./).waitFor()
  // A figure leads to its mentions, where there are any.
  expect(await page.getByRole('link', { name: '0', exact: true }).count()).toBe(0)
  await page.getByText('accounts.csv:5: has no handle').waitFor()
})

test('company accounts fit a phone, with owner, last post and mentions', async () => {
  const page = await open('/accounts', { width: 360 })
  await page.getByText('No owner').filter({ visible: true }).first().waitFor()
  await page
    .getByText(/^last post/)
    .first()
    .waitFor()
  const cut = await page.locator('.scroll').evaluateAll((all) => all.map((each) => each.scrollWidth - each.clientWidth))
  expect(cut).toEqual([0])
  expect(await overhangOf(page)).toBe(0)
})

test('the report shows its summary, and links to the previous week', async () => {
  const page = await open('/')
  await page.getByRole('link', { name: 'Report', exact: true }).click()
  await page.getByText(/^8 October 2026 to 14 October 2026 \(UTC\): /).waitFor()
  const departments = page.getByRole('region', { name: 'Departments' })
  // Six departments, and all of them together.
  await expect.poll(() => departments.locator('tbody tr').count()).toBe(7)
  const heads = await departments.locator('th').allTextContents()
  expect(heads.slice(0, 3)).toEqual(['Department', 'Mentions', 'Previous 7 days'])
  const all = await departments.locator('tbody tr').last().locator('td').allTextContents()
  expect(all.slice(-4)).toEqual(['–', '–', '–', expect.stringMatching(/^–|of/)])
  await page.getByRole('button', { name: 'Print' }).waitFor()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  const file = await saved
  expect(file.suggestedFilename()).toBe('groundswell-report-2026-10-08.csv')
  const total = readFileSync(await file.path(), 'utf8')
    .split('\r\n')
    .find((line) => line.includes(',all,'))!
    .split(',')
  // Mentions were not collected in all of the week before.
  expect(total.slice(5, 7)).toEqual([all[1]!.replaceAll(',', ''), ''])
  expect(all[2]).toBe('no data')
  await page.getByRole('link', { name: 'Previous week' }).click()
  await page.getByText(/^1 October 2026 to 7 October 2026 \(UTC\): /).waitFor()
})

test('the report of a week that is over says how many alerts opened since', async () => {
  const page = await open('/report')
  const sentence = page.getByRole('region', { name: 'Departments' }).locator('.lede')
  await expect.poll(() => sentence.textContent()).toMatch(/opened since; see This week so far\.$/)
  const [, since] = /(\d+) alerts? opened since/.exec((await sentence.textContent())!)!
  await sentence.getByRole('link', { name: 'This week so far' }).click()
  await page.getByText(/^15 October 2026 to /).waitFor()
  await expect.poll(() => sentence.textContent()).toMatch(new RegExp(`; ${since} alerts? opened`))
  expect(await sentence.textContent()).not.toContain('since')
})

test('markup in a search is shown as text', async () => {
  const page = await open(`/mentions?q=${encodeURIComponent('<img src=x onerror=alert(1)>')}`)
  await page.getByText(/^No mentions match “<img/).waitFor()
  await expect.poll(() => page.locator('img').count()).toBe(0)
})

describe.each(['light', 'dark'] as const)('no serious accessibility violations (%s)', (colorScheme) => {
  test.each([
    ['the board', '/', 'article.alert .spark svg'],
    ['one alert', 'alert', '.chart canvas'],
    ['alerts', '/alerts', '.alertrow'],
    ['trends', '/trends', '.chart canvas'],
    ['mentions', '/mentions', '.quote'],
    ['sources', '/sources', 'tbody tr'],
    ['impacts', '/impacts', 'tbody tr'],
    ['own accounts', '/accounts', 'tbody tr'],
    ['the report', '/report', '.quote'],
  ])('%s', async (_, path, ready) => {
    const page = await open(path === 'alert' ? '/alerts' : path, { colorScheme })
    if (path === 'alert') await page.locator('.alertrow a', { hasText: 'Parcel late' }).first().click()
    await page.locator(ready).first().waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })
})

test('an alert is merged into another on its page, and split from there', async () => {
  const page = await open('/alerts?department=logistics')
  await page.getByRole('link', { name: 'Parcel late' }).first().click()
  await page.getByRole('button', { name: 'Merge' }).click()
  const into = page.getByLabel('Merge into').locator('option', { hasText: hot }).first()
  await page.getByLabel('Merge into').selectOption(await into.getAttribute('value'))
  await page.getByRole('dialog').getByRole('button', { name: 'Merge' }).click()
  await page.getByText(/^Merged into Product overheating.* by Mara Olsen/).waitFor()
  await expect.poll(() => page.getByRole('button', { name: 'Reopen' }).count()).toBe(0)
  await page.getByRole('link', { name: 'another alert' }).click()
  await page.getByRole('heading', { level: 1, name: hot }).waitFor()
  await page.getByText(/^Mara Olsen merged Parcel late.* into it/).waitFor()
  await page.getByText('Merged into this alert: Parcel late').waitFor()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
  await page.getByRole('button', { name: 'Split' }).click()
  await page.getByLabel('Split from this alert').selectOption({ label: 'Parcel late' })
  await page.getByRole('dialog').getByRole('button', { name: 'Split' }).click()
  await page.getByText('Mara Olsen split it from Parcel late').waitFor()
  await expect.poll(() => page.getByText('Merged into this alert').count()).toBe(0)
})
