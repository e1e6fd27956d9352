import { Type } from 'typebox'
import { clip } from '../../infra/plain-text.ts'
import type { Alert, ChangeName } from '../alert/alert.ts'
import { windowOf } from '../alert/sentence.ts'
import type { AlertNotification, AlertUpdate } from '../notify/notifier.ts'
import { defineNotifier, stateChanges } from '../notify/notifier-definition.ts'
import { toEntry, type Entry } from './message/entry.ts'
import { post } from './transport/post.ts'

const eventsUrl = 'https://events.pagerduty.com/v2/enqueue'
const summaryLength = 1024

/**
 * Sends one event per alert to PagerDuty's Events API v2: trigger, acknowledge or resolve, with a deduplication key of its own, so a repeat
 * changes nothing. Digests, reports and comments are skipped.
 */
export const pagerduty = defineNotifier({
  type: 'pagerduty',
  options: {
    routingKey: Type.String({ minLength: 1, description: 'The key of an Events API v2 integration.' }),
    url: Type.Optional(
      Type.String({
        pattern: '^https?://',
        description: 'URL of the Events API v2; absent: PagerDuty’s.',
        examples: ['https://events.eu.pagerduty.com/v2/enqueue'],
      }),
    ),
  },
  notifyOn: () => stateChanges,
  open: ({ routingKey, url = eventsUrl }, { http, dashboard, timeoutMs }) => ({
    notifier: {
      async notify(notification) {
        if (notification.kind === 'report' || notification.kind === 'digest') return
        for (const update of notification.alerts) {
          const event = eventOf(update, notification, dashboard)
          if (!event) continue
          const body = JSON.stringify({ routing_key: routingKey, ...event })
          await post(http, { url, body, timeoutMs, permanent: [400, 410] })
        }
      },
    },
  }),
})

type Action = 'trigger' | 'acknowledge' | 'resolve'

const actions: Partial<Record<ChangeName, Action>> = {
  opened: 'trigger',
  worsened: 'trigger',
  raised: 'trigger',
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

function eventOf(update: AlertUpdate, notification: AlertNotification, dashboard: string): object | undefined {
  const action =
    notification.kind === 'reminder' ? 'trigger' : update.changes.map(({ change }) => actions[change]).findLast(Boolean)
  if (!action) return undefined
  const head = { event_action: action, dedup_key: `groundswell:${update.newest.alertId}` }
  if (action !== 'trigger') return head
  const entry = toEntry(update, notification, dashboard)
  return {
    ...head,
    client: 'Groundswell',
    client_url: entry.url,
    links: entry.links.map(({ text, url }) => ({ href: url, text })),
    payload: payloadOf(update.newest.alert, entry),
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
      Figures:
        alert.kind === 'hazard'
          ? { Reports: observed, 'Unique authors': authors }
          : {
              Mentions: observed,
              Window: windowOf(alert),
              Expected: expected,
              'Expected range (80 %)': `${lower.toFixed(1)}–${upper.toFixed(1)}`,
              'Unique authors': authors,
            },
      Quotes: entry.quotes.map(({ text, by, url }) => ({ text, by, url })),
    },
  }
}
