import { seesAll } from '../../../alerts/alert/visibility.ts'
import type { Alert, AlertChange, ChangeName } from '../../../alerts/alert/alert.ts'
import { alertsTopic, initialFields } from '../../../alerts/alert/alert.ts'
import { saveAlerts, saveChange } from '../../../alerts/alert/alert-table.ts'
import { toReceivers, type NotifierOptions } from '../../../alerts/notifiers/registry.ts'
import type { OrganisationOptions } from '../../../alerts/organisation/options.ts'
import { toOrganisation } from '../../../alerts/organisation/organisation.ts'
import { startNotify } from '../../../alerts/notify/notify.ts'
import { findDeliveries, type Delivery } from '../../../alerts/notify/delivery-table.ts'
import { notificationDefaults, notifiedByDefault, type NotificationOptions } from '../../../alerts/notify/settings.ts'
import { noObserver, type NotifyObserver } from '../../../alerts/notify/observer.ts'
import { silencesTopic, type Silence } from '../../../alerts/notify/silence-table.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openHttp } from '../../../infra/http/fetch.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { openHttpReceiver, type HttpReceiver } from '../../receivers/http-receiver.ts'
import { until } from '../../until.ts'
import { alertNow, changeNow } from '../make.ts'
import type { Stop } from '../../../infra/stop.ts'

export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
/** A Tuesday, noon. */
export const noon = Date.UTC(2026, 10, 24, 12)

const tickMs = 10
const taxonomy = readTaxonomy()

/** A place that was told something, and what it was told: `changed a(opened) b(opened, resolved)`. */
export interface Place extends HttpReceiver {
  name: string
  told(): string[]
}

type WebhookOptions = Partial<Extract<NotifierOptions, { type: 'webhook' }>>

interface Setting {
  places?: readonly (Place | [Place, WebhookOptions])[]
  more?: NotifierOptions[]
  organisation?: Partial<OrganisationOptions>
  options?: Partial<NotificationOptions>
  timeoutMs?: number
  observer?: NotifyObserver
  /** Stands between harness and the store when it writes. */
  writing?: (insert: () => Promise<void>, rows: readonly Partial<Delivery>[]) => Promise<void>
}

