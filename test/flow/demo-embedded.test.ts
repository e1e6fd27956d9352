import { afterAll, describe, expect, it } from 'vitest'
import { until } from '../until.ts'
import { alertsAt, expectPlanted, plantedIn, type Alert } from './demo.ts'
import { openPrograms, output, readyUrl, type Program } from './program.ts'

const programs = openPrograms()
afterAll(programs.close)

describe('start with nothing but an empty folder', () => {
  const data = programs.folder()
  let start: Program
  let url: string
  let alerts: Alert[]

  it('alerts every planted incident to the right department with the right driver, and no trap', async () => {
    start = programs.run(['start'], { data })
    url = await readyUrl(start)
    const planted = await plantedIn(programs, data)
    expect(planted.filter(({ kind }) => kind === 'incident').length).toBeGreaterThanOrEqual(4)
    alerts = await expectPlanted(start, url, planted)
    expect(new Set(alerts.map((alert) => alert.departments[0])).size).toBeGreaterThanOrEqual(3)
  }, 450_000)

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

async function nowAt(url: string): Promise<number> {
  const { now } = (await (await fetch(`${url}/api/v1/status`)).json()) as { now: string }
  return Date.parse(now)
}
