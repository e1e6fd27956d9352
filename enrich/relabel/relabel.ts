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

/** What the baselines learn from, and two weeks more. */
export const relabelledMs = 56 * 24 * 3_600_000

export interface RelabelDeps {
  store: Store
  taxonomy: Taxonomy
  pipeline: Pipeline
}
export interface Relabelling {
  /** Epoch ms: mentions before keep their labels, and the charts mark the seam. */
  since: number
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
}
interface Progress {
  doing: 'labelling' | 'switching'
  /** Mentions, and how many there are of them to do. */
  done: number
  of: number
}

const hourMs = 3_600_000
const rowsAtOnce = 2_000
/** What a thread is asked at once. */
const textsAtOnce = 250
/** A bigger insert makes ClickHouse open a buffer for each file of each column: 300 MB at 45,000 mentions. */
const switchedAtOnce = 5_000
/** Another process may file old labels or edits meanwhile; what it still does after so many rounds waits for the next start. */
const mostRounds = 3

/** Whether there is anything that could be relabelled: one quick question, without the models. */
export async function mayBeStale(store: Store, since: number): Promise<boolean> {
  const { versions, unfinished } = await versionsSince(store, since)
  return versions.length > 0 || unfinished > 0
}

/**
 * Gives the mentions since then, as far as nobody took them back, the labels of the present models and taxonomy: first all
 * in shadow, then switched at once. Nothing else of a mention changes. Stopped or killed anywhere and called again it ends
 * in the same state, and labels nothing twice. Returns the number of mentions switched.
 */
export async function relabel(parts: RelabelDeps, relabelling: Relabelling): Promise<number> {
  const { store, pipeline, taxonomy } = parts
  const since = Math.floor(relabelling.since / hourMs) * hourMs
  const { versions, unfinished } = await versionsSince(store, since)
  if (versions.length === 0 && unfinished === 0) return 0
  const [probe] = await pipeline([{ text: 'hello' }])
  const present = { modelVersion: probe!.modelVersion, taxonomyVersion: taxonomy.version }
  if (unfinished === 0 && versions.every((version) => isSame(version, present))) return 0
  const open = (await loadRelabels(store)).filter((each) => each.finishedAt === undefined)
  // Where a kill left a mixture the labels are made one again as far back as it reaches.
  const from = Math.min(since, ...open.map((each) => each.fromAt))
  let switched = 0
  for (let round = 0; round < mostRounds; round++) {
    await labelInShadow(parts, { ...relabelling, since: from }, present)
    const rows = await switchLabels(store, { ...relabelling, since: from }, present)
    if (rows === 0) break
    switched += rows
  }
  return switched
}

/** Labels beside the stored ones, as far as they are not there yet; nobody sees them before the switch. */
export async function labelInShadow(
  { store, pipeline, taxonomy }: RelabelDeps,
  { since, signal, onProgress }: Relabelling,
  present: Versions,
): Promise<void> {
  const labelsOf = toLabels(taxonomy)
  const spans = await staleSpans(store, { since, most: rowsAtOnce }, present)
  const of = rowsIn(spans)
  let done = 0
  for (const span of spans) {
    for (let after: StaleRow | undefined; ;) {
      signal?.throwIfAborted()
      const page = await staleTexts(store, { span, after, limit: rowsAtOnce }, present)
      const found = await enrichedOrNone(pipeline, page)
      const labelled = page.flatMap(({ id, createdAt, version, title, text }, i) =>
        found[i] ? [{ id, createdAt, version, title, text, ...labelsOf(found[i]) }] : [],
      )
      // What a person said is right stays right, whatever the new models think.
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

/** A text that cannot be understood keeps its labels rather than hold up all others. */
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
 * start → switch → empty → finish: after a kill in between the next call goes on from the shadow, or only finishes. Until
 * then nobody looks. In parts, because one statement over weeks of texts is neither atomic nor small.
 */
async function switchLabels(
  store: Store,
  { since, signal, onProgress }: Relabelling,
  present: Versions,
): Promise<number> {
  const open = (await loadRelabels(store)).filter((each) => each.finishedAt === undefined)
  const spans = await shadowSpans(store, switchedAtOnce, present)
  const rows = rowsIn(spans)
  if (rows === 0 && open.length === 0) return 0
  if (!open.some((each) => isSame(each, present)))
    await startRelabel(store, { id: randomUUID(), ...present, fromAt: since, rows })
  let done = 0
  for (const span of spans) {
    // An hour can be a span of any size.
    const parts = Math.ceil(span.rows / switchedAtOnce)
    for (let part = 0; part < parts; part++) {
      signal?.throwIfAborted()
      await switchSpan(store, { span, part, parts }, present)
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
