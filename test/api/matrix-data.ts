import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Alert } from '../../alerts/alert/alert.ts'
import { accountList } from '../../alerts/accounts/read-accounts.ts'
import { saveDeliveries } from '../../alerts/notify/delivery-table.ts'
import { saveReportDeliveries } from '../../alerts/notify/report-delivery-table.ts'
import { saveSilences } from '../../alerts/notify/silence-table.ts'
import { recount } from '../../alerts/series/count-table.ts'
import { saveDismissedTerms } from '../../alerts/terms/dismissal-table.ts'
import { saveEmergingTerms } from '../../alerts/terms/term-store.ts'
import type { ApiDeps } from '../../api/request/deps.ts'
import { insertMentions, type MentionRow } from '../../enrich/mentions/mention-table.ts'
import type { Store } from '../../infra/store/store.ts'
import { mentionRow } from '../alerts/make.ts'
import { crackedHoppers } from '../alerts/notifications.ts'
import { hour, now } from './company.ts'

/** The department of the people in question, and another one. */
export const departments = { own: 'procurement', other: 'product' } as const
export type Whose = keyof typeof departments
export const whose = Object.keys(departments) as Whose[]

/** Everything of a department has this in its id and texts, so that a body tells whose data it holds. */
export const markOf: Record<Whose, string> = { own: 'zzown', other: 'zzother' }

/** Mentions of each department; together, they are more than either. */
export const mentionsOf: Record<Whose, number> = { own: 5, other: 7 }
const at = now - 2 * hour

/** Mentions, alerts, silences, deliveries, terms and accounts of both departments. */
export async function fillBoth(
  { store, data }: { store: Store; data: string },
  stored: (alert: Partial<Alert>) => Promise<string>,
): Promise<Pick<ApiDeps, 'accounts'>> {
  const rows = whose.flatMap(mentionsOfDepartment)
  await insertMentions(store, rows)
  await recount(store, [...new Set(rows.map(({ createdAt }) => Math.floor(createdAt / 300_000) * 300_000))])
  for (const of of whose) await fillDepartment(store, of, stored)
  await saveReportDeliveries(store, [{ ...attempt, reportId: 'report:zzother', receiver: 'care', notification: '' }])
  const file = join(data, 'accounts.csv')
  writeFileSync(file, 'platform,handle,owner\nforum,halden,Lea\n')
  return { accounts: accountList(file) }
}

const attempt = {
  state: 'sent' as const,
  dueAt: at,
  attempt: 1,
  reason: '',
  createdAt: at,
  firstAttemptAt: at,
  sentAt: at,
  version: 1,
}

function mentionsOfDepartment(of: Whose): MentionRow[] {
  const mark = markOf[of]
  const base = {
    departments: [departments[of]],
    departmentGuess: departments[of],
    departmentConfidences: [0.5],
    text: `@halden ${mark} the hopper cracked`,
    authorHandle: mark,
    url: `https://forum.example/${mark}`,
    entityKinds: ['product'],
    entityValues: [mark],
  }
  const praise = { intent: 'praise', sentiment: 'positive', sentimentScore: 0.9, authorRole: 'advocate' } as const
  return Array.from({ length: mentionsOf[of] }, (_, i) => {
    const id = `forum:${mark}-${i}`
    const kinds: Partial<MentionRow>[] = [
      {},
      praise,
      { topics: [], topicConfidences: [], topicTree: [], topicReasons: [] },
      // A copy of the other department's story, and a guess without a department.
      { duplicateOf: `forum:${markOf[of === 'own' ? 'other' : 'own']}-0`, channel: mark },
      { departments: [], departmentConfidences: [], departmentsBy: [] },
    ]
    // The praise is of the last week, the period of the report.
    return mentionRow({ id, createdAt: (i === 1 ? at - 24 * hour : at) + i * 60_000, ...base, ...kinds[i] })
  })
}

async function fillDepartment(store: Store, of: Whose, stored: (alert: Partial<Alert>) => Promise<string>) {
  const mark = markOf[of]
  const other = markOf[of === 'own' ? 'other' : 'own']
  const base = { departments: [departments[of]], title: `Hopper cracked ${mark}`, openedAt: at, updatedAt: at }
  const like = (alertId: string) => ({
    alertId,
    title: alertId,
    openedAt: at,
    resolvedAt: at,
    owner: null,
    verdict: null,
    score: 1,
  })
  const card = { ...crackedHoppers().card!, unmapped: [{ dimension: 'sku', value: mark }] }
  await stored({
    ...base,
    id: mark,
    card,
    evidence: crackedHoppers().evidence.map((quote) => ({ ...quote, mentionId: `forum:${mark}-0`, text: mark })),
    similar: [like(`${mark}-past`), like(`${other}-past`)],
    merged: [
      {
        alertId: `${other}-past`,
        title: other,
        topic: 'product',
        subject: { kind: 'topic', id: 'product', dimension: '', value: '' },
      },
    ],
    impact: { ...crackedHoppers().impact!, owner: 'nobody' },
  })
  await stored({
    ...base,
    id: `${mark}-past`,
    status: 'resolved',
    resolvedAt: at,
    mergedInto: other,
    card: null,
    impact: null,
  })
  await saveSilences(store, [
    {
      id: `silence-${mark}`,
      matches: { departments: [departments[of]] },
      fromAt: at,
      untilAt: now + hour,
      actingOnly: false,
      by: 'somebody',
      reason: mark,
      version: 1,
    },
  ])
  await saveDeliveries(store, [
    {
      ...attempt,
      alertId: mark,
      changeNumber: 1,
      changeName: 'opened',
      receiver: mark,
      groupKey: '',
      mode: 'now',
      person: '',
      asksImpact: false,
      reference: '',
      change: '',
    },
  ])
  await saveDismissedTerms(store, [
    {
      id: `dismissal-${mark}`,
      department: departments[of],
      term: `${mark} before`,
      emergingId: `term-${mark}-before`,
      kind: 'other',
      note: mark,
      observed: 9,
      companyObserved: 9,
      by: 'somebody',
      dismissedAt: at,
      restored: false,
      version: 1,
    },
  ])
  await saveEmergingTerms(store, [
    {
      id: `term-${mark}`,
      department: departments[of],
      term: mark,
      status: 'rising',
      firstSeenAt: at,
      onsetAt: at,
      emergedAt: at,
      lastSeenAt: at,
      observed: 9,
      expected: 1,
      p: 1e-6,
      authors: 9,
      texts: 9,
      exampleIds: [`forum:${mark}-2`],
      revision: 1,
    },
  ])
}
