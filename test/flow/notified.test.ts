import { seesAll } from '../../alerts/alert/visibility.ts'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alertsTopic, type Alert } from '../../alerts/alert/alert.ts'
import { saveAlerts, saveChange } from '../../alerts/alert/alert-table.ts'
import { findDeliveries } from '../../alerts/notify/delivery-table.ts'
import { openLogger } from '../../infra/logger.ts'
import { migrate } from '../../infra/store/migrate.ts'
import { openStore } from '../../infra/store/open-store.ts'
import { alertNow, changeNow } from '../alerts/make.ts'
import { openLogAndStore } from '../open-platform.ts'
import { openHttpReceiver, type HttpReceiver, type Received } from '../receivers/http-receiver.ts'
import { until } from '../until.ts'
import { openPrograms, readyUrl, type Program } from './program.ts'

/** 3 in `npm run test:all`, 20 in `npm run faults`. */
const rounds = Number(process.env['FAULT_ROUNDS'] ?? 3)
const groupWait = 0.1
/** Spreads the moments of the kills evenly over their range. */
const partOf = (round: number): number => (round + 0.5) / rounds

const script = fileURLToPath(new URL('../fixtures/deliver-process.ts', import.meta.url))
const alertsIn = ({ body }: Received) =>
  (JSON.parse(body) as { data: { alerts: { alert: { id: string } }[] } }).data.alerts.map(({ alert }) => alert.id)

/** How often each of these was told; what was told and is not among them counts too. */
function tally(wanted: readonly string[], told: readonly string[]): Map<string, number> {
  const times = new Map(wanted.map((id) => [id, 0]))
  for (const id of told) times.set(id, (times.get(id) ?? 0) + 1)
  return times
}
const broken = (times: ReadonlyMap<string, number>) => [...times].filter(([, n]) => n < 1 || n > 2)

test('the tally finds what was never told, and what was told three times', () => {
  expect(broken(tally(['a', 'b', 'c'], ['b', 'c', 'c']))).toEqual([['a', 0]])
  expect(broken(tally(['a', 'b'], ['a', 'b', 'b', 'b']))).toEqual([['b', 3]])
})

