import { useState } from 'preact/hooks'
import type { AlertDto } from '../../dto/alert-dto.ts'
import { showToast } from '../lib/announce.ts'
import { post, type CommandInput } from '../lib/api.ts'
import { alertsChanged } from '../lib/live.ts'
import { askExpected, askReason } from '../parts/ask.tsx'
import { inReadersZone } from '../parts/fact.tsx'
import { PlannerFacts } from '../parts/planner-card.tsx'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { capital } from '../lib/words.ts'

interface Confirmation {
  /** The recipient's name. The page gets no other names, as its reader may not be signed in. */
  name: string
  alert: AlertDto
}

/** Asks for the input of a status update and sends it. */
type Answer = (status: string, ask: () => Promise<CommandInput | undefined>) => Promise<void>

/** The page behind a link in a message: the planner card and the buttons for its impact status. */
export function ConfirmPage({ token }: { token: string }) {
  useTitle('Impact status')
  const path = `/confirmations/${encodeURIComponent(token)}`
  const { data, error } = useApi<Confirmation>(path, alertsChanged)
  const [refused, setRefused] = useState('')
  if (!data?.alert.card || !data.alert.impact)
    return (
      <div class="page narrow">
        <h1>{error ? 'Invalid link' : 'Impact status'}</h1>
        {error && <p role="alert">{error.message}</p>}
      </div>
    )
  const { alert, name } = data
  const answer: Answer = async (status, ask) => {
    const input = await ask()
    if (!input) return
    try {
      const { status: answered } = await post(path, { ...input, status })
      // 202: durable but not yet applied. Without sign-in the page gets no events, so it loads the alert again after 3 s.
      if (answered === 202) setTimeout(() => alertsChanged.value++, 3_000)
      showToast('Saved. Thank you')
      setRefused('')
    } catch (fault) {
      setRefused((fault as Error).message)
    }
    alertsChanged.value++
  }
  return (
    <div class="page narrow">
      <h1>{alert.title}</h1>
      <p class="lede">{inReadersZone(alert.sentence, alert)}</p>
      <section class="card planner">
        <h2>{name}, please update the impact status</h2>
        <PlannerFacts card={alert.card!} impact={alert.impact!} />
        <Answers status={alert.impact!.status} answer={answer} />
        {refused && <p role="alert">{refused}</p>}
      </section>
      <p class="small muted">Your update appears in the alert’s timeline under your name.</p>
      <p class="small">
        <a class="link" href={`/alerts/${alert.id}`}>
          View full alert
        </a>
      </p>
    </div>
  )
}

function Answers({ status, answer }: { status: NonNullable<AlertDto['impact']>['status']; answer: Answer }) {
  const open = status === 'potential' || status === 'confirmed'
  return (
    <div class="answers">
      {open && (
        <button
          class="btn primary"
          type="button"
          onClick={() =>
            void answer('confirmed', () => askExpected(status === 'confirmed' ? 'Extend' : 'Confirm impact'))
          }
        >
          {status === 'confirmed' ? 'Extend' : 'Confirm impact'}
        </button>
      )}
      {status === 'confirmed' && (
        <button
          class="btn"
          type="button"
          onClick={() => void answer('restored', () => askReason('Mark restored', 'Mark restored'))}
        >
          Mark restored
        </button>
      )}
      {open && (
        <button
          class="btn"
          type="button"
          onClick={() => void answer('none', () => askReason('No impact', 'No impact', 'Reason'))}
        >
          No impact
        </button>
      )}
      {!open && <p class="muted">{capital(status === 'none' ? 'no impact' : status)}. Thank you.</p>}
    </div>
  )
}
