import { dateTimeOf } from '../../infra/format.ts'
import type { Alert, Evidence, Similar } from '../alert/alert.ts'
import { displayValue } from '../alert/display-value.ts'
import type { Driver } from '../alert/driver.ts'
import { departmentsInWords, sentenceOf } from '../alert/sentence.ts'

/** The explanation of an alert as lines for a terminal. */
export function explanationOf(alert: Alert): string[] {
  const { title, severity, status, also, drivers, evidence, similar } = alert
  const { detector, threshold, authors, texts } = alert.facts.finding
  return [
    `${title} · ${severity} · ${status} · ${departmentsInWords(alert).join(' · ')}`,
    sentenceOf(alert),
    alert.kind === 'hazard'
      ? `  hazard ${alert.hazard!.kind}: one credible report opens an alert (mention ${alert.facts.reports[0]!.mentionId})`
      : `  detector ${detector}: p ${alert.p.toExponential(1)} (threshold ${threshold.toExponential(1)}), ${authors} authors, ${texts} texts`,
    ...(also.length > 0 ? [`  also about ${also.join(', ')}`] : []),
    ...(alert.kind === 'hazard' ? [] : section('Drivers', drivers.flatMap(driverLines), 'no value stands out')),
    ...section('What customers say', evidence.map(quoteLine), 'no quotes'),
    ...section('Similar alerts', similar.map(similarLine), 'no similar resolved alerts'),
  ]
}

const section = (name: string, lines: readonly string[], otherwise: string): string[] => [
  `${name}:`,
  ...(lines.length > 0 ? lines : [otherwise]).map((line) => `  ${line}`),
]

function driverLines(driver: Driver): string[] {
  const { dimension, share, adds, now, expected, lift, z, also = [] } = driver
  const added = adds === undefined || adds === share ? '' : ` (adds ${percent(adds)})`
  const sure = z === undefined ? '' : `, z ${z.toFixed(1)}`
  return [
    `${dimension} ${displayValue(driver)}: ${percent(share)} of the increase${added}, ${now} now, ${expected.toFixed(1)} expected, ${lift.toFixed(1)} times as common${sure}`,
    ...also.map((other) => `  also ${other.dimension} ${displayValue(other)}: ${percent(other.share)}`),
  ]
}

const quoteLine = ({ text, author, source, createdAt, url }: Evidence): string =>
  `${text === '' ? '(removed by its author)' : `“${text.replace(/\s+/g, ' ')}”`} ${[author, source, `${dateTimeOf(createdAt)} UTC`, url].filter((part) => part !== '').join(' · ')}`

function similarLine({ alertId, title, openedAt, resolvedAt, owner, verdict, score }: Similar): string {
  const lasted = `${((resolvedAt - openedAt) / 3_600_000).toFixed(1)} hours`
  const ended = [owner && `owner ${owner}`, verdict && `rated ${verdict}`].filter(Boolean)
  return [`${title} (${alertId})`, `${dateTimeOf(openedAt)} UTC`, lasted, ...ended, `${percent(score)} similar`].join(
    ' · ',
  )
}

const percent = (share: number) => `${Math.round(share * 100)} %`
