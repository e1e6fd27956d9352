import { Type } from 'typebox'
import { deleteReplacedCopies, deleteReplacedTexts } from '../enrich/mentions/replaced-mentions.ts'
import { selectIn } from '../infra/store/chunks.ts'
import { patientStore } from '../infra/store/patient-store.ts'
import { purgeOldParts } from '../infra/store/purge.ts'
import { erasureLock, withStoreLock } from '../infra/store/store-lock.ts'
import type { Store } from '../infra/store/store.ts'
import { saveErasure } from '../ingest/erasure-table.ts'
import { alertPlaces, reportPlace } from './alert-places.ts'
import { letAlertsForget, type ErasureDeps } from './erasure.ts'
import { tracesOfRemoved } from './scrub.ts'

export type RemovedDeps = Pick<ErasureDeps, 'store' | 'log' | 'logger' | 'isShared' | 'now'>

/** The writer of alerts may write a quote again that it has in memory, before it forgets it. */
const mostRounds = 3

/**
 * Deletes what removed mentions have left, whether a source, an author or retention removed them: quotes in alerts, notifications and reports,
 * and the older rows of the mentions and of their corrections. When it resolves, their texts are in no file of the store. Cheap when there is
 * nothing to do, and may be repeated after a crash. Waits for an erasure that runs.
 * @param signal ends it early; the next run does the rest
 */
export const deleteRemoved = (deps: RemovedDeps, signal: AbortSignal): Promise<void> =>
  withStoreLock(deps.store, { lock: erasureLock, signal, logger: deps.logger }, (held) =>
    deleteNow({ ...deps, store: patientStore(deps.store, { signal: held }) }, held),
  )

async function deleteNow(deps: RemovedDeps, signal: AbortSignal): Promise<void> {
  const { store, logger } = deps
  // The quotes come first: the older rows still say what else may repeat them.
  const quotes = await scrubQuotes(deps, signal)
  const mentions = await deleteReplacedTexts(store, signal)
  const tables = [...quotes.tables, ...(mentions > 0 ? ['mentions'] : []), ...(await deleteReplacedCopies(store))]
  if (tables.length === 0) return
  logger.info({ mentions, quoted: quotes.mentions }, 'what removed mentions have left was deleted')
  await purgeOldParts(store, [...new Set(tables)]).catch((err: unknown) => {
    logger.warn({ err }, 'a query reads old files of removed mentions; the store deletes them when it ends')
  })
}

/** Blanks the quotes as an erasure does. Processes that have them in memory read them again. */
async function scrubQuotes(
  { store, log, isShared, now = Date.now }: RemovedDeps,
  signal: AbortSignal,
): Promise<{ mentions: number; tables: string[] }> {
  const scrubbed = { mentions: 0, tables: [] as string[] }
  for (let round = 1; round <= mostRounds; round++) {
    signal.throwIfAborted()
    const ids = await quotedRemoved(store)
    if (ids.length === 0) break
    const traces = tracesOfRemoved(new Set(ids))
    // Lines of a report have no ids. Elsewhere the same text may be that of another mention, which stays.
    const inReports = tracesOfRemoved(new Set(ids), await textsOf(store, ids))
    for (const place of [reportPlace({ store, traces: inReports }), ...alertPlaces({ store, traces })]) {
      await place.erase()
      scrubbed.tables.push(...place.tables)
    }
    scrubbed.mentions = Math.max(scrubbed.mentions, ids.length)
    const record = { id: 'removed', by: 'groundswell', kind: 'removed' as const, places: [], finished: true }
    await saveErasure(store, { ...record, mentions: ids.length, erasedAt: now() })
    if (await isShared()) await letAlertsForget({ log }, now())
  }
  return scrubbed
}

/** Where quotes are, as JSON; also in rows that were replaced. */
const quotes = [
  `SELECT arrayJoin(JSONExtractArrayRaw(body, 'evidence')) AS quote FROM alerts`,
  `SELECT arrayJoin(JSONExtractArrayRaw(body, 'alert', 'evidence')) AS quote FROM alert_changes`,
  `SELECT arrayJoin(JSONExtractArrayRaw(change, 'alert', 'evidence')) AS quote FROM deliveries`,
  `SELECT JSONExtractRaw(arrayJoin(JSONExtractArrayRaw(notification, 'attached', 'report', 'departments')), 'praise', 'quote') AS quote FROM report_deliveries`,
].join(' UNION ALL ')

/** Ids of removed mentions that something still quotes. In two steps: a cluster refuses `IN` of a select that finds nothing. */
async function quotedRemoved(store: Store): Promise<string[]> {
  const Id = Type.Object({ id: Type.String() })
  const quoted = await store.select(
    Id,
    `SELECT DISTINCT JSONExtractString(quote, 'mentionId') AS id FROM (${quotes})
     WHERE JSONExtractString(quote, 'text') != '' OR JSONExtractString(quote, 'author') != '' OR JSONExtractString(quote, 'url') != ''`,
  )
  const list = quoted.map(({ id }) => id)
  const sql = 'SELECT DISTINCT id FROM mentions WHERE removed_at IS NOT NULL AND id IN {ids: Array(String)}'
  const rows = await selectIn(store, Id, sql, { name: 'ids', list })
  return rows.map(({ id }) => id)
}

/** Their texts, titles and links in older rows. */
async function textsOf(store: Store, ids: readonly string[]): Promise<string[]> {
  const rows = await selectIn(
    store,
    Type.Object({ text: Type.String() }),
    `SELECT DISTINCT arrayJoin([text, title, url]) AS text FROM mentions WHERE id IN {ids: Array(String)} AND removed_at IS NULL`,
    { name: 'ids', list: ids },
  )
  return rows.map(({ text }) => text)
}
