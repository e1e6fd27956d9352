import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { rowOf } from '../../../alerts/detection/detect-row.ts'
import { openTimeReader } from '../../../infra/time-reader.ts'
import { outageRules, quantile, type OutageSeries } from './outage-rules.ts'
import { sharedFolder } from './shared.ts'

/** Of one rule over all services. */
export interface OutageRow {
  rule: string
  surges: number
  found: number
  /** Of those found. */
  withinOneBucket: number
  /** Alarm episodes with hardly any report near them. */
  falsePerSeriesWeek: number
  /** GitHub's own incidents with at least 5 reports in a bucket, and those with an alarm. */
  incidents: number
  incidentsCaught: number
}

const hourMs = 3_600_000
const bucketMs = 20 * 60_000
const weekMs = 7 * 24 * hourMs
/** Alarms, or buckets of a surge, so near each other are one. */
const togetherMs = 3 * hourMs
/** The first 14 days teach. */
const warmBuckets = 1008
const leastReports = 5

/**
 * Crowd reports of outages, 18 months in buckets of 20 minutes. A surge is a run of buckets with at least max(20, 5 × q99 of the series);
 * it is found by an alarm from an hour before to its end. An episode is false when no bucket within an hour has at least
 * max(8, 2.5 × q99). Undefined where the data are not here.
 */
export function outageRows(progress: (text: string) => void): OutageRow[] | undefined {
  const folder = sharedFolder('outages')
  if (folder === undefined) return undefined
  const files = readdirSync(folder).filter((file) => file.endsWith('.csv'))
  const all = files.map((file) => readSeries(`${folder}${file}`, file.replace(/\.csv$/, '')))
  const incidents = readIncidents(`${folder}github-incidents.json`)
  return Object.entries(outageRules).map(([rule, alarming]) => {
    progress(`outages by ${rule}`)
    return rowOfRule(
      rule,
      all.map((series) => ({ series, alarms: alarming(series) })),
      incidents,
    )
  })
}

interface Judged {
  series: OutageSeries
  alarms: readonly boolean[]
}

function rowOfRule(rule: string, all: readonly Judged[], incidents: readonly [number, number][]): OutageRow {
  const sums = { surges: 0, found: 0, withinOneBucket: 0, falseEpisodes: 0, weeks: 0 }
  for (const each of all) {
    const one = judge(each)
    for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += one[key]
  }
  const github = all.find(({ series }) => series.name === 'github')
  const reported = github ? incidents.filter((incident) => isReported(github.series, incident)) : []
  return {
    rule,
    surges: sums.surges,
    found: sums.found,
    withinOneBucket: sums.withinOneBucket / Math.max(1, sums.found),
    falsePerSeriesWeek: sums.falseEpisodes / sums.weeks,
    incidents: reported.length,
    incidentsCaught: reported.filter((incident) => isAlarmed(github!, incident)).length,
  }
}

function judge({ series: { at, values }, alarms }: Judged) {
  const q99 = quantile(values, 0.99)
  const tested = at.map((_, i) => i).slice(warmBuckets)
  const timesWhere = (holds: (i: number) => boolean) => tested.filter(holds).map((i) => at[i]!)
  const surges = episodes(timesWhere((i) => values[i]! >= Math.max(20, 5 * q99)))
  const busy = timesWhere((i) => values[i]! >= Math.max(8, 2.5 * q99))
  const alarmed = timesWhere((i) => alarms[i]!)
  const found = surges.flatMap(([from, to]) => {
    const first = alarmed.find((time) => time >= from - hourMs && time <= to)
    return first === undefined ? [] : [first - from]
  })
  const isFalse = ([from, to]: Episode) => !busy.some((time) => time >= from - hourMs && time <= to + hourMs)
  return {
    surges: surges.length,
    found: found.length,
    withinOneBucket: found.filter((lag) => lag <= bucketMs).length,
    falseEpisodes: episodes(alarmed).filter(isFalse).length,
    weeks: (at.at(-1)! - at[warmBuckets]!) / weekMs,
  }
}

type Episode = [from: number, to: number]

function episodes(times: readonly number[]): Episode[] {
  const all: Episode[] = []
  for (const time of times) {
    const last = all.at(-1)
    if (last && time - last[1] <= togetherMs) last[1] = time
    else all.push([time, time])
  }
  return all
}

const isReported = ({ at, values }: OutageSeries, [from, to]: Episode): boolean =>
  values.some((value, i) => i >= warmBuckets && value >= leastReports && at[i]! >= from - hourMs && at[i]! <= to)

const isAlarmed = ({ series: { at }, alarms }: Judged, [from, to]: Episode): boolean =>
  alarms.some((alarm, i) => alarm && at[i]! >= from - hourMs && at[i]! <= to)

const readTime = openTimeReader([])

function readSeries(file: string, name: string): OutageSeries {
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => rowOf(line, readTime))
    .filter((row) => 'at' in row)
  return { name, at: rows.map(({ at }) => at), values: rows.map(({ value }) => value) }
}

/** Seconds since the epoch in the file. */
function readIncidents(file: string): Episode[] {
  if (!existsSync(file)) return []
  const listed = JSON.parse(readFileSync(file, 'utf8')) as { start: number; end: number }[]
  return listed.map(({ start, end }) => [start * 1000, end * 1000])
}
