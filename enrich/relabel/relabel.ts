import { randomUUID } from 'node:crypto'
import type { Store } from '../../infra/store/store.ts'
import { asCorrected } from '../mentions/corrections.ts'
import { toLabels } from '../mentions/label-columns.ts'
import {
  emptyShadow,
  finishRelabels,
  insertShadow,
  loadRelabels,
  shadowSpans,
  staleSpans,
  staleTexts,
  startRelabel,
  switchSpan,
  versionsSince,
  type Span,
  type StaleRow,
  type Versions,
} from './relabel-table.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'
import type { Pipeline, PipelineOutput } from '../enrichers/pipeline.ts'

/** The period that the baselines learn from, and two more weeks. */
export const relabelledMs = 56 * 24 * 3_600_000

export interface RelabelDeps {
  store: Store
  taxonomy: Taxonomy
  pipeline: Pipeline
}
export interface Relabelling {
  /** Epoch ms. Older mentions keep their labels; the charts mark the seam. */
  since: number
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
}
interface Progress {
  doing: 'labelling' | 'switching'
  /** Number of mentions done, and of all mentions. */
  done: number
  of: number
}

const hourMs = 3_600_000
const rowsAtOnce = 2_000
/** Texts per call of a thread. */
const textsAtOnce = 250
/** ClickHouse opens a buffer for each file of each column of an insert: 300 MB for 45,000 mentions. */
const switchedAtOnce = 5_000
/** Another process may store old labels or edits meanwhile. Those that it stores after this many rounds wait for the next start. */
const mostRounds = 3

/** Whether any mention might need relabelling. Fast, because it does not load the models. */
export async function mayBeStale(store: Store, since: number): Promise<boolean> {
  const { versions, unfinished } = await versionsSince(store, since)
  return versions.length > 0 || unfinished > 0
}

/**
 * Gives the mentions since `since` that were not deleted the labels of the current models and taxonomy: labels all of
 * them in the shadow table, then switches all at once. Nothing else of a mention changes. If it is stopped or killed, the
 * next call reaches the same state and labels nothing twice. Resolves to the number of mentions switched.
 */
export async function relabel(deps: RelabelDeps, relabelling: Relabelling): Promise<number> {
  const { store, pipeline, taxonomy } = deps
  const since = Math.floor(relabelling.since / hourMs) * hourMs
  const { versions, unfinished } = await versionsSince(store, since)
  if (versions.length === 0 && unfinished === 0) return 0
  const [probe] = await pipeline([{ text: 'hello' }])
  const current = { modelVersion: probe!.modelVersion, taxonomyVersion: taxonomy.version }
  if (unfinished === 0 && versions.every((version) => isSame(version, current))) return 0
  const open = (await loadRelabels(store)).filter((each) => each.finishedAt === undefined)
  // If a kill left a mixture of versions, relabels as far back as the mixture reaches.
  const from = Math.min(since, ...open.map((each) => each.fromAt))
  let switched = 0
  for (let round = 0; round < mostRounds; round++) {
    await labelInShadow(deps, { ...relabelling, since: from }, current)
    const rows = await switchLabels(store, { ...relabelling, since: from }, current)
    if (rows === 0) break
    switched += rows
  }
  return switched
}

/** Writes new labels to the shadow table, as far as they are missing. They are invisible until the switch. */
export async function labelInShadow(
  { store, pipeline, taxonomy }: RelabelDeps,
  { since, signal, onProgress }: Relabelling,
  current: Versions,
): Promise<void> {
  const labelsOf = toLabels(taxonomy)
  const spans = await staleSpans(store, { since, most: rowsAtOnce }, current)
  const of = rowsIn(spans)
  let done = 0
  for (const span of spans) {
    for (let after: StaleRow | undefined; ;) {
      signal?.throwIfAborted()
      const page = await staleTexts(store, { span, after, limit: rowsAtOnce }, current)
      const found = await enrichedOrNone(pipeline, page)
      const labelled = page.flatMap(({ id, createdAt, version, title, text }, i) =>
        found[i] ? [{ id, createdAt, version, title, text, ...labelsOf(found[i]) }] : [],
      )
      // Corrections by people take precedence over the new models.
      const rows = await asCorrected(store, labelled, taxonomy)
      await insertShadow(
        store,
        rows.map(({ title: _title, text: _text, ...row }) => row),
      )
      onProgress?.({ doing: 'labelling', done: (done += page.length), of })
      if (page.length < rowsAtOnce) break
      after = page.at(-1)
    }
  }
}

/** The labels of each row; undefined for a text that makes the pipeline fail. It keeps its labels and does not block the others. */
async function enrichedOrNone(pipeline: Pipeline, rows: readonly StaleRow[]): Promise<(PipelineOutput | undefined)[]> {
  const chunks = Array.from({ length: Math.ceil(rows.length / textsAtOnce) }, (_, i) =>
    rows.slice(i * textsAtOnce, (i + 1) * textsAtOnce),
  )
  const oneByOne = (chunk: readonly StaleRow[]) =>
    Promise.all(
      chunk.map((row) =>
        pipeline([row]).then(
          ([found]) => found,
          () => undefined,
        ),
      ),
    )
  return (await Promise.all(chunks.map((chunk) => pipeline(chunk).catch(() => oneByOne(chunk))))).flat()
}

/**
 * start → switch → empty → finish: after a kill in between, the next call continues from the shadow table, or only finishes.
 * Until then nothing is evaluated. Switches in parts, because one statement over weeks of texts is neither atomic nor small.
 */
async function switchLabels(
  store: Store,
  { since, signal, onProgress }: Relabelling,
  current: Versions,
): Promise<number> {
  const open = (await loadRelabels(store)).filter((each) => each.finishedAt === undefined)
  const spans = await shadowSpans(store, switchedAtOnce, current)
  const rows = rowsIn(spans)
  if (rows === 0 && open.length === 0) return 0
  if (!open.some((each) => isSame(each, current)))
    await startRelabel(store, { id: randomUUID(), ...current, fromAt: since, rows })
  let done = 0
  for (const span of spans) {
    // The span of one hour can have any number of mentions.
    const parts = Math.ceil(span.rows / switchedAtOnce)
    for (let part = 0; part < parts; part++) {
      signal?.throwIfAborted()
      await switchSpan(store, { span, part, parts }, current)
    }
    onProgress?.({ doing: 'switching', done: (done += span.rows), of: rows })
  }
  await emptyShadow(store)
  await finishRelabels(store)
  return rows
}

const isSame = (a: Versions, b: Versions) =>
  a.modelVersion === b.modelVersion && a.taxonomyVersion === b.taxonomyVersion

const rowsIn = (spans: readonly Span[]) => spans.reduce((sum, span) => sum + span.rows, 0)