/** A real log, a real store, real receivers, and a clock that only the test moves. */
export async function openHarness() {
  const platform = await openLogAndStore()
  const http = openHttp({ allowPrivate: ['127.0.0.1'], logger: platform.logger })
  const opened: Place[] = []
  let [now, looks] = [noon, 0]
  let stop: Stop | undefined

  async function place(name: string): Promise<Place> {
    const receiver = await openHttpReceiver(() => ({ status: 200 }))
    const made = { ...receiver, name, told: () => receiver.taken.map(({ body }) => inShort(body)) }
    opened.push(made)
    return made
  }

  const toOptions = (each: Place | [Place, WebhookOptions]): NotifierOptions => {
    const [{ name, url }, over] = Array.isArray(each) ? each : [each, {}]
    return {
      type: 'webhook',
      name,
      url,
      secrets: 'a secret of 24 characters',
      notifyOn: [...notifiedByDefault],
      ...over,
    }
  }

  async function start({
    places = [],
    more = [],
    organisation,
    options,
    timeoutMs = 500,
    observer = noObserver,
    writing,
  }: Setting): Promise<void> {
    await stop?.()
    const means = { http, print: () => {}, dashboard: 'http://groundswell', logger: platform.logger }
    const { store } = platform
    const insert: typeof store.insert = (table, rows) =>
      writing ? writing(() => store.insert(table, rows), rows) : store.insert(table, rows)
    stop = await startNotify({
      ...platform,
      store: { ...store, insert },
      receivers: toReceivers([...places.map(toOptions), ...more], { ...means, allowPrivate: [], timeoutMs }),
      organisation: toOrganisation({ model: 'hub-and-spoke', ...organisation }, taxonomy),
      options: { ...notificationDefaults, ...options },
      confirmUrl: (alertId, person) => `http://groundswell/confirm/${alertId}/${person}`,
      clock: () => {
        looks++
        return now
      },
      tickMs,
      observer,
    })
  }

  /** A few ticks, so that whatever is due has been begun. */
  async function ticks(): Promise<void> {
    const after = looks + 4
    await until('it ticks', () => looks >= after)
  }

  return {
    ...platform,
    place,
    start,
    ticks,
    now: () => now,
    /** So many messages have come, and that is written down. */
    async has(place: Place, count: number) {
      await until(`${count} messages for ${place.name}`, () => place.told().length >= count)
      await ticks()
    },
    async stop() {
      await stop?.()
      stop = undefined
    },
    /** As if nothing had ever been told; the clock starts again. */
    async forget() {
      await stop?.()
      ;[stop, now] = [undefined, noon]
      for (const table of ['deliveries', 'silences', 'dismissed_terms', 'emerging_terms', 'alerts', 'alert_changes'])
        await platform.store.command(`TRUNCATE TABLE ${table}`)
    },
    async moveTo(time: number) {
      now = time
      if (stop) await ticks()
    },
    async pass(ms: number) {
      now += ms
      if (stop) await ticks()
    },
    /** As the writer of alerts does it. */
    async publish(...changes: AlertChange[]) {
      const positions = await platform.log.publish(alertsTopic, changes)
      for (const change of changes) await saveChange(platform.store, change)
      await saveAlerts(
        platform.store,
        changes.map(({ alert }) => ({ ...initialFields, ...alert })),
      )
      if (stop) await platform.log.reached('deliver', positions)
    },
    async silence(over: Partial<Silence>) {
      const silence = {
        id: 's1',
        matches: {},
        fromAt: 0,
        untilAt: 0,
        by: 'ana',
        reason: 'known',
        actingOnly: false,
        version: 1,
        ...over,
      }
      await platform.log.reached('silences', await platform.log.publish(silencesTopic, [silence]))
    },
    /** An alert and the changes it goes through. */
    life(over: Partial<Alert> & { id: string }) {
      let alert = alertNow({ departments: ['logistics'], openedAt: now, changeNumber: 0, ...over })
      return (change: ChangeName, set: Partial<Alert> = {}, by = 'groundswell'): AlertChange => {
        const facts = { ...alert.facts, revision: alert.facts.revision + 1 }
        const next = { ...afterwards(change), updatedAt: now, changeNumber: alert.changeNumber + 1, facts }
        alert = { ...alert, ...next, ...set }
        return changeNow({ alert, change, changeNumber: alert.changeNumber, at: now, by })
      }
    },
    /** Resolves once all that was due of an alert was told and that is written down. */
    async remembered(alertId: string) {
      const rows = () => findDeliveries(platform.store, { alertId, limit: 100, visibility: seesAll })
      await until('it is remembered', async () => (await rows()).every(({ state }) => state === 'sent'))
    },
    deliveries: (query: { receiver?: string; alertId?: string }): Promise<Delivery[]> =>
      findDeliveries(platform.store, { ...query, limit: 100, visibility: seesAll }),
    async close() {
      await stop?.()
      await Promise.all(opened.map((each) => each.close()))
      await platform.close()
    },
  }
}

function afterwards(change: ChangeName): Partial<Alert> {
  if (change === 'acknowledged' || change === 'assigned') return { status: 'acknowledged', owner: 'kim' }
  if (change === 'resolved') return { status: 'resolved' }
  return change === 'opened' || change === 'reopened' ? { status: 'open', owner: null } : {}
}

interface Wire {
  type: string
  data: { alerts: { alert: { id: string }; changes: { change: string }[] }[] }
}

function inShort(body: string): string {
  const { type, data } = JSON.parse(body) as Wire
  const alerts = data.alerts.map(
    ({ alert, changes }) => `${alert.id}(${changes.map((each) => each.change).join(', ')})`,
  )
  return [type.replace('alerts.', ''), ...alerts.toSorted()].join(' ')
}

/** Waits until the place has taken so many messages. */
export const has = (place: { told(): string[] }, count: number) =>
  until(`${count} messages`, () => place.told().length >= count)
