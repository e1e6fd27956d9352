import { Type } from 'typebox'
import type { Http } from '../../infra/http/fetch.ts'
import type { Alert, ChangeName } from '../alert/alert.ts'
import { toEntry, type Entry } from './message/entry.ts'
import { clip } from '../../infra/plain-text.ts'
import type { AlertNotification, Notifier, AlertUpdate } from '../notify/notifier.ts'
import { post } from './transport/post.ts'

export const pagerdutyOptions = {
  /** Of an Events API v2 integration. */
  routingKey: Type.String({ minLength: 1 }),
  url: Type.Optional(Type.String({ pattern: '^https?://' })),
}

interface Options {
  routingKey: string
  url?: string | undefined
  dashboard: string
  timeoutMs: number
}

const eventsUrl = 'https://events.pagerduty.com/v2/enqueue'
const summaryLength = 1024

/**
 * PagerDuty's Events API v2: one event an alert, under a key of its own, so that a repeat changes nothing. It hears who has to come,
 * who came and that it is over; digests, reports and comments are not for a pager and are taken silently.
 */
export function pagerduty({ routingKey, url = eventsUrl, dashboard, timeoutMs }: Options, http: Http): Notifier {
  return {
    async notify(notification) {
      if (notification.kind === 'report' || notification.kind === 'digest') return
      for (const told of notification.alerts) {
        const event = eventOf(told, notification, dashboard)
        if (!event) continue
        const body = JSON.stringify({ routing_key: routingKey, ...event })
        await post(http, { url, body, timeoutMs, permanent: [400, 410] })
      }
    },
  }
}

type Action = 'trigger' | 'acknowledge' | 'resolve'

const actions: Partial<Record<ChangeName, Action>> = {
  opened: 'trigger',
  worsened: 'trigger',
  reopened: 'trigger',
  escalated: 'trigger',
  handedOver: 'trigger',
  released: 'trigger',
  acknowledged: 'acknowledge',
  assigned: 'acknowledge',
  claimed: 'acknowledge',
  snoozed: 'acknowledge',
  resolved: 'resolve',
}

const severities: Record<Alert['severity'], string> = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
  low: 'info',
}

function eventOf(told: AlertUpdate, notification: AlertNotification, dashboard: string): object | undefined {
  const action =
    notification.kind === 'reminder' ? 'trigger' : told.changes.map(({ change }) => actions[change]).findLast(Boolean)
  if (!action) return undefined
  const head = { event_action: action, dedup_key: `groundswell:${told.newest.alertId}` }
  if (action !== 'trigger') return head
  const entry = toEntry(told, notification, dashboard)
  return {
    ...head,
    client: 'Groundswell',
    client_url: entry.url,
    links: entry.links.map(({ text, url }) => ({ href: url, text })),
    payload: payloadOf(told.newest.alert, entry),
  }
}

function payloadOf(alert: Alert, entry: Entry) {
  const { observed, expected, lower, upper, authors } = alert
  return {
    summary: clip([entry.headline, ...entry.notes, entry.sentence].join(' · '), summaryLength),
    source: 'groundswell',
    severity: severities[alert.severity],
    timestamp: new Date(alert.updatedAt).toISOString(),
    component: alert.topic || undefined,
    group: alert.departments[0],
    class: alert.kind,
    custom_details: {
      ...Object.fromEntries([...entry.planner, ...entry.facts].map(({ name, value }) => [name, value])),
      Figures: { observed, expected, lower, upper, authors },
      Quotes: entry.quotes.map(({ text, by, url }) => ({ text, by, url })),
    },
  }
}
