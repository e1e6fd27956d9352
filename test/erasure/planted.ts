import { insertCorrection } from '../../enrich/mentions/correction-table.ts'
import { correctionsTopic } from '../../enrich/mentions/correction.ts'
import { enrichGroup, startEnrich } from '../../enrich/enrich.ts'
import { openPipeline } from '../../enrich/enrichers/pipeline.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { alertsTopic, type Alert } from '../../alerts/alert/alert.ts'
import { saveBacktests, type StoredBacktest } from '../../alerts/backtest/backtest-table.ts'
import { compared } from '../../alerts/backtest/compare.ts'
import { reportOf } from '../../alerts/backtest/report.ts'
import { saveAlerts, saveChange } from '../../alerts/alert/alert-table.ts'
import { knownIssuesTopic, saveKnownIssues } from '../../alerts/issues/known-issue-table.ts'
import { saveDeliveries } from '../../alerts/notify/delivery-table.ts'
import { saveReportDeliveries } from '../../alerts/notify/report-delivery-table.ts'
import { saveSilences, silencesTopic } from '../../alerts/notify/silence-table.ts'
import { recount } from '../../alerts/series/count-table.ts'
import { baseBucketMs } from '../../alerts/series/subject.ts'
import { saveDismissedTerms } from '../../alerts/terms/dismissal-table.ts'
import { dismissedTermsTopic, type DismissedTerm } from '../../alerts/terms/dismissed-term.ts'
import { saveEmergingTerms } from '../../alerts/terms/term-store.ts'
import { savedViewsTopic, saveViews, type SavedView } from '../../alerts/trends/saved-view-table.ts'
import { taxonomyEditsTopic } from '../../enrich/edits/edit-table.ts'
import { openErasure } from '../../erasure/erasure.ts'
import { ordinaryWords } from '../../erasure/words.ts'
import { Rejected } from '../../infra/log/event-log.ts'
import { saveGaps } from '../../ingest/gap-table.ts'
import { mentionsTopic, type Mention } from '../../ingest/mention/mention.ts'
import type { RawMention } from '../../ingest/mention/source.ts'
import { authorSecret } from '../../ingest/redact/author-secret.ts'
import { redaction } from '../../ingest/redact/redact.ts'
import { openSuppressions } from '../../ingest/redact/suppressions.ts'
import { openRejects } from '../../ingest/rejects.ts'
import { initialHealth, saveHealth } from '../../ingest/source-table.ts'
import { alertNow, changeNow } from '../alerts/make.ts'
import type { openEmbedded } from '../open-platform.ts'
import { until } from '../until.ts'

export type Embedded = Awaited<ReturnType<typeof openEmbedded>>

export const now = Date.UTC(2026, 9, 15, 12)
export const bucketAt = Math.floor(now / baseBucketMs) * baseBucketMs
const taxonomy = readTaxonomy()
const ordinary = ordinaryWords(taxonomy)

/** Words that only the erased person wrote; none is in a model or a list. */
export const words = {
  text: 'quixodrome',
  handle: 'zorblaxian',
  url: 'vextrimble',
  title: 'marnoflip',
  product: 'brindlewock',
  channel: 'thornwick',
  reply: 'plumdasher',
  /** In their texts, and otherwise only in what people set. */
  phrase: 'gaspelfrock',
}

export const planted: RawMention[] = ['one', 'two', 'three'].map((nativeId) => ({
  nativeId,
  createdAt: now,
  text: `My parcel is late again, ${nativeId}: ${words.text} says the driver of ${words.phrase}`,
  title: `Late, ${words.title}`,
  url: `https://x.example/${words.url}/${nativeId}`,
  author: { id: 'id-77', handle: words.handle },
  channel: `The blog of ${words.channel}`,
  inReplyTo: `${words.reply}-1`,
  fields: { product: words.product },
}))

export const others: RawMention[] = ['four', 'five'].map((nativeId) => ({
  nativeId,
  createdAt: now,
  text: `Where is my parcel ${nativeId}? It is late, terrible`,
  url: `https://x.example/${nativeId}`,
  author: { id: nativeId, handle: `handle-${nativeId}` },
}))

export function mentionsOf(platform: Embedded, raws: readonly RawMention[]): Mention[] {
  const toMention = redaction(authorSecret(platform.data))
  return raws.map((raw) => toMention(raw, 'forum', now))
}

export const enriching = (platform: Embedded) =>
  startEnrich({
    log: platform.log,
    store: platform.store,
    taxonomy,
    pipeline: openPipeline(taxonomy, {}),
    suppressions: openSuppressions(platform.store, authorSecret(platform.data)),
  })

/** Publishes mentions through the suppression list, as every door does, and waits until they are stored. @returns how many were kept */
export async function file(platform: Embedded, raws: readonly RawMention[]): Promise<number> {
  const secret = authorSecret(platform.data)
  const kept = await openSuppressions(platform.store, secret).withoutErased(mentionsOf(platform, raws))
  if (kept.length > 0) await platform.log.reached(enrichGroup, await platform.log.publish(mentionsTopic, kept))
  return kept.length
}

