import type { SilenceDto } from '../../dto/silence-dto.ts'
import { departments, now, organisation, topics } from '../lib/now.ts'
import { fromField, toField, zoneAt } from '../lib/zone.ts'
import { Reason, reasonIn } from './ask.tsx'
import { ask, fieldText } from './dialog.tsx'

const minuteMs = 60_000
const fourHoursMs = 240 * minuteMs

interface NewSilence {
  matches: SilenceDto['matches']
  until: string
  reason: string
}

/** Asks which alerts nobody is to be notified of, until when and why; undefined if the person cancels. */
export async function askSilence(): Promise<NewSilence | undefined> {
  const form = await ask({
    title: 'Create silence',
    confirm: 'Create silence',
    fields: (
      <>
        <Choice label="Department" name="departments" of={departments.value} />
        <Choice label="Topic" name="topics" of={topics.value} />
        <Choice label="Unit" name="units" of={organisation.value?.units ?? []} />
        <label>
          <span>
            Product <span class="muted">(optional)</span>
          </span>
          <input name="products" maxLength={200} />
        </label>
        <label>
          Until ({zoneAt(now.value)})
          <input
            name="until"
            type="datetime-local"
            required
            min={toField(now.value + minuteMs)}
            defaultValue={toField(now.value + fourHoursMs)}
          />
        </label>
        <Reason label="Reason" required />
        <p class="muted xs">Matching alerts still open and stay visible. Nobody is notified of them.</p>
      </>
    ),
  })
  if (!form) return undefined
  const chosen = (['departments', 'topics', 'units', 'products'] as const)
    .map((field) => [field, fieldText(form, field)] as const)
    .filter(([, value]) => value !== '')
  return {
    matches: Object.fromEntries(chosen.map(([field, value]) => [field, [value]])),
    until: new Date(fromField(fieldText(form, 'until'))).toISOString(),
    reason: reasonIn(form).reason ?? '',
  }
}

/** One of these, or any; nothing where there are none. */
function Choice({ label, name, of }: { label: string; name: string; of: readonly { id: string; name: string }[] }) {
  if (of.length === 0) return null
  return (
    <label>
      {label}
      <select name={name}>
        <option value="">Any</option>
        {of.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </select>
    </label>
  )
}
