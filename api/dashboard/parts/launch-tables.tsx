import { useState } from 'preact/hooks'
import type { ComparisonDto } from '../../dto/comparison-dto.ts'
import { figure } from '../lib/measure-words.ts'
import { addressOf } from '../lib/router.ts'
import { count, dayAndTime } from '../lib/words.ts'
import { zone } from '../lib/zone.ts'
import { LineMarker } from './line-marker.tsx'
import { ValueLink } from './value-link.tsx'

type Side = ComparisonDto['sides'][number]

/** The mentions that a side counts. */
export const mentionsOfSide = (
  { has, from, to }: Pick<Side, 'has' | 'from' | 'to'>,
  more: Record<string, string> = {},
): string =>
  addressOf('/mentions', {
    ...Object.fromEntries(Object.entries(has).map(([dimension, values]) => [dimension, values[0]])),
    ...more,
    from,
    to,
  })

/** Volume and mood of each side. */
export function LaunchTable({ sides }: { sides: readonly Side[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Launch</th>
          <th scope="col" class="hide-s">
            From ({zone.value})
          </th>
          <th scope="col" class="n">
            Complaints
          </th>
          <th scope="col" class="n hide-s">
            People who complain
          </th>
          <th scope="col" class="n">
            Mentions
          </th>
          <th scope="col" class="n">
            Negative share
          </th>
          <th scope="col" class="n hide-s">
            Sentiment
          </th>
        </tr>
      </thead>
      <tbody>
        {sides.map((side, i) => (
          <tr key={side.id}>
            <td>
              <LineMarker rank={i} />
              {side.label}
            </td>
            <td class="hide-s">{dayAndTime(side.from)}</td>
            <td class="n">
              <a class="link strong" href={mentionsOfSide(side, { intent: 'complaint' })}>
                {count(side.total.complaints)}
              </a>
            </td>
            <td class="n hide-s">{count(side.total.complainants)}</td>
            <td class="n">
              <a class="link" href={mentionsOfSide(side)}>
                {count(side.total.mentions)}
              </a>
            </td>
            <td class="n">{figure(side.total.negativeShare, 'negativeShare')}</td>
            <td class="n hide-s">{figure(side.total.sentiment, 'sentiment')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const changes = { new: 'New', worse: 'Worse', better: 'Better', same: 'Within chance' } as const

/** The complaints of each topic on each side. */
const fewRows = 12

export function LaunchTopics({ sides, topics }: Pick<ComparisonDto, 'sides' | 'topics'>) {
  const [all, setAll] = useState(false)
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">Topic</th>
            {sides.length > 1 && <th scope="col">Change</th>}
            {sides.map(({ id, label }) => (
              <th key={id} scope="col" class="n">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(all ? topics : topics.slice(0, fewRows)).map(({ id, change, complaints }) => (
            <tr key={id}>
              <td>
                <ValueLink dimension="topic" value={id} />
              </td>
              {sides.length > 1 && (
                <td>{change === 'same' ? <span class="muted">{changes.same}</span> : <b>{changes[change]}</b>}</td>
              )}
              {sides.map((side, i) => (
                <td key={side.id} class="n">
                  {complaints[i] === 0 ? (
                    <span class="muted">0</span>
                  ) : (
                    <a class="link" href={mentionsOfSide(side, { topic: id, intent: 'complaint' })}>
                      {complaints[i]}
                    </a>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {!all && topics.length > fewRows && (
        <p class="all">
          <button class="btn" type="button" onClick={() => setAll(true)}>
            Show all {topics.length}
          </button>
        </p>
      )}
    </>
  )
}
