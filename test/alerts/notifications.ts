import type { Alert, AlertChange } from '../../alerts/alert/alert.ts'
import type { AlertNotification, AlertUpdate, ReportNotification } from '../../alerts/notify/notifier.ts'
import { alertNow, changeNow } from './make.ts'

const onset = Date.UTC(2026, 9, 14, 9, 40)
const minute = 60_000

/** An alert with a planner card: cracked hoppers of one lot. */
export function crackedHoppers(over: Partial<Alert> = {}): Alert {
  return alertNow({
    id: 'b1f0c2d9a7e3',
    title: 'Broken on arrival · Lot 2610-B',
    severity: 'high',
    departments: ['procurement', 'product'],
    topic: 'product.broken',
    onsetAt: onset,
    openedAt: onset + 12 * minute,
    updatedAt: onset + 12 * minute,
    observed: 41,
    expected: 4.2,
    lower: 2,
    upper: 7,
    authors: 38,
    texts: 39,
    mentions: 63,
    drivers: [
      { dimension: 'lot', value: '2610-B', share: 0.78, lift: 31, now: 32, expected: 0.4 },
      { dimension: 'product', value: 'CM-40', share: 0.71, lift: 6, now: 29, expected: 3 },
      { dimension: 'term', value: 'hopper cracked', share: 0.46, lift: 44, now: 19, expected: 0 },
    ],
    evidence: [
      quote(
        'Third CM-40 from the same box and the hopper cracked again when I filled it. Lot 2610-B is on the sticker.',
        {
          author: 'Kerstin B.',
          source: 'reddit',
          url: 'https://forum.example/coffee/t/81733',
        },
      ),
      quote('Hairline crack right along the hopper, beans all over the kitchen. Two weeks old!', {
        author: 'jonas_tveit',
        source: 'mastodon',
        url: 'https://social.example/@jonas_tveit/1127',
      }),
      quote('We sell these in the shop and had four returns today, every one a split hopper.', {
        author: 'Kaffehuset Nord',
        source: 'helpdesk',
      }),
    ],
    card: {
      items: [
        {
          sku: '',
          lot: '2610-B',
          product: 'CM-40',
          carrier: '',
          region: '',
          warehouse: '',
          supplier: 'Veld Plastics',
          site: 'Aarhus',
          part: 'Hopper HP-40',
          owner: 'Nora Lind',
          units: 3_200,
          openOrders: 410,
          revenue: 158_000,
        },
      ],
      exposure: { units: 3_200, openOrders: 410, revenue: 158_000, currency: 'EUR' },
      authors: 38,
      sources: 4,
      confirmation: 'confirmed',
      unmapped: [],
    },
    impact: { status: 'potential', expectedUntil: null, owner: 'Nora Lind', by: 'groundswell', reason: '', at: onset },
    ...over,
  })
}

const quote = (text: string, over: { author: string; source: string; url?: string }): Alert['evidence'][number] => ({
  mentionId: text.slice(0, 12),
  text,
  sentiment: 'negative',
  url: '',
  createdAt: onset + minute,
  ...over,
})

export function updateOf(alert: Alert, over: Partial<AlertChange> & Partial<AlertUpdate> = {}): AlertUpdate {
  const { reference, confirmUrl, changes, ...change } = over
  const newest = changeNow({ alert, ...change })
  return { newest, changes: changes ?? [newest], reference, confirmUrl }
}

let made = 0

export function notificationOf(alerts: AlertUpdate[], over: Partial<AlertNotification> = {}): AlertNotification {
  return { kind: 'changes', id: `notification-${++made}`, group: 'group-1', alerts, at: onset + 57 * minute, ...over }
}

/** Updates of different alerts. */
export const manyUpdates = (count: number): AlertUpdate[] =>
  Array.from({ length: count }, (_, i) =>
    updateOf(crackedHoppers({ id: `many${i}`, title: `Parcel late · carrier ${i}` })),
  )

export const reportNotification = (over: Partial<ReportNotification> = {}): ReportNotification => ({
  kind: 'report',
  id: `report-${++made}`,
  group: 'weekly',
  title: 'The week of 12 October',
  lines: ['Support: 214 mentions, 20 % more than the week before.', 'Procurement: lot 2610-B accounts for 78 %.'],
  at: onset,
  ...over,
})
