import { useState } from 'preact/hooks'
import type { AlertDto } from '../../dto/alert-dto.ts'
import { tell } from '../announce.ts'
import { post, type Asked } from '../api.ts'
import { alertsChanged } from '../live.ts'
import { askExpected, askReason } from '../parts/ask.tsx'
import { PlannerFacts } from '../parts/planner-card.tsx'
import { useApi } from '../use-api.ts'
import { useTitle } from '../use-title.ts'
import { capital } from '../words.ts'

interface Confirmation {
  /** Of whom it was sent to: who else is who may be nobody's business here. */
  name: string
  alert: AlertDto
}

/** Where a link in a message leads: the planner card, and how it stands in three buttons. */
export function ConfirmPage({ token }: { token: string }) {
  useTitle('How does it stand?')
  const path = `/confirmations/${encodeURIComponent(token)}`
  const { data, error } = useApi<Confirmation>(path, alertsChanged)
  const [refused, setRefused] = useState('')
  if (!data?.alert.card || !data.alert.impact)
    return (
      <div class="page narrow">
        <h1>{error ? 'This link is not good' : 'How does it stand?'}</h1>
        {error && <p role="alert">{error.message}</p>}
      </div>
    )
  const { alert, name } = data
  const say = async (status: string, asking: () => Promise<Asked | undefined>) => {
    const asked = await asking()
    if (!asked) return
    try {
      const { status: answered } = await post(path, { ...asked, status })
      // 202: it is durable, and done in a moment; whoever came by a link may hear of no changes.
      if (answered === 202) setTimeout(() => alertsChanged.value++, 3_000)
      tell('Thank you, it is said')
      setRefused('')
    } catch (fault) {
      setRefused((fault as Error).message)
    }
    alertsChanged.value++
  }
  const { status } = alert.impact!
  const open = status === 'potential' || status === 'confirmed'
  return (
    <div class="page narrow">
      <h1>{alert.title}</h1>
      <p class="lede">{alert.sentence}</p>
      <section class="card planner">
        <h2>{name}, how does it stand?</h2>
        <PlannerFacts card={alert.card!} impact={alert.impact!} />
        <div class="says">
          {open && (
            <button class="btn primary" type="button" onClick={() => void say('confirmed', askExpected)}>
              {status === 'confirmed' ? 'Lasts longer' : 'It is confirmed'}
            </button>
          )}
          {status === 'confirmed' && (
            <button
              class="btn"
              type="button"
              onClick={() => void say('restored', () => askReason('What was it?', 'Restored'))}
            >
              Restored
            </button>
          )}
          {open && (
            <button
              class="btn"
              type="button"
              onClick={() => void say('none', () => askReason('What was it?', 'No impact'))}
            >
              No impact
            </button>
          )}
          {!open && <p class="muted">{capital(status === 'none' ? 'no impact' : status)}. Thank you.</p>}
        </div>
        {refused && <p role="alert">{refused}</p>}
      </section>
      <p class="small muted">What you say stands in the alert’s history under your name.</p>
      <p class="small">
        <a class="link" href={`/alerts/${alert.id}`}>
          The whole alert
        </a>
      </p>
    </div>
  )
}
