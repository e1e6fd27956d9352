import type { AlertDto } from '../../dto/alert-dto.ts'
import { now } from '../now.ts'
import { capital, clockTime } from '../words.ts'
import { perform } from './alert-actions.tsx'

type VerdictName = NonNullable<AlertDto['verdict']>['verdict']

const names: VerdictName[] = ['useful', 'noise', 'expected', 'duplicate']

const judge = (alert: AlertDto, verdict: VerdictName) =>
  perform(alert, { action: 'verdict', ask: async () => ({ verdict }), done: `Called ${verdict}` })

/** What it was worth, in one press; another press changes it. */
export function Verdict({ alert }: { alert: AlertDto }) {
  const { verdict: given } = alert
  return (
    <section class="card">
      <h2 id="verdict">Was it useful?</h2>
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
          {capital(given.verdict)}, says {given.by}, {clockTime(given.at, now.value)}
          {given.reason && `: ${given.reason}`}
        </p>
      )}
    </section>
  )
}
