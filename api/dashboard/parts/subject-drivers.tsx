import type { TotalsDto } from '../../dto/totals-dto.ts'
import type { Dimension } from '../../dto/vocabulary.ts'
import { countsChanged } from '../lib/live.ts'
import { addressOf } from '../lib/router.ts'
import type { Subjects } from '../lib/subjects.ts'
import { useApi } from '../lib/use-api.ts'
import { capital, count } from '../lib/words.ts'
import { Changed } from './changed.tsx'
import { ValueLink } from './value-link.tsx'

const dimensions = ['topic', 'product', 'carrier', 'supplier', 'region', 'version', 'source'] as const
const mostRows = 12

type Row = TotalsDto['items'][number] & { dimension: Dimension }

/** What its mentions also concern, largest change first. */
export function SubjectDrivers({ of, value }: { of: Subjects; value: string }) {
  const answers = dimensions.map((by) => {
    const path = addressOf('/totals', { by, [of.dimension]: value })
    const { data, path: answered } = useApi<TotalsDto>(
      by === of.dimension && by !== 'topic' ? undefined : path,
      countsChanged,
    )
    return answered === path ? data : undefined
  })
  const [known] = answers.filter((answer) => answer !== undefined)
  const rows = answers
    .flatMap((answer, i) => (answer ? rowsOf(answer, dimensions[i]!) : []))
    .filter(({ dimension, key }) => dimension !== of.dimension || key !== value)
    .toSorted((a, b) => (known?.isCompared ? changeIn(b) - changeIn(a) : 0) || b.mentions - a.mentions)
  if (!known || rows.length === 0) return null
  return (
    <section class="card scroll" aria-labelledby="drivers" tabIndex={0}>
      <h2 id="drivers">
        Its mentions also concern{' '}
        <span class="muted small">{known.isCompared ? 'largest change first' : 'no earlier data to compare with'}</span>
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Dimension</th>
            <th scope="col">
              <span class="unseen">Value</span>
            </th>
            <th scope="col" class="n">
              Last 7 days
            </th>
            <th scope="col" class="n hide-s">
              Previous 7 days
            </th>
            <th scope="col" class="n">
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostRows).map((row) => (
            <DriverRow key={row.dimension + row.key} row={row} filters={{ [of.dimension]: value }} period={known} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface DriverRowProps {
  row: Row
  filters: Record<string, string>
  period: TotalsDto
}

function DriverRow({ row, filters, period: { from, to, isCompared } }: DriverRowProps) {
  const { dimension, key, mentions, mentionsBefore } = row
  return (
    <tr>
      <td class="dim">{capital(dimension)}</td>
      <td>
        <ValueLink dimension={dimension} value={key} class="strong" />
      </td>
      <td class="n">
        <a href={addressOf('/mentions', { ...filters, [dimension]: key, from, to })}>{count(mentions)}</a>
      </td>
      <td class="n hide-s">{isCompared ? count(mentionsBefore) : '–'}</td>
      <td class="n">
        <Changed of={row} isCompared={isCompared} />
      </td>
    </tr>
  )
}

/** A topic stands for those that it is part of. */
function rowsOf({ items }: TotalsDto, dimension: Dimension): Row[] {
  const isParent = (key: string) => dimension === 'topic' && items.some((other) => other.key.startsWith(`${key}.`))
  return items.flatMap((item) => (isParent(item.key) ? [] : [{ ...item, dimension }]))
}

const changeIn = ({ mentions, mentionsBefore }: Row): number => Math.abs(mentions - mentionsBefore)
