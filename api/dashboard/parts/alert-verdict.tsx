import type { AlertDto } from '../../dto/alert-dto.ts'
import { now, personName } from '../lib/now.ts'
import { capital, clockTime } from '../lib/words.ts'
import { perform } from './alert-actions.tsx'

type VerdictName = NonNullable<AlertDto['verdict']>['verdict']

const names: VerdictName[] = ['useful', 'noise', 'expected', 'duplicate']

const judge = (alert: AlertDto, verdict: VerdictName) =>
  perform(alert, { action: 'verdict', ask: async () => ({ verdict }), done: `Rated ${verdict}` })

/** Rates the alert in one click; another click changes the rating. */
export function Verdict({ alert }: { alert: AlertDto }) {
  const { verdict: given } = alert
  return (
    <section class="card">
      <h2 id="verdict">Was this alert useful?</h2>
      <div class="verdicts" role="group" aria-labelledby="verdict">
        {names.map((name) => (
          <button
            key={name}
            type="button"
            class="btn"
            aria-pressed={given?.verdict === name}
            onClick={() => void judge(alert, name)}
          >
            {capital(name)}
          </button>
        ))}
      </div>
      {given && (
        <p class="muted small">
          Rated {given.verdict} by {personName(given.by)} · {clockTime(given.at, now.value)}
          {given.reason && `: ${given.reason}`}
        </p>
      )}
    </section>
  )
}
