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
import { saveDeliveries } from '../../alerts/notify/delivery-table.ts'
import { recount } from '../../alerts/series/count-table.ts'
import { baseBucketMs } from '../../alerts/series/subject.ts'
import { saveEmergingTerms } from '../../alerts/terms/term-store.ts'
import { openErasure } from '../../erasure/erasure.ts'
import { Rejected } from '../../infra/log/event-log.ts'
import { mentionsTopic, type Mention } from '../../ingest/mention/mention.ts'
import type { RawMention } from '../../ingest/mention/source.ts'
import { authorSecret } from '../../ingest/redact/author-secret.ts'
import { redaction } from '../../ingest/redact/redact.ts'
import { openSuppressions } from '../../ingest/redact/suppressions.ts'
import { openRejects } from '../../ingest/rejects.ts'
import { alertNow, changeNow } from '../alerts/make.ts'
import type { openEmbedded } from '../open-platform.ts'
import { until } from '../until.ts'

export type Embedded = Awaited<ReturnType<typeof openEmbedded>>

export const now = Date.UTC(2026, 9, 15, 12)
export const bucketAt = Math.floor(now / baseBucketMs) * baseBucketMs
const taxonomy = readTaxonomy()

/** Words that only the erased person wrote; none is in a model or a list. */
export const words = {
  text: 'quixodrome',
  handle: 'zorblaxian',
  url: 'vextrimble',
  title: 'marnoflip',
  product: 'brindlewock',
}

export const planted: RawMention[] = ['one', 'two', 'three'].map((nativeId) => ({
  nativeId,
  createdAt: now,
  text: `My parcel is late again, ${nativeId}: ${words.text} says the driver`,
  title: `Late, ${words.title}`,
  url: `https://x.example/${words.url}/${nativeId}`,
  author: { id: 'id-77', handle: words.handle },
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
    listed: new Set(),
    isShared: async () => isShared,
    now: () => now,
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
  await deadLetter(platform)
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
