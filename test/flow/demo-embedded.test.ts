import { afterAll, describe, expect, it } from 'vitest'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { AlertDto } from '../../api/dto/alert-dto.ts'
import { until } from '../until.ts'
import { launchChromium } from '../chromium.ts'
import { agreedFacts } from './facts.ts'
import { alertsAt, expectPlanted, plantedIn, type Alert } from './demo.ts'
import { openPrograms, output, readyUrl, type Program } from './program.ts'

const tenMinutes = 10 * 60_000
const pages = [
  '/',
  '/alerts',
  '/impacts',
  '/trends',
  '/mentions',
  '/sources',
  '/accounts',
  '/report',
  '/overview',
  '/review',
  '/settings',
]
/** What some page shows more than once. */
const comparedFacts = [
  'alert:observed',
  'alert:authors',
  'alert:mentions',
  'alert:onset',
  'alert:detected',
  'alert:severity',
]

const programs = openPrograms()
let url: string
afterAll(programs.close)

describe('start with nothing but an empty folder', () => {
  const data = programs.folder()
  let start: Program
  let alerts: Alert[]

  it('alerts every planted incident to the right department with the right driver, and no trap', async () => {
    start = programs.run(['start'], { data })
    url = await readyUrl(start)
    const planted = await plantedIn(programs, data)
    expect(planted.filter(({ kind }) => kind === 'incident').length).toBeGreaterThanOrEqual(4)
    alerts = await expectPlanted(start, url, planted)
    expect(new Set(alerts.map((alert) => alert.departments[0])).size).toBeGreaterThanOrEqual(3)
  }, 450_000)

  it('says when each incident began, right within ten minutes', async () => {
    const incidents = (await plantedIn(programs, data)).filter(({ kind }) => kind === 'incident')
    const found = (topic: string) => alerts.find((alert) => alert.topic === topic)!
    // What starts small may be seen from its first mentions on, or from its surge on.
    const isRight = ({ topic, startsAt, surgedAt }: (typeof incidents)[number]) =>
      Date.parse(found(topic).onsetAt) >= Date.parse(startsAt) - tenMinutes &&
      Date.parse(found(topic).onsetAt) <= Date.parse(surgedAt) + tenMinutes
    const wrong = incidents.filter((incident) => !isRight(incident))
    expect(wrong.map(({ topic, surgedAt }) => `${topic}: ${found(topic).onsetAt}, planted ${surgedAt}`)).toEqual([])
  })

  it('has no page that is empty, and none that contradicts itself or the API', async () => {
    await until('the replay has reached the present', hasCaughtUp, 400_000)
    const browser = await launchChromium()
    try {
      const page = await browser.newPage({ locale: 'en-US' })
      const twice = new Set<string>()
      for (const path of [...pages, ...alerts.map(({ id }) => `/alerts/${id}`)]) {
        await page.goto(url + path)
        await page.locator('h1').waitFor({ timeout: 60_000 })
        await page.locator('main :is(table, article, canvas, svg, li):visible').first().waitFor()
        expect(await page.locator('main [role=alert]').count(), path).toBe(0)
        await page.locator('.demo', { hasText: 'The replay has reached the present' }).waitFor()
        const names = (await agreedFacts(page)).map(([name]) => name)
        for (const name of names.filter((each, i) => names.indexOf(each) < i)) twice.add(name.replace(/:.*:/, ':'))
      }
      expect([...twice]).toEqual(expect.arrayContaining(comparedFacts))
      for (const { id } of alerts) expect(await factsAgainstApi(page, `${url}/api/v1/alerts/${id}`, id)).toEqual([])
    } finally {
      await browser.close()
    }
  }, 700_000)

  it('explains and replays an alert by the command line beside it', async () => {
    const alert = alerts.find((each) => each.drivers.length > 0)!
    const [explained, replayed] = await Promise.all([
      output(programs.run(['explain', alert.id], { data })),
      output(programs.run(['replay', alert.id], { data })),
    ])
    for (const driver of alert.drivers) expect(explained).toContain(driver.value)
    expect(replayed).toContain('the same finding')
  })

  it('ends in order on SIGTERM', async () => {
    start.signal('SIGTERM')
    expect(await start.ended).toBe(0)
  })

  it('continues after a restart: the same alerts, and the time moves', async () => {
    start = programs.run(['start'], { data })
    url = await readyUrl(start)
    const first = await nowAt(url)
    const known = new Set(alerts.map((alert) => alert.topic))
    const after = (await alertsAt(url)).filter((alert) => known.has(alert.topic))
    expect(after.map((alert) => alert.id)).toEqual(expect.arrayContaining(alerts.map((alert) => alert.id)))
    await until('the time moves', async () => (await nowAt(url)) > first)
    expect(new Set(after.map((alert) => alert.topic)).size).toBe(known.size)
    expect(after).toHaveLength(alerts.length)
  })
})

/** Where what a page shows of an alert differs from the API, as long as it does. */
async function factsAgainstApi(page: Page, api: string, id: string): Promise<string[]> {
  await page.goto(`${url}/alerts/${id}`)
  await page.locator('.lede').waitFor()
  let different: string[] = []
  const agree = async () => {
    const alert = (await (await fetch(api)).json()) as AlertDto
    const shown = new Map(await agreedFacts(page))
    const expected = { observed: alert.observed, authors: alert.authors, texts: alert.texts, mentions: alert.mentions }
    different = Object.entries(expected)
      .map(([name, value]) => [name, shown.get(`alert:${id}:${name}`), value.toLocaleString('en')] as const)
      .filter(([, text, value]) => text !== undefined && text !== value)
      .map(([name, text, value]) => `${name}: ${text} on the page, ${value} by the API`)
    return different.length === 0
  }
  await until('page and API agree', agree, 30_000).catch(() => {})
  return different
}

async function hasCaughtUp(): Promise<boolean> {
  await pause(500)
  const { demo } = (await (await fetch(`${url}/api/v1/status`)).json()) as { demo: { caughtUp: boolean } }
  return demo.caughtUp
}

async function nowAt(url: string): Promise<number> {
  const { now } = (await (await fetch(`${url}/api/v1/status`)).json()) as { now: string }
  return Date.parse(now)
}
