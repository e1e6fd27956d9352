import type { CommandInput } from '../lib/api.ts'
import { departments, now, organisation } from '../lib/now.ts'
import { fromField, toField, zoneAt } from '../lib/zone.ts'
import { ask, fieldText } from './dialog.tsx'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const morning = '08:00'

/** A choice of the configured people, or a free name if there are none. */
export function Person({
  label,
  name,
  value,
  required = true,
}: {
  label: string
  name: string
  value: string
  required?: boolean
}) {
  const people = organisation.value?.people ?? []
  return (
    <label>
      {label}
      {people.length === 0 ? (
        <input name={name} required={required} maxLength={100} autocomplete="name" defaultValue={value} />
      ) : (
        <select name={name} required={required}>
          {people.map((person) => (
            <option key={person.id} value={person.id} selected={person.id === value}>
              {person.name}
            </option>
          ))}
        </select>
      )}
    </label>
  )
}

export async function askOwner(owner: string | null): Promise<CommandInput | undefined> {
  const form = await ask({
    title: 'Assign alert',
    confirm: 'Assign',
    fields: (
      <>
        <Person label="Assign to" name="owner" value={owner ?? ''} />
        <Reason label="Note" />
      </>
    ),
  })
  const chosen = fieldText(form, 'owner')
  return chosen ? { owner: chosen, ...reasonIn(form) } : undefined
}

export async function askHandover(acting: string | undefined): Promise<CommandInput | undefined> {
  const form = await ask({
    title: 'Hand over alert',
    confirm: 'Hand over',
    fields: (
      <>
        <label>
          Hand over to
          <select name="department" required>
            {departments.value
              .filter(({ id }) => id !== acting)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </select>
        </label>
        <Reason label="Note" required />
      </>
    ),
  })
  return form ? { department: fieldText(form, 'department'), ...reasonIn(form) } : undefined
}

export async function askComment(): Promise<CommandInput | undefined> {
  const form = await ask({ title: 'Add a comment', confirm: 'Comment', fields: <Reason label="Comment" required /> })
  return form ? reasonIn(form) : undefined
}

/** Asks how long an impact is expected to last. */
export async function askExpected(action = 'Confirm impact'): Promise<CommandInput | undefined> {
  const days: [label: string, days: number][] = [
    ['Unknown', 0],
    ['1 day', 1],
    ['3 days', 3],
    ['1 week', 7],
    ['1 month', 30],
  ]
  const form = await ask({
    title: action,
    confirm: action,
    fields: (
      <>
        <fieldset class="choices">
          <legend class="unseen">Expected duration</legend>
          {days.map(([label, n], i) => (
            <label key={label}>
              <input type="radio" name="days" value={n} defaultChecked={i === 0} />
              {label}
            </label>
          ))}
        </fieldset>
        <Reason label="Note" />
      </>
    ),
  })
  const n = Number(fieldText(form, 'days'))
  const until = n > 0 ? { expectedUntil: new Date(now.value + n * dayMs).toISOString() } : {}
  return form ? { ...until, ...reasonIn(form) } : undefined
}

export async function askSnooze(): Promise<CommandInput | undefined> {
  const [today, tomorrow] = [now.value, now.value + dayMs].map((day) =>
    fromField(`${toField(day).slice(0, 10)}T${morning}`),
  ) as [number, number]
  const choices: [label: string, until: number][] = [
    ['1 hour', now.value + hourMs],
    ['4 hours', now.value + 4 * hourMs],
    today > now.value
      ? [`Today ${morning} ${zoneAt(today)}`, today]
      : [`Tomorrow ${morning} ${zoneAt(tomorrow)}`, tomorrow],
    ['1 week', now.value + 7 * dayMs],
  ]
  const form = await ask({
    title: 'Snooze',
    confirm: 'Snooze',
    fields: (
      <>
        <fieldset class="choices">
          <legend class="unseen">Duration</legend>
          {choices.map(([label, until], i) => (
            <label key={label}>
              <input type="radio" name="until" value={new Date(until).toISOString()} defaultChecked={i === 0} />
              {label}
            </label>
          ))}
        </fieldset>
        <label>
          <span>
            Wake early if volume rises by … % <span class="muted">(optional)</span>
          </span>
          <input name="worseBy" type="number" min={1} max={10_000} />
        </label>
        <Reason label="Reason" required />
        <p class="muted xs">Reopens automatically if still active.</p>
      </>
    ),
  })
  const worseBy = Number(fieldText(form, 'worseBy'))
  return form ? { until: fieldText(form, 'until'), ...(worseBy > 0 && { worseBy }), ...reasonIn(form) } : undefined
}

export async function askReason(
  title: string,
  confirm: string,
  label = 'Note',
): Promise<{ reason?: string } | undefined> {
  const form = await ask({ title, confirm, fields: <Reason label={label} /> })
  return form ? reasonIn(form) : undefined
}

export function Reason({ label, required = false }: { label: string; required?: boolean }) {
  return (
    <label>
      <span>
        {label} {!required && <span class="muted">(optional)</span>}
      </span>
      <input name="reason" maxLength={1000} required={required} />
    </label>
  )
}

export function reasonIn(form: FormData | undefined): { reason?: string } {
  const reason = fieldText(form, 'reason')
  return reason ? { reason } : {}
}
