import { me } from '../me.ts'
import { now } from '../now.ts'
import { ask, written } from './dialog.tsx'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const morningHour = 8

/** Who sits here; true when they said it. */
export async function askName(): Promise<boolean> {
  const form = await ask({
    title: 'Who are you?',
    confirm: 'That is me',
    fields: (
      <>
        <p class="muted small">
          Your name stands beside what you do, so that others know whom to ask. This browser remembers it.
        </p>
        <label>
          Name
          <input name="name" required maxLength={100} autocomplete="name" defaultValue={me.value} />
        </label>
      </>
    ),
  })
  const name = written(form, 'name')
  if (name) me.value = name
  return name !== ''
}

export async function askOwner(owner: string | null): Promise<{ owner: string; reason?: string } | undefined> {
  const form = await ask({
    title: 'Who takes it?',
    confirm: 'Assign',
    fields: (
      <>
        <label>
          Name
          <input name="owner" required maxLength={100} defaultValue={owner ?? ''} />
        </label>
        <Reason label="A word to them" />
      </>
    ),
  })
  const chosen = written(form, 'owner')
  return chosen ? { owner: chosen, ...reasonIn(form) } : undefined
}

export async function askSnooze(): Promise<{ until: string; reason?: string } | undefined> {
  const morning = Math.floor(now.value / dayMs) * dayMs + morningHour * hourMs
  const choices: [label: string, until: number][] = [
    ['1 hour', now.value + hourMs],
    ['4 hours', now.value + 4 * hourMs],
    ['Until 08:00 UTC', morning > now.value ? morning : morning + dayMs],
    ['A week', now.value + 7 * dayMs],
  ]
  const form = await ask({
    title: 'Quiet for how long?',
    confirm: 'Snooze',
    fields: (
      <>
        <fieldset class="choices">
          <legend class="unseen">How long</legend>
          {choices.map(([label, until], i) => (
            <label key={label}>
              <input type="radio" name="until" value={new Date(until).toISOString()} defaultChecked={i === 0} />
              {label}
            </label>
          ))}
        </fieldset>
        <Reason label="Why" required />
        <p class="muted xs">It wakes by itself when it still goes on then.</p>
      </>
    ),
  })
  return form ? { until: written(form, 'until'), ...reasonIn(form) } : undefined
}

export async function askReason(title: string, confirm: string): Promise<{ reason?: string } | undefined> {
  const form = await ask({ title, confirm, fields: <Reason label="What was it?" /> })
  return form ? reasonIn(form) : undefined
}

function Reason({ label, required = false }: { label: string; required?: boolean }) {
  return (
    <label>
      <span>
        {label} {!required && <span class="muted">(if you like)</span>}
      </span>
      <input name="reason" maxLength={1000} required={required} />
    </label>
  )
}

function reasonIn(form: FormData | undefined): { reason?: string } {
  const reason = written(form, 'reason')
  return reason ? { reason } : {}
}
