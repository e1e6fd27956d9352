import type { HttpResponse } from '../../../infra/http/fetch.ts'

const daySeconds = 86_400
const rateSeconds = 60

/** Seconds until requests are accepted again: the quota of the day begins anew at midnight in California. Undefined: no limit is reached. */
export function quotaWait({ status, body }: HttpResponse, now: number): number | undefined {
  if (status !== 403 && status !== 429) return undefined
  if (/"(quotaExceeded|dailyLimitExceeded)"/.test(body.toString())) return daySeconds - secondsOfDay(now)
  return /"(rateLimitExceeded|userRateLimitExceeded)"/.test(body.toString()) ? rateSeconds : undefined
}

const inCalifornia = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'America/Los_Angeles',
  timeStyle: 'medium',
  hourCycle: 'h23',
})

function secondsOfDay(at: number): number {
  const [hours = 0, minutes = 0, seconds = 0] = inCalifornia.format(at).split(':').map(Number)
  return hours * 3_600 + minutes * 60 + seconds
}