describe('a change, when the process that tells it is killed with -9', () => {
  let platform: Awaited<ReturnType<typeof openLogAndStore>>
  let child: ChildProcess
  const receivers: HttpReceiver[] = []
  /** What happens as the first receiver hears of an alert. */
  let asItHears: ((alertId: string) => 'silence' | undefined) | undefined

  beforeAll(async () => {
    platform = await openLogAndStore()
    const first = (request: Received) => asItHears?.(alertsIn(request)[0]!) ?? { status: 200 }
    receivers.push(await openHttpReceiver(first), await openHttpReceiver(() => ({ status: 200 })))
    start()
  })
  afterAll(async () => {
    await kill()
    await Promise.all(receivers.map((receiver) => receiver.close()))
    await platform.close()
  })

  function start(): void {
    const args = [script, platform.data, platform.storeUrl, String(groupWait), ...receivers.map(({ url }) => url)]
    child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  async function kill(): Promise<void> {
    if (child.signalCode !== null) return
    const closed = once(child, 'close')
    child.kill('SIGKILL')
    await closed
  }
  async function publish(alert: Alert): Promise<void> {
    const change = changeNow({ alert })
    await platform.log.publish(alertsTopic, [change])
    await saveChange(platform.store, change)
    await saveAlerts(platform.store, [alert])
  }
  const filed = (alertId: string) => findDeliveries(platform.store, { alertId, limit: 10, visibility: seesAll })
  const isMasked = async (alertId: string) => {
    const all = await filed(alertId)
    return all.length === receivers.length && all.every(({ state }) => state === 'sent')
  }

  /** Publishes an alert and kills at the moment, `part` (0 to 1) of its length on; resolves once the process is gone. */
  const moments: Record<string, (alert: Alert, part: number) => Promise<void>> = {
    'as it files': async (alert, part) => {
      await publish(alert)
      await sleep(20 * part)
      await kill()
    },
    'after it has filed': async (alert, part) => {
      await publish(alert)
      await until('it is filed', async () => (await filed(alert.id)).length > 0)
      await sleep(1.2 * groupWait * 1000 * part)
      await kill()
    },
    'while the receiver is answering': async (alert, part) => {
      const gone = new Promise<void>((resolve) => {
        asItHears = (alertId) => {
          if (alertId !== alert.id) return undefined
          void sleep(5 * part)
            .then(kill)
            .then(resolve)
          return 'silence'
        }
      })
      await publish(alert)
      await gone
    },
    'between answer and remembering': async (alert, part) => {
      const gone = new Promise<void>((resolve) => {
        asItHears = (alertId) => {
          if (alertId === alert.id)
            void sleep(8 * part)
              .then(kill)
              .then(resolve)
          return undefined
        }
      })
      await publish(alert)
      await gone
    },
  }

  test.for(Object.keys(moments))(
    `%s, ${rounds} times: it is told once or twice, never not at all`,
    { timeout: rounds * 20_000 },
    async (moment, { annotate }) => {
      const name = moment.replaceAll(' ', '-')
      const ids = Array.from({ length: rounds }, (_, round) => `${name}-${round}`)
      const before = receivers.map(({ requests }) => requests.length)
      for (const [round, id] of ids.entries()) {
        await until('a process is at work', async () => (await platform.log.lag(alertsTopic, 'deliver')) === 0)
        await moments[moment]!(alertNow({ id }), partOf(round))
        asItHears = undefined
        start()
        await until(`${id} is told`, () => isMasked(id))
      }
      for (const [i, receiver] of receivers.entries()) {
        const times = tally(ids, receiver.requests.slice(before[i]).flatMap(alertsIn))
        const figures = [0, 1, 2, 3].map((n) => `${[...times.values()].filter((each) => each === n).length} told ${n}×`)
        await annotate(`receiver ${i}: ${figures.join(', ')}`)
        expect(broken(times)).toEqual([])
      }
    },
  )
})

describe('what a person did, when the program is killed with -9 within 10 ms of the 2xx', () => {
  const programs = openPrograms()
  const data = programs.folder()
  const config = join(data, 'groundswell.yaml')
  let program: Program | undefined
  afterAll(programs.close)

  /** As an earlier process left them. */
  async function fill(alerts: readonly Alert[]): Promise<void> {
    const opened = await openStore({ data, role: 'command', logger: openLogger('error') })
    await migrate(opened.store)
    for (const alert of alerts) await saveChange(opened.store, changeNow({ alert }))
    await saveAlerts(opened.store, alerts)
    await opened.close()
  }
  function start(): Promise<string> {
    program = programs.run(['start', '--only', 'alerts,api', '--config', config], { data, entry: 'main.ts' })
    return readyUrl(program)
  }
  const handlers = [
    { command: 'acknowledge', body: {}, becomes: { status: 'acknowledged', owner: 'kim' } },
    { command: 'snooze', body: { until: '2100-01-01T00:00:00Z' }, becomes: { status: 'snoozed' } },
    { command: 'resolve', body: {}, becomes: { status: 'resolved' } },
  ]

  test(
    `${rounds} times: it is kept`,
    async () => {
      writeFileSync(config, 'sources: [{ type: webhook, name: shop, secret: a-secret-of-32-characters-and-more }]\n')
      await fill(Array.from({ length: rounds }, (_, i) => alertNow({ id: `done${i}`, openedAt: Date.now() })))
      let url = await start()
      for (let round = 0; round < rounds; round++) {
        const alert = () => `${url}/api/v1/alerts/done${round}`
        const { command, body, becomes } = handlers[round % handlers.length]!
        const headers = { 'content-type': 'application/json', 'x-groundswell-person': 'kim' }
        const answer = await fetch(`${alert()}/${command}`, { method: 'POST', headers, body: JSON.stringify(body) })
        expect([200, 202]).toContain(answer.status)
        await sleep(10 * partOf(round))
        program!.signal('SIGKILL')
        await program!.ended
        url = await start()
        const now = async () => (await (await fetch(alert())).json()) as object
        await expect.poll(now, { timeout: 20_000 }).toMatchObject(becomes)
      }
    },
    60_000 + rounds * 30_000,
  )
})
