import type { ComponentChildren } from 'preact'
import type { AssessmentDto } from '../../dto/assessment-dto.ts'
import { go, route, withQuery } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { dateWithYear } from '../lib/words.ts'
import { DepartmentsTable, SourcesTable } from '../parts/assessment-tables.tsx'
import { Select } from '../parts/select.tsx'

const periods = [
  ['30', 'last 30 days'],
  ['90', 'last 90 days'],
  ['180', 'last 180 days'],
  ['365', 'last 365 days'],
] as const

const daysHere = (): string => periods.find(([days]) => days === route.value.query.get('days'))?.[0] ?? '90'

/** What is stored, read as an answer to: what should we do first, and why? */
export function AssessmentPage() {
  useTitle('Assessment')
  const days = daysHere()
  const { data: assessment, error } = useApi<AssessmentDto>(`/assessment?days=${days}`)
  return (
    <div class="page assessment">
      <div class="head">
        <h1>Assessment</h1>
        <Select
          label="Period"
          value={days}
          options={periods}
          onPick={(value) => go(withQuery({ days: value }), { replace: true })}
        />
        <button class="btn hide-print" type="button" onClick={() => print()}>
          Print
        </button>
      </div>
      {error && (
        <p class="card outage" role="alert">
          Assessment could not be loaded: {error.message}
        </p>
      )}
      {!assessment && !error && <p class="muted">Loading…</p>}
      {assessment && <Found assessment={assessment} />}
    </div>
  )
}

function Found({ assessment }: { assessment: AssessmentDto }) {
  const { headline, steps, sections, from, to, mentions, days } = assessment
  return (
    <>
      <section class="card" aria-labelledby="steps">
        <p class="lede">
          <WithCode text={headline} />
        </p>
        {mentions > 0 && (
          <p class="muted small">
            From the mentions of {dateWithYear(Date.parse(from))} to {dateWithYear(Date.parse(to))}:{' '}
            {Math.min(days, Number(daysHere()))} of {daysHere()} days have data.
          </p>
        )}
        <h2 id="steps">What to do, in this order</h2>
        <ol class="stepslist">
          {steps.map(({ what, why }) => (
            <li key={what}>
              <b>
                <WithCode text={what} />
              </b>
              <p class="muted">
                <WithCode text={why} />
              </p>
            </li>
          ))}
        </ol>
      </section>
      {sections.map(({ id, title, statements }) => (
        <section key={id} class="card scroll" tabIndex={0} aria-labelledby={id}>
          <h2 id={id}>{title}</h2>
          <ul>
            {statements.map((statement) => (
              <li key={statement}>
                <WithCode text={statement} />
              </li>
            ))}
          </ul>
          {id === 'assessment' && <SourcesTable of={assessment} />}
          {id === 'strategy' && <DepartmentsTable of={assessment} />}
        </section>
      ))}
    </>
  )
}

/** Text with `code` between backquotes. */
function WithCode({ text }: { text: string }) {
  return <>{text.split('`').map((part, i): ComponentChildren => (i % 2 === 1 ? <code key={i}>{part}</code> : part))}</>
}
