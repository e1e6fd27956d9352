import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toReceivers } from '../../../alerts/notifiers/registry.ts'
import { toOrganisation } from '../../../alerts/organisation/organisation.ts'
import { openNotificationLog, tidy } from '../../../alerts/notify/notification-log.ts'
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

/** A thousand open alerts in a hundred topics and twenty departments, and five receivers that wait until the night is over. */
async function thousand(own: { quietHours?: { from: string; to: string }[] }) {
  const { store, logger } = platform
  let lines = 0
  const means = { http: openHttp({ logger }), print: () => void lines++, dashboard: '', logger, allowPrivate: [] }
  const receivers = toReceivers(
    names.map((name) => ({ type: 'console', name, ...own })),
    means,
  )
  const times = { options, organisation, timing: () => timingOf(options, own) }
  const notificationLog = await openNotificationLog(store, now)
  const changes = Array.from({ length: 1_000 }, (_, i) => {
    const topic = `${topics[i % 5]}.t${i % 100}`
    return changeNow({ alert: alertNow({ id: `x${i}`, topic, openedAt: now, departments: [`d${i % 20}`] }) })
  })
  const recipients = names.map((receiver) => ({ receiver, person: '', mode: 'now' as const, asksImpact: false }))
  const startedAt = performance.now()
  const rows = changes.flatMap((change) => rowsFor(change, recipients, { ...times, notificationLog, now }))
  const filingMs = performance.now() - startedAt
  await notificationLog.file(rows, changes)
  const dispatcher = openDispatcher({
    ...times,
    store,
    logger,
    notificationLog,
    receivers,
    clock: () => now,
    confirmUrl: () => '',
  })
  const tick = async (at: number) => {
    const begunAt = performance.now()
    tidy(notificationLog, at)
    await dispatcher.tick(at)
    return performance.now() - begunAt
  }
  const median = async (at: number) => {
    const all: number[] = []
    for (let i = 0; i < 21; i++) all.push(await tick(at))
    return all.toSorted((a, b) => a - b)[10]!
  }
  return { notificationLog, tick, median, filingMs, lines: () => lines }
}

describe('with a thousand open alerts and five receivers', () => {
  test('a tick takes few milliseconds while nothing is due, and when all is due it takes no second', async () => {
    const { notificationLog, tick, median, lines } = await thousand({})
    expect(notificationLog.pending.all.size).toBe(5_000)
    expect(await median(now)).toBeLessThan(20)
    expect(await tick(now + 10_000)).toBeLessThan(1_000)
    await until('all is told', () => notificationLog.pending.all.size === 0 && lines() > 0)
    expect(await median(now + hour)).toBeLessThan(20)
  })

  test('nor does it while all of it waits for the end of quiet hours', async () => {
    const { notificationLog, tick, median, filingMs, lines } = await thousand({
      quietHours: [{ from: '11:00', to: '17:00' }],
    })
    expect(filingMs).toBeLessThan(2_000)
    expect(await median(now + 10_000)).toBeLessThan(20)
    for (const each of notificationLog.pending.all.values()) notificationLog.pending.put({ ...each, dueAt: now })
    expect(await tick(now + 10_000)).toBeLessThan(2_000)
    expect(await median(now + 10_000)).toBeLessThan(20)
    expect(lines()).toBe(0)
  })
})
