import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openSeriesDetector } from '../../../alerts/detection/detect.ts'
import { rowOf } from '../../../alerts/detection/detect-row.ts'
import { openTimeReader } from '../../../infra/time-reader.ts'

const shared = new URL('../../../../shared/', import.meta.url)
const hourMs = 3_600_000
const readTime = openTimeReader([])
const weekMs = 7 * 24 * hourMs

export interface NabRow {
  series: number
  /** 0 = says nothing, 100 = at once and never wrong (Lavin & Ahmad 2015); at our own threshold, which knows no labels. */
  score: number
  /** Labelled instants with an alert from an hour before to three hours after. */
  instants: number
  caught: number
  /** Alerts at least an hour apart. */
  episodesPerSeriesWeek: number
  /** Of episodes and instants. */
  f1: number
}

interface Scorer {
  PROFILES: { standard: unknown }
  sweep(stamps: string[], scores: number[], windows: string[][], cost: unknown, name: string): object[]
  scoreAt(rows: object[], threshold: number, cost: unknown): { raw: number }
  normalise(raw: number, windows: number, cost: unknown): number
}

/** The Twitter volumes of the Numenta Anomaly Benchmark that lie beside the checkout; undefined where they do not. */
export async function nabRow(): Promise<NabRow | undefined> {
  const folder = fileURLToPath(new URL('data/nab/', shared))
  const scorerFile = fileURLToPath(new URL('tools/nab_score.mjs', shared))
  if (!existsSync(folder) || !existsSync(scorerFile)) return undefined
  const { PROFILES, sweep, scoreAt, normalise } = (await import(scorerFile)) as Scorer
  const json = (name: string) => JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as Record<string, unknown>
  const windows = json('combined_windows.json') as Record<string, string[][]>
  const labels = json('combined_labels.json') as Record<string, string[]>
  const keys = Object.keys(labels).filter((key) => existsSync(`${folder}data/${basename(key)}`))
  const rows: object[] = []
  const sums = { windows: 0, instants: 0, caught: 0, episodes: 0, right: 0, weeks: 0 }
  for (const key of keys) {
    const { stamps, times, alerts } = detected(`${folder}data/${basename(key)}`)
    rows.push(...sweep(stamps, alerts.map(Number), windows[key]!, PROFILES.standard, key))
    const instants = labels[key]!.map((label) => rowOf(`${label.slice(0, 19)},0`, readTime)).map((row) =>
      'at' in row ? row.at : NaN,
    )
    const alerted = times.filter((_, i) => alerts[i])
    const episodes = alerted.filter((at, i) => i === 0 || at - alerted[i - 1]! >= hourMs)
    const near = (at: number, instant: number) => at >= instant - hourMs && at <= instant + 3 * hourMs
    sums.windows += windows[key]!.length
    sums.instants += instants.length
    sums.caught += instants.filter((instant) => alerted.some((at) => near(at, instant))).length
    sums.episodes += episodes.length
    sums.right += episodes.filter((at) => instants.some((instant) => near(at, instant))).length
    sums.weeks += (times.at(-1)! - times[0]!) / weekMs
  }
  const [precision, recall] = [sums.right / Math.max(1, sums.episodes), sums.caught / sums.instants]
  return {
    series: keys.length,
    score: normalise(scoreAt(rows, 1, PROFILES.standard).raw, sums.windows, PROFILES.standard),
    instants: sums.instants,
    caught: sums.caught,
    episodesPerSeriesWeek: sums.episodes / sums.weeks,
    f1: (2 * precision * recall) / (precision + recall),
  }
}

function detected(file: string): { stamps: string[]; times: number[]; alerts: boolean[] } {
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1)
  const rows = lines.map((line) => rowOf(line, readTime)).map((row) => ('at' in row ? row : { at: NaN, value: 0 }))
  const detect = openSeriesDetector(300_000)
  return {
    stamps: lines.map((line) => line.split(',')[0]!),
    times: rows.map((row) => row.at),
    alerts: rows.map((row) => detect(row.at, row.value).alert),
  }
}
