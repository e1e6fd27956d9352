import type { AlertQualityDto } from '../../dto/alert-quality-dto.ts'
import { departmentName, status } from '../lib/now.ts'
import { addressOf } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { count, dateWithYear, percent, spanOr } from '../lib/words.ts'

const weekMs = 7 * 86_400_000

type Figures = AlertQualityDto['all']

/** Precision by ratings, alerts and time to the first reaction, by week and by department. */
export function AlertQuality() {
  const { data: quality, error } = useApi<AlertQualityDto>('/alert-quality?weeks=12')
  if (error)
    return (
      <p class="card outage" role="alert">
        Ratings could not be loaded: {error.message}
      </p>
    )
  if (!quality) return null
  const { all, weeks, departments, from, to } = quality
  return (
    <>
      <section class="card scroll" tabIndex={0} aria-labelledby="precision">
        <h2 id="precision">What people made of the alerts, by week</h2>
        <p class="lede">{sentenceOf(all)}</p>
        <table>
          <thead>
            <tr>
              <th scope="col">Week of</th>
              <FigureHeads />
            </tr>
          </thead>
          <tbody>
            {weeks.toReversed().map(({ week, ...figures }) => (
              <tr key={week}>
                <td>{dateWithYear(Date.parse(week))}</td>
                <FigureCells
                  of={figures}
                  href={addressOf('/alerts', { from: week, to: endOf(week) })}
                  isCovered={endOf(week) > (status.value?.coveredSince ?? '')}
                />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section class="card scroll" tabIndex={0} aria-labelledby="by-department">
        <h2 id="by-department">By department, in these 12 weeks</h2>
        <table>
          <thead>
            <tr>
              <th scope="col">Department</th>
              <FigureHeads />
            </tr>
          </thead>
          <tbody>
            {departments.map(({ department, ...figures }) => (
              <tr key={department}>
                <td>
                  <b>{departmentName(department)}</b>
                </td>
                <FigureCells of={figures} href={addressOf('/alerts', { department, from, to })} isCovered />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

function sentenceOf({ opened, judged, useful, precision }: Figures): string {
  if (opened === 0) return 'No alert opened in the last 12 weeks.'
  if (precision === null) return `${count(opened)} alerts opened in the last 12 weeks; none is rated yet.`
  return `${percent(precision)} of the rated alerts of the last 12 weeks are rated useful: ${count(useful)} of ${count(judged)}. ${count(opened)} opened.`
}

const endOf = (week: string): string => new Date(Date.parse(week) + weekMs).toISOString()

const FigureHeads = () => (
  <>
    <th scope="col" class="n">
      Alerts
    </th>
    <th scope="col" class="n hide-s">
      Rated useful
    </th>
    <th scope="col" class="n">
      Precision
    </th>
    <th scope="col" class="n">
      Time to first reaction
    </th>
  </>
)

interface FigureCellsProps {
  of: Figures
  href: string
  /** Whether there was any data: missing data is not zero. */
  isCovered: boolean
}

function FigureCells({ of: figures, href, isCovered }: FigureCellsProps) {
  const { opened, judged, useful, precision, medianReactionMs } = figures
  return (
    <>
      <td class="n">
        {opened === 0 ? (
          isCovered ? (
            '0'
          ) : (
            <span class="muted">no data yet</span>
          )
        ) : (
          <a class="link" href={href}>
            {count(opened)}
          </a>
        )}
      </td>
      <td class="n hide-s">{judged === 0 ? '–' : `${count(useful)} of ${count(judged)}`}</td>
      <td class="n">{precision === null ? '–' : percent(precision)}</td>
      <td class="n">{spanOr(medianReactionMs)}</td>
    </>
  )
}
