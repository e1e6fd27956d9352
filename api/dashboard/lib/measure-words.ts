import type { Measure } from './trend-query.ts'
import { count } from './words.ts'

export const isShare = (measure: Measure): boolean => measure === 'negativeShare' || measure === 'shareOfVoice'

/** Whether the measure is of mentions, so that it says little where these are few. */
export const isOfMentions = (measure: Measure): boolean => measure === 'sentiment' || measure === 'negativeShare'

const hundredths = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const share = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 })

/** 1,204, 12 %, −0.31, 0.84; – where there is no value. */
export function figure(value: number | null | undefined, measure: Measure): string {
  if (value === null || value === undefined) return '–'
  if (isShare(measure)) return value < 0.095 ? `${share.format(100 * value)} %` : `${Math.round(100 * value)} %`
  if (measure === 'sentiment') return hundredths.format(value).replace('-', '−')
  return measure === 'perThousandUnits' ? hundredths.format(value) : count(value)
}
