import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { until } from '../until.ts'
import { output, type Program, type Programs } from './program.ts'

interface Planted {
  kind: 'incident' | 'trap'
  topic: string
  department: string
  driver: { value: string }
  startsAt: string
  /** When its additional mentions reach half of their highest rate. */
  surgedAt: string
}

export interface Alert {
  id: string
  topic: string
  departments: string[]
  /** What the title names first, where the alert is about a part of its topic. It is the last of the drivers then. */
  cut: { value: string } | null
  drivers: { value: string }[]
  openedAt: string
  onsetAt: string
}

/** The fast phase of the demo takes about a hundred seconds alone, and 220 beside all other tests on two cores. */
const withinMs = 400_000

export async function alertsAt(url: string): Promise<Alert[]> {
  const answer = await fetch(`${url}/api/v1/alerts?limit=200`)
  if (!answer.ok) throw new Error(`/alerts answers ${answer.status}: ${await answer.text()}`)
  return ((await answer.json()) as { items: Alert[] }).items
}

export async function plantedIn(programs: Programs, data: string): Promise<Planted[]> {
  return JSON.parse(await output(programs.run(['demo', '--truth'], { data }))) as Planted[]
}

/** Waits until each of these planted incidents has an alert as planted, then checks that no trap has one. */
export async function expectPlanted(start: Program, url: string, planted: Planted[]): Promise<Alert[]> {
  const incidents = planted.filter((each) => each.kind === 'incident')
  const traps = new Set(planted.filter((each) => each.kind === 'trap').map((each) => each.topic))
  const wanted = incidents.map((each) => `${each.topic}: ${each.department} first, ${each.driver.value} first`)
  const deadline = Date.now() + withinMs
  let alerts: Alert[] = []
  const found = () => incidents.map((each) => `${each.topic}: ${asAlerted(each, alerts)}`)
  const areFound = async () => {
    if (start.hasEnded()) throw new Error(`start has ended: ${start.stderr().slice(-2000)}`)
    // On a busy machine it may answer 503 for a moment.
    alerts = await alertsAt(url).catch(() => alerts)
    return found().every((each, i) => each === wanted[i])
  }
  const holds = async () => (await areFound()) || Date.now() > deadline || pause(500, false)
  // When the time is up, the comparison below says what is missing.
  await until('every incident is alerted', holds, withinMs * 2)
  expect(found()).toEqual(wanted)
  expect(alerts.filter((alert) => traps.has(alert.topic))).toEqual([])
  return alerts
}

/** The acting department and what the incident's alert names first; alerts opened before the incident began do not count. */
function asAlerted({ topic, department, driver, startsAt }: Planted, alerts: Alert[]): string {
  const about = alerts.filter((alert) => alert.topic === topic && Date.parse(alert.openedAt) >= Date.parse(startsAt))
  const firstOf = ({ cut, drivers }: Alert) => cut?.value ?? drivers[0]?.value
  const right = about.find((alert) => alert.departments[0] === department && firstOf(alert) === driver.value)
  const alert = right ?? about[0]
  return alert ? `${alert.departments[0]} first, ${firstOf(alert)} first` : 'not alerted'
}
