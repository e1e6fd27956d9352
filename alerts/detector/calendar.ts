import { supposedSpread } from './holiday-effect.ts'
import { expectedOf, fitCounts, type CountModel } from './regression.ts'

/**
 * The expected count of buckets of a day or longer: robust regression on recent years with trend, weekday, yearly and holiday terms, each
 * added once there is enough history (Farrington et al. 1996; Noufaily et al. 2013). The newest buckets are excluded, so that an outbreak in
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
  /** The number of public holidays in each of the newest buckets, and whether the model has a term for them. Absent: no holidays. */
  holidayTerm?: { counts: Uint8Array; isFitted: boolean }
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
/** Minimum number of buckets with a holiday for its term. Before, a holiday is expected to be like a Sunday, and teaches no Sunday. */
const holidaysFrom = 3

export function newCalendar(bucketMs: number, hasHolidays = false): Calendar {
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
    ...(hasHolidays && { holidayTerm: { counts: new Uint8Array(length), isFitted: false } }),
  }
}

/**
 * The expected count of the bucket that begins at `at`, the variance of its logarithm, and the dispersion of counts around it.
 * @param holidays number of public holidays in the bucket
 */
export function expectedBy(
  calendar: Calendar,
  at: number,
  holidays: number,
): { mean: number; spread: number; dispersion: number } {
  const { model } = calendar
  if (!model) return { mean: meanOf(calendar), spread: 1 / (calendar.seen + 1), dispersion: 1 }
  const { mean, spread } = expectedOf(model, termsOf(calendar, at, holidays))
  // The trend does not extrapolate beyond the largest count.
  return {
    mean: Math.min(mean, calendar.most),
    spread: holidays > 0 ? spread + holidaySpread(calendar, at, { holidays, mean }) : spread,
    dispersion: model.dispersion,
  }
}

function termsOf(calendar: Calendar, at: number, holidays: number): Float64Array {
  const features = new Float64Array(calendar.model!.coefficients.length)
  writeTerms(calendar, { at, holidays }, { into: features, offset: 0, width: features.length })
  return features
}

/** Holidays differ from each other; without a term, one may also be a weekday like any other. A week is in part a holiday. */
function holidaySpread(calendar: Calendar, at: number, { holidays, mean }: { holidays: number; mean: number }): number {
  const share = (holidays * day) / calendar.bucketMs
  const ratio = calendar.holidayTerm!.isFitted ? 1 : expectedOf(calendar.model!, termsOf(calendar, at, 0)).mean / mean
  return share ** 2 * supposedSpread(ratio)
}

/** Learns from a bucket, and fits the model again when due. */
export function learnCalendar(
  calendar: Calendar,
  at: number,
  { count, holidays }: { count: number; holidays: number },
): void {
  const place = calendar.seen % calendar.counts.length
  calendar.counts[place] = count
  calendar.ats[place] = at
  if (calendar.holidayTerm) calendar.holidayTerm.counts[place] = holidays
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
  const { bucketMs, counts, ats, model, holidayTerm } = calendar
  const wasFitted = holidayTerm?.isFitted
  const places = placesToFit(calendar)
  if (places.length < minBuckets) return
  calendar.fittedSeen = calendar.seen
  const width = widthFor(bucketMs, at - ats[places[0]!]!) + (holidayTerm?.isFitted ? 1 : 0)
  const shift = at - calendar.origin
  calendar.origin = at
  const features = new Float64Array(places.length * width)
  places.forEach((place, i) => {
    const holidays = holidayTerm?.counts[place] ?? 0
    writeTerms(calendar, { at: ats[place]!, holidays }, { into: features, offset: i * width, width })
  })
  const rows = { features, width, counts: Float64Array.from(places, (place) => counts[place]!) }
  calendar.most = mostOf(rows.counts.subarray(-Math.round(year / bucketMs)))
  const isSameModel = model?.coefficients.length === width && holidayTerm?.isFitted === wasFitted
  calendar.model = fitCounts(rows, isSameModel ? withOrigin(calendar, model, shift) : undefined)
}

/** The places of the buckets to fit, oldest first. Decides whether the model has a term for holidays. */
function placesToFit({ bucketMs, counts, seen, holidayTerm }: Calendar): number[] {
  const last = seen - Math.min(gap, Math.floor(seen / 4))
  const places: number[] = []
  for (let i = Math.max(0, seen - counts.length); i < last; i++) {
    const place = i % counts.length
    // Starts at the first mention: before it the source was not covered.
    if (places.length > 0 || counts[place]! > 0) places.push(place)
  }
  if (!holidayTerm) return places
  holidayTerm.isFitted = places.filter((place) => holidayTerm.counts[place]! > 0).length >= holidaysFrom
  return holidayTerm.isFitted || bucketMs >= week ? places : places.filter((place) => holidayTerm.counts[place] === 0)
}

function widthFor(bucketMs: number, spanMs: number): number {
  const { harmonics } = fitOptions(bucketMs)
  const weekdays = bucketMs < week && spanMs >= weekdaysFrom ? 6 : 0
  return 1 + weekdays + (spanMs >= trendFrom ? 1 : 0) + (spanMs >= harmonicsFrom ? 2 * harmonics : 0)
}

const trendPlace = (bucketMs: number) => (bucketMs < week ? 7 : 1)

/** The same model with the zero point of its trend `shift` ms later. */
function withOrigin({ bucketMs, holidayTerm }: Calendar, model: CountModel, shift: number): CountModel {
  const place = trendPlace(bucketMs)
  const { coefficients } = model
  const trend = place < coefficients.length - (holidayTerm?.isFitted ? 1 : 0) ? coefficients[place]! : 0
  return { ...model, coefficients: coefficients.with(0, coefficients[0]! + (trend * shift) / year) }
}

/** The weekday of the bucket at local time `at` as if it were a Sunday. Buckets that begin after noon are mostly of the next day. */
const sundayAt = (at: number) => (at % day < day / 2 ? 3 : 2)

/**
 * Writes a row of features: 1, weekday dummies, trend (years), yearly harmonics, and last, where the model has a term for them, the
 * number of holidays; `width` of them. The weekday of a holiday is Sunday.
 */
function writeTerms(
  { bucketMs, origin, holidayTerm }: Calendar,
  { at, holidays }: { at: number; holidays: number },
  { into, offset, width }: { into: Float64Array; offset: number; width: number },
): void {
  const ordinary = holidayTerm?.isFitted ? width - 1 : width
  into[offset] = 1
  let k = 1
  if (bucketMs < week && ordinary > 1) {
    const weekday = holidays > 0 ? sundayAt(at) : Math.floor(at / day) % 7
    for (let d = 0; d < 6; d++) into[offset + k++] = weekday === d ? 1 : 0
  }
  if (k < ordinary) into[offset + k++] = (at - origin) / year
  for (let j = 1; k < ordinary; j++) {
    const angle = (2 * Math.PI * j * at) / year
    into[offset + k++] = Math.cos(angle)
    into[offset + k++] = Math.sin(angle)
  }
  if (holidayTerm?.isFitted) into[offset + width - 1] = holidays
}
