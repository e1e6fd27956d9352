import type { ComponentChildren } from 'preact'
import type { AlertDto } from '../../dto/alert-dto.ts'
import { dayOf, hourOf, unbroken } from '../lib/words.ts'
import { zone, zoneAt } from '../lib/zone.ts'

/** A figure with its name, `alert:<id>:observed`. Wherever a page shows a fact, it has one value: a test compares them. */
export const Fact = ({ of: name, children }: { of: string; children: ComponentChildren }) => (
  <span data-fact={name}>{children}</span>
)

export const alertFact = (alert: Pick<AlertDto, 'id'>, name: string): string => `alert:${alert.id}:${name}`
export const shareFact = (alert: AlertDto, { dimension, value }: { dimension: string; value: string }): string =>
  alertFact(alert, `share:${dimension}:${value}`)

const figure = String.raw`\d[\d,]*`
/** Where the sentence and the figure of an alert state a fact. */
const stated = new RegExp(
  [
    `(?<observed>^${figure})`,
    `(?<=typical )(?<typical>${figure}(?:–${figure})?)`,
    `(?<authors>${figure})(?= unique author)`,
    String.raw`(?<=Started )(?<onset>\d\d:\d\d)`,
    String.raw`(?<=accounts for )(?<share>\d+\s%)`,
  ].join('|'),
  'g',
)

/** The sentence or the figure of an alert, as the server wrote it, with its facts named and in bold. */
export function Stated({ alert, text }: { alert: AlertDto; text: string }) {
  const main = alert.drivers[0]
  const nameOf = (name: string) => (name === 'share' && main ? shareFact(alert, main) : alertFact(alert, name))
  return <Marked text={inReadersZone(text, alert)} pattern={stated} nameOf={nameOf} />
}

/** The server writes the start in UTC: `14:55 UTC`, `14 Oct, 14:55 UTC`. */
export function inReadersZone(text: string, { onsetAt }: Pick<AlertDto, 'onsetAt'>): string {
  if (zone.value === 'UTC') return text
  const at = Date.parse(onsetAt)
  return text.replace(/(\d{1,2} \w{3,4}, )?\d\d:\d\d UTC/, (_, day?: string) =>
    [...(day ? [dayOf(at)] : []), `${hourOf(at)} ${zoneAt(at)}`].join(', '),
  )
}

/** Where the sentence of a report states a fact. */
const statedInReport = new RegExp(
  [
    `(?<mentions>${figure})(?= mentions?,)`,
    String.raw`(?<negative>\d+\s%)(?= negative)`,
    String.raw`(?<=sentiment )(?<sentiment>−?\d\.\d\d)`,
    `(?<alerts>${figure})(?= alerts? opened)`,
    String.raw`(?<useful>\d+ of \d+)(?= rated useful)`,
  ].join('|'),
  'g',
)

/** The sentence of a report, with its facts named and in bold. */
export const StatedInReport = ({ text }: { text: string }) => (
  <Marked text={text} pattern={statedInReport} nameOf={(name) => `report:${name}`} />
)

function Marked({ text: given, pattern, nameOf }: { text: string; pattern: RegExp; nameOf: (name: string) => string }) {
  const text = unbroken(given)
  const nodes: ComponentChildren[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    const [name] = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)!
    nodes.push(
      text.slice(end, match.index),
      <b key={match.index}>
        <Fact of={nameOf(name)}>{match[0]}</Fact>
      </b>,
    )
    end = match.index + match[0].length
  }
  return (
    <>
      {nodes}
      {text.slice(end)}
    </>
  )
}
