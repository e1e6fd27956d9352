import { expectedOf, fitCounts, type CountModel } from './regression.ts'

/**
 * The expected count of buckets of a day or longer: robust regression on recent years with trend, weekday and yearly terms, each added
 * once there is enough history (Farrington et al. 1996; Noufaily et al. 2013). The newest buckets are excluded, so that an outbreak in
 * progress does not raise the expectation.
 */
export interface Calendar {
  kind: 'calendar'
  bucketMs: number
  /** The newest counts and their times, as ring buffers. */
  counts: Float64Array
  ats: Float64Array
  seen: number
  model: CountModel | undefined
  /** Value of `seen` at the last fit, and the zero point of the trend (epoch ms). */
  fittedSeen: number
  origin: number
  /** The largest count in the last year of the fit; caps the expectation. */
  most: number
}

const day = 24 * 3_600_000
const week = 7 * day
/** 52 weeks, so that weeks and weekdays align in every year. Ten of them are 12 days shorter than ten calendar years. */
const year = 52 * week
/** Newest buckets left out of the fit. */
const gap = 10

/** By bucket width: buckets of history, buckets between two fits, and number of yearly harmonics. */
const dailyFit = { history: 3 * 365, every: 28, harmonics: 3 }
const weeklyFit = { history: 520, every: 13, harmonics: 2 }
const fitOptions = (bucketMs: number) => (bucketMs < week ? dailyFit : weeklyFit)

/** Minimum history for each term, ms. */
const trendFrom = year / 2
const harmonicsFrom = 1.5 * year
export const weekdaysFrom = 3 * week

export function newCalendar(bucketMs: number): Calendar {
  const length = fitOptions(bucketMs).history + gap
  return {
    kind: 'calendar',
    bucketMs,
    counts: new Float64Array(length),
    ats: new Float64Array(length),
    seen: 0,
    model: undefined,
    fittedSeen: 0,
    origin: 0,
    most: 0,
  }
}

/** The expected count of the bucket that begins at `at`, the variance of its logarithm, and the dispersion of counts around it. */
export function expectedBy(calendar: Calendar, at: number): { mean: number; spread: number; dispersion: number } {
  const { model } = calendar
  if (!model) return { mean: meanOf(calendar), spread: 1 / (calendar.seen + 1), dispersion: 1 }
  const features = new Float64Array(model.coefficients.length)
  writeTerms(calendar, at, { into: features, offset: 0 })
  const { mean, spread } = expectedOf(model, features)
  // The trend does not extrapolate beyond the largest count.
  return { mean: Math.min(mean, calendar.most), spread, dispersion: model.dispersion }
}

/** Learns from a bucket, and fits the model again when due. */
export function learnCalendar(calendar: Calendar, at: number, count: number): void {
  const place = calendar.seen % calendar.counts.length
  calendar.counts[place] = count
  calendar.ats[place] = at
  calendar.seen++
  const since = calendar.seen - calendar.fittedSeen
  if (since >= Math.min(fitOptions(calendar.bucketMs).every, Math.max(1, Math.floor(calendar.seen / 8))))
    refit(calendar, at)
}

/** Mean of all counts, used until the first fit. */
function meanOf({ counts, seen }: Calendar): number {
  const known = counts.subarray(0, Math.min(seen, counts.length))
  return known.length === 0 ? 0 : known.reduce((sum, count) => sum + count, 0) / known.length
}

/** Minimum buckets for a fit. */
const minBuckets = 8
const mostOf = (counts: Float64Array) => counts.reduce((most, count) => Math.max(most, count), 0)

function refit(calendar: Calendar, at: number): void {
  const { counts, ats, seen, model } = calendar
  const last = seen - Math.min(gap, Math.floor(seen / 4))
  const places: number[] = []
  for (let i = Math.max(0, seen - counts.length); i < last; i++) {
    const place = i % counts.length
    // Starts at the first mention: before it the source was not covered.
    if (places.length > 0 || counts[place]! > 0) places.push(place)
  }
  if (places.length < minBuckets) return
  calendar.fittedSeen = seen
  const width = widthFor(calendar.bucketMs, at - ats[places[0]!]!)
  const shift = at - calendar.origin
  calendar.origin = at
  const features = new Float64Array(places.length * width)
  places.forEach((place, i) => writeTerms(calendar, ats[place]!, { into: features, offset: i * width, width }))
  const rows = { features, width, counts: Float64Array.from(places, (place) => counts[place]!) }
  calendar.most = mostOf(rows.counts.subarray(-Math.round(year / calendar.bucketMs)))
  calendar.model = fitCounts(
    rows,
    model && model.coefficients.length === width ? withOrigin(calendar, model, shift) : undefined,
  )
}

function widthFor(bucketMs: number, spanMs: number): number {
  const { harmonics } = fitOptions(bucketMs)
  const weekdays = bucketMs < week && spanMs >= weekdaysFrom ? 6 : 0
  return 1 + weekdays + (spanMs >= trendFrom ? 1 : 0) + (spanMs >= harmonicsFrom ? 2 * harmonics : 0)
}

const trendPlace = (bucketMs: number) => (bucketMs < week ? 7 : 1)

/** The same model with the zero point of its trend `shift` ms later. */
function withOrigin({ bucketMs }: Calendar, model: CountModel, shift: number): CountModel {
  const trend = model.coefficients[trendPlace(bucketMs)] ?? 0
  return { ...model, coefficients: model.coefficients.with(0, model.coefficients[0]! + (trend * shift) / year) }
}

/** Writes a row of features: 1, weekday dummies, trend (years), yearly harmonics; the first `width` of them. */
function writeTerms(
  { bucketMs, origin }: Calendar,
  at: number,
  { into, offset, width = into.length }: { into: Float64Array; offset: number; width?: number },
): void {
  into[offset] = 1
  let k = 1
  if (bucketMs < week && width > 1) {
    const weekday = Math.floor(at / day) % 7
    for (let d = 0; d < 6; d++) into[offset + k++] = weekday === d ? 1 : 0
  }
  if (k < width) into[offset + k++] = (at - origin) / year
  for (let j = 1; k < width; j++) {
    const angle = (2 * Math.PI * j * at) / year
    into[offset + k++] = Math.cos(angle)
    into[offset + k++] = Math.sin(angle)
  }
}