export const erasureOf = (platform: Pick<Embedded, 'store' | 'log' | 'logger' | 'data'>, isShared = false) =>
  openErasure({
    store: platform.store,
    log: platform.log,
    logger: platform.logger,
    data: platform.data,
    secret: authorSecret(platform.data),
    listed: ordinary,
    isShared: async () => isShared,
    now: () => now,
    reachMs: 5_000,
  })

export const alertWith = (over: Partial<Alert> = {}): Alert => {
  const value = { dimension: 'product', value: words.product, share: 0.9 }
  const alert = alertNow({ id: 'planted', openedAt: now, ...over })
  return {
    ...alert,
    title: `Parcel late · ${words.product}`,
    drivers: [
      { dimension: 'term', value: words.text, share: 0.8, lift: 9, now: 3, expected: 0, also: [value] },
      { dimension: 'term', value: 'parcel', share: 0.7, lift: 2, now: 5, expected: 1 },
    ],
    evidence: [
      {
        mentionId: 'forum:one',
        text: planted[0]!.text,
        author: words.handle,
        source: 'forum',
        sentiment: 'negative',
        url: planted[0]!.url!,
        createdAt: now,
      },
      {
        mentionId: 'forum:four',
        text: others[0]!.text,
        author: 'handle-four',
        source: 'forum',
        sentiment: 'negative',
        url: others[0]!.url!,
        createdAt: now,
      },
    ],
    similar: [
      {
        alertId: 'earlier',
        title: `Parcel late · “${words.text}”`,
        openedAt: now,
        resolvedAt: now,
        owner: null,
        verdict: null,
        score: 0.5,
      },
    ],
  }
}

const rule = { budgetPerWeek: 3, gates: { mentions: 5, authors: 4, texts: 4, ratio: 2 } }

/** A backtest that found such an alert. */
function backtestWith(alert: Alert): StoredBacktest {
  const found = { alerts: [alert], changes: [changeNow({ alert })], candidates: [] }
  const report = reportOf({ rule, from: now - 1, to: now + 1, evaluations: 1, ...found }, [], now)
  return {
    id: 'planted',
    state: 'done',
    by: 'mara',
    // The table keeps them for 90 days.
    requestedAt: Date.now(),
    updatedAt: Date.now(),
    request: { weeks: 1, rule, suggests: false },
    progress: { share: 1, at: now },
    reason: '',
    result: { inForce: report, tried: report, changes: compared(report, report), suggestion: null },
    version: 2,
  }
}

/** Stores the mentions, and everything that repeats a part of them. */
export async function plant(platform: Embedded): Promise<void> {
  const { log, store, data } = platform
  const stop = await enriching(platform)
  await file(platform, [...planted, ...others])
  await stop()
  await saveBacktests(store, [backtestWith(alertWith())])
  await recount(store, [bucketAt])
  await plantAlert(platform)
  const command = {
    commandId: 'c1',
    mentionId: 'forum:one',
    right: { topics: [] },
    reason: words.text,
    by: 'kim',
    at: now,
  }
  await log.publish(correctionsTopic, [command])
  await insertCorrection(store, {
    ...command,
    text: planted[0]!.text,
    cluster: 'c',
    correctedAt: now,
    mentionVersion: now + 1,
    commandIds: ['c1'],
  })
  openRejects(data, 'forum').add({ at: 'entry 1', reason: 'no time', row: { id: 'x', body: words.text } })
  openRejects(data, 'forum').add({ at: 'entry 2', reason: 'no time', row: { author: words.handle } })
  openRejects(data, 'forum').add({ at: 'entry 3', reason: 'no time', row: { author: 'handle-four' } })
  for (const item of unparsed) openRejects(data, 'forum').add(item)
  await plantSettings(platform)
  await plantReasons(platform)
  await deadLetter(platform)
}

/** Items that are no JSON, or not any more: the last one is of somebody else. */
const unparsed = [
  { at: 'entry 4', reason: 'no time', raw: `{"author":"${words.handle}","body":"${'x'.repeat(2_000)}`.slice(0, 2_000) },
  { at: 'entry 5', reason: 'no time', raw: `7,yesterday,${words.handle},"Late again"` },
  { at: 'entry 6', reason: 'no date', raw: `From: ${words.handle} <[mail]>\r\nSubject: Late\r\n\r\nStill late` },
  {
    at: 'entry 7',
    reason: 'no time',
    raw: `{"id":"two","body":"${'y'.repeat(1_950)}"},"n":[${'1,'.repeat(99)}`.slice(0, 2_000),
  },
  { at: 'entry 9', reason: `by is "${words.handle}", not an object`, raw: '9,yesterday,"Late"' },
  { at: 'entry 8', reason: 'no time', raw: '8,yesterday,handle-five,"Late, twofold"' },
]

