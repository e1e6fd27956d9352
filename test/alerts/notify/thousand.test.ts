import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toReceivers } from '../../../alerts/notifiers/registry.ts'
import { toOrganisation } from '../../../alerts/organisation/organisation.ts'
import { noObserver } from '../../../alerts/notify/observer.ts'
import { openNotificationLog } from '../../../alerts/notify/notification-log.ts'
import { rowsFor } from '../../../alerts/notify/schedule.ts'
import { timingOf, notificationDefaults } from '../../../alerts/notify/settings.ts'
import { openDispatcher } from '../../../alerts/notify/dispatcher.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openHttp } from '../../../infra/http/fetch.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { until } from '../../until.ts'
import { alertNow, changeNow } from '../make.ts'

const now = Date.UTC(2026, 10, 24, 12)
const hour = 3_600_000
const names = ['a', 'b', 'c', 'd', 'e']
const topics = ['delivery', 'product', 'billing', 'account', 'store']
const organisation = toOrganisation({ model: 'hub-and-spoke' }, readTaxonomy())
const inhibit = [
  { source: { severity: 'critical' as const }, target: { severity: 'high' as const }, equal: ['topic' as const] },
]
const options = { ...notificationDefaults, inhibit }

let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
})
afterAll(() => platform.close())

/** A thousand open alerts in a hundred topics and twenty departments, and five receivers. Counts what the store is asked. */
async function thousand(own: { quietHours?: { from: string; to: string }[] }) {
  const { store, logger } = platform
  let [lines, selects, inserts] = [0, 0, 0]
  const counted: typeof store = {
    ...store,
    select: (...args) => (selects++, store.select(...args)),
    insert: (...args) => (inserts++, store.insert(...args)),
  }
  const deps = { http: openHttp({ logger }), print: () => void lines++, dashboard: '', logger, allowPrivate: [] }
  const receivers = toReceivers(
    names.map((name) => ({ type: 'console', name, ...own })),
    deps,
  )
  const context = { options, organisation, timing: () => timingOf(options, own) }
  const log = await openNotificationLog(counted, now)
  const changes = Array.from({ length: 1_000 }, (_, i) => {
    const topic = `${topics[i % 5]}.t${i % 100}`
    return changeNow({
      alert: alertNow({
        id: `${own.quietHours ? 'quiet' : 'x'}${i}`,
        topic,
        openedAt: now,
        departments: [`d${i % 20}`],
      }),
    })
  })
  const recipients = names.map((receiver) => ({ receiver, person: '', mode: 'now' as const, asksImpact: false }))
  await log.add(changes, (change) => rowsFor(change, recipients, { ...context, state: log.state, now }))
  const dispatcher = openDispatcher({
    ...context,
    store: counted,
    logger,
    log,
    receivers,
    clock: () => now,
    confirmUrl: () => '',
    observer: noObserver,
  })
  /** What one tick asks of the store. */
  const tick = async (at: number) => {
    const before = [selects, inserts] as const
    log.removeExpired(at)
    await dispatcher.tick(at)
    return { selects: selects - before[0], inserts: inserts - before[1] }
  }
  return { log, tick, lines: () => lines }
}

describe('with a thousand open alerts and five receivers', () => {
  test('a tick asks the store nothing while nothing is due, and for silences once when all is due', async () => {
    const { log, tick, lines } = await thousand({})
    expect(log.state.pending.all.size).toBe(5_000)
    expect(await tick(now)).toEqual({ selects: 0, inserts: 0 })
    expect((await tick(now + 10_000)).selects).toBe(1)
    await until('all is sent', () => log.state.pending.all.size === 0 && lines() > 0)
    await log.save()
    expect(await tick(now + hour)).toEqual({ selects: 0, inserts: 0 })
  })

  test('nor does it while all of it waits for the end of quiet hours, and nothing is sent', async () => {
    const { log, tick, lines } = await thousand({ quietHours: [{ from: '11:00', to: '17:00' }] })
    expect(await tick(now + 10_000)).toEqual({ selects: 0, inserts: 0 })
    log.postpone([...log.state.pending.all.values()].map((each) => ({ ...each, dueAt: now })))
    // The reason for waiting is new: it is written once, for all deliveries together.
    expect(await tick(now + 10_000)).toEqual({ selects: 1, inserts: 1 })
    expect(await tick(now + 10_000)).toEqual({ selects: 0, inserts: 0 })
    expect(lines()).toBe(0)
  })
})
