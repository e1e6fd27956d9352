import { seesAll } from '../../../alerts/alert/visibility.ts'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { activeAlerts, historyOf } from '../../../alerts/alert/alert-table.ts'
import { dueDeliveries, findDeliveries } from '../../../alerts/notify/delivery-table.ts'
import { findReportDeliveries } from '../../../alerts/notify/report-delivery-table.ts'
import { migrate } from '../../../infra/store/migrate.ts'
import { openStore, type OpenStore } from '../../../infra/store/open-store.ts'
import { sourceHealth } from '../../../ingest/source-table.ts'
import { alertNow, changeNow } from '../make.ts'

const schema = fileURLToPath(new URL('../../../infra/store/schema', import.meta.url))
const before = mkdtempSync(join(tmpdir(), 'groundswell-upgrade-'))
const database = `groundswell_${randomUUID().replaceAll('-', '')}`
let opened: OpenStore

beforeAll(async () => {
  for (const file of readdirSync(schema).filter((name) => name < '018')) cpSync(join(schema, file), join(before, file))
  const logger = pino({ level: 'silent' })
  const address = { store: `${inject('stores')[0]}/${database}`, cluster: inject('storeCluster') || undefined }
  opened = await openStore({ ...address, data: before, role: 'start', logger })
  await migrate(opened.store, before)
})
afterAll(async () => {
  await opened.store.command(`DROP DATABASE ${database} SYNC`)
  await opened.close()
  rmSync(before, { recursive: true, force: true })
})

/** An alert as the version before stored it: private words in its JSON. */
function asBefore(value: object): string {
  const old = {
    notifiedExcess: 'toldExcess',
    peakExcess: 'mostExcess',
    threshold: 'level',
    confirmation: 'standing',
    unconfirmed: 'rumour',
    uncovered: 'unheard',
  }
  const renamed = Object.entries(old).reduce(
    (text, [now, then]) => text.replaceAll(`"${now}"`, `"${then}"`),
    JSON.stringify(value),
  )
  return renamed.replace(/("drivers":\[\{[^\]]*)"expected"/, '$1"usual"').replace(/("card":.*?)"authors"/, '$1"voices"')
}

test('what an earlier version stored under private words is found under the terms of the field', async () => {
  const { store } = opened
  const quote = 'they call it a "toldExcess": a "rumour", unheard of'
  const alert = alertNow({
    id: 'old',
    owner: 'petra',
    title: quote,
    drivers: [{ dimension: 'carrier', value: 'Nordfracht', share: 0.7, lift: 5, now: 9, expected: 1.5 }],
    ownAccounts: [{ platform: 'x', handle: 'halden', owner: null, flags: ['orphan', 'uncovered'], mentions: 3 }],
    card: {
      items: [],
      exposure: { units: 1, openOrders: 2, revenue: 3 },
      authors: 4,
      sources: 2,
      confirmation: 'unconfirmed',
      unmapped: [],
    },
  })
  const change = changeNow({ alert })
  const { openedAt, updatedAt, status, topic, departments } = alert
  const row = { id: 'old', openedAt, updatedAt, status, topic, departments, revision: 1 }
  await store.insert('alerts', [{ ...row, body: asBefore(alert) }])
  await store.insert('alert_changes', [
    { alertId: 'old', changeNumber: 1, change: 'opened', madeAt: change.at, body: asBefore(change) },
  ])
  const delivery = { alertId: 'old', changeNumber: 1, dueAt: openedAt, filedAt: openedAt, triedAt: openedAt }
  await store.insert('deliveries', [
    { ...delivery, receiver: 'a', state: 'told', toldAt: openedAt + 1_000 },
    { ...delivery, receiver: 'b', state: 'given up', change: asBefore(change) },
    { ...delivery, receiver: 'c', state: 'muted' },
    { ...delivery, receiver: 'd', state: 'due', change: asBefore(change) },
    { ...delivery, alertId: 'report:2026-11-23', changeNumber: 0, receiver: 'a', state: 'told', change: '' },
  ])
  const health = { state: 'live', reason: '', lastHeardAt: openedAt, updatedAt: openedAt }
  await store.insert('sources', [
    { ...health, source: 'news', kind: 'pulled', heardUntilAt: openedAt },
    { ...health, source: 'reviews', kind: 'read', heardUntilAt: 0 },
  ])

  expect(await migrate(store)).toEqual([
    '018-field-terms.sql',
    '019-report-deliveries.sql',
    '020-known-issues.sql',
    '021-hazards.sql',
    '022-erasures.sql',
    '023-coverage-gaps.sql',
    '024-canaries.sql',
    '025-source-usage.sql',
    '026-answers.sql',
    '027-key-scopes.sql',
    '028-sessions.sql',
    '029-audit.sql',
    '030-spam-uncounted.sql',
    '032-words.sql',
    '033-saved-views.sql',
    '034-views.sql',
    '035-taxonomy-edits.sql',
    '036-backtests.sql',
    '037-traces.sql',
    '038-id-filter.sql',
    '039-dismissed-terms.sql',
    '040-cluster-filter.sql',
  ])

  expect(await activeAlerts(store, 0, seesAll)).toEqual([alert])
  expect(await historyOf(store, 'old')).toEqual([change])
  const Involved = Type.Object({ involved: Type.Array(Type.String()) })
  expect(await store.select(Involved, 'SELECT involved FROM alerts FINAL')).toEqual([{ involved: ['petra'] }])
  const found = await findDeliveries(store, { limit: 9, visibility: seesAll })
  expect(found.map(({ receiver, state }) => [receiver, state])).toEqual([
    ['a', 'sent'],
    ['b', 'failed'],
    ['c', 'suppressed'],
    ['d', 'due'],
  ])
  expect(found[0]).toMatchObject({ createdAt: openedAt, firstAttemptAt: openedAt, sentAt: openedAt + 1_000 })
  expect((await dueDeliveries(store)).map((due) => JSON.parse(due.change) as unknown)).toEqual([change])
  expect(await findReportDeliveries(store, 9)).toMatchObject([
    { reportId: 'report:2026-11-23', receiver: 'a', state: 'sent' },
  ])
  expect((await sourceHealth(store)).map(({ source, kind, frontierAt }) => [source, kind, frontierAt])).toEqual([
    ['news', 'feed', openedAt],
    ['reviews', 'file', 0],
  ])
})