async function plantSettings({ log, store }: Embedded): Promise<void> {
  const edit = {
    kind: 'add' as const,
    id: 'drivers',
    name: `Drivers of ${words.phrase}`,
    owners: ['logistics'],
    phrases: [`driver * ${words.phrase}`, 'rude * driver'],
  }
  const edits = [{ id: 'e1', madeAt: now, by: 'kim', edit }]
  await log.publish(taxonomyEditsTopic, edits)
  await store.insert(
    'taxonomy_edits',
    edits.map((each) => ({ ...each, edit: JSON.stringify(each.edit) })),
  )
  const view = { id: 'v1', by: 'kim', savedAt: now, removed: false }
  const views: SavedView[] = [
    { ...view, name: `All about ${words.phrase}`, query: { q: words.phrase, by: 'carrier' }, version: 1 },
    { ...view, name: 'All', query: { by: 'carrier' }, version: 2 },
  ]
  await log.publish(savedViewsTopic, views)
  await saveViews(store, views)
  const issue = {
    id: 'i1',
    kind: 'incident' as const,
    name: `Outage of ${words.phrase}`,
    fromAt: now,
    fixes: '',
    topics: [],
    departments: ['logistics'],
    products: [words.product],
    versions: [],
    by: 'kim',
    savedAt: now,
    removed: false,
    version: 1,
  }
  await log.publish(knownIssuesTopic, [issue])
  await saveKnownIssues(store, [issue])
  const silence = {
    id: 's1',
    matches: { products: [words.product] },
    fromAt: now,
    untilAt: now + 1,
    actingOnly: false,
    by: 'kim',
    reason: `${words.handle} knows`,
    version: 1,
  }
  await log.publish(silencesTopic, [silence])
  await saveSilences(store, [silence])
  const base = { department: 'logistics', kind: 'other' as const, observed: 3, companyObserved: 3, by: 'kim' }
  const dismissal = { ...base, emergingId: 'e1', dismissedAt: now, restored: false, version: 1 }
  const dismissed: DismissedTerm[] = [
    { ...dismissal, id: 'd1', term: words.text, note: 'known' },
    { ...dismissal, id: 'd2', term: 'parcel', note: `${words.handle} knows` },
  ]
  await log.publish(dismissedTermsTopic, dismissed)
  await saveDismissedTerms(store, dismissed)
}

/** Also in rows that a later one has replaced. */
async function plantReasons({ store }: Embedded): Promise<void> {
  const reason = `item 3 of ${words.handle} cannot be read`
  const health = { ...initialHealth({ source: 'forum', kind: 'feed', state: 'failing' }), reason, updatedAt: now }
  await saveHealth(store, [health])
  await saveHealth(store, [{ ...health, reason: `${words.handle} again`, updatedAt: now + 1 }])
  const gap = { source: 'forum', fromAt: now - 1, untilAt: now, filledUntilAt: now - 1 }
  await saveGaps(store, [{ ...gap, reason: `cannot read "${planted[0]!.channel}"` }])
  const report = {
    reportId: 'report:2026-10-12',
    receiver: 'chat',
    state: 'due' as const,
    dueAt: now,
    attempt: 1,
    reason: `the service refused: ${words.handle}`,
    createdAt: now,
    firstAttemptAt: now,
    sentAt: 0,
    version: 1,
    notification: JSON.stringify({ report: { lines: [`“${planted[0]!.text.slice(0, 40)}…”`, 'Parcels: 4'] } }),
  }
  await saveReportDeliveries(store, [report, { ...report, receiver: 'mail' }])
  await saveReportDeliveries(store, [
    { ...report, state: 'sent', reason: '', sentAt: now, version: 2, notification: '' },
  ])
}

async function plantAlert({ log, store }: Embedded): Promise<void> {
  const change = changeNow({ alert: alertWith(), reason: `${words.handle} called` })
  await log.publish(alertsTopic, [change])
  await saveAlerts(store, [alertWith()])
  await saveChange(store, change)
  await saveDeliveries(store, [
    {
      alertId: 'planted',
      changeNumber: 1,
      changeName: 'opened',
      receiver: 'chat',
      state: 'due',
      dueAt: now + 1e9,
      attempt: 0,
      reason: '',
      createdAt: now,
      firstAttemptAt: 0,
      sentAt: 0,
      version: 0,
      groupKey: 'planted',
      mode: 'now',
      person: '',
      asksImpact: false,
      reference: '',
      change: JSON.stringify(change),
    },
  ])
  const days = { firstSeenAt: now, onsetAt: now, emergedAt: now, lastSeenAt: now }
  const figures = { observed: 3, expected: 0, p: 0.001, authors: 3, texts: 3, exampleIds: ['forum:one'], revision: 1 }
  await saveEmergingTerms(store, [
    { id: 'e1', department: 'logistics', term: words.text, status: 'rising', ...days, ...figures },
    { id: 'e2', department: 'logistics', term: 'parcel', status: 'rising', ...days, ...figures },
  ])
}

/** A group that refuses one of the mentions. */
async function deadLetter({ log }: Embedded): Promise<void> {
  const stop = await log.subscribe(mentionsTopic, 'picky', async (events) => {
    const refused = events.find(({ id }) => id === 'forum:two')
    if (refused) throw new Rejected(refused, `cannot read ${words.text}`)
  })
  await until('a dead letter', async () => (await log.deadLetters(1)).length === 1)
  await stop()
}
