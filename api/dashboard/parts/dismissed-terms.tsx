import { useState } from 'preact/hooks'
import type { DismissedTermDto } from '../../dto/dismissed-term-dto.ts'
import type { SuggestionDto } from '../../dto/suggestion-dto.ts'
import { announce, showToast } from '../lib/announce.ts'
import type { List } from '../lib/api.ts'
import {
  dismiss,
  dismissalsChanged,
  kindNames,
  mayDismiss,
  restore,
  restoredHere,
  type DismissalKind,
} from '../lib/dismissals.ts'
import { departmentName, personName } from '../lib/now.ts'
import { addressOf } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { counted, dayOf } from '../lib/words.ts'
import { ask, fieldText } from './dialog.tsx'

type Emerging = NonNullable<SuggestionDto['emerging']>

const refused = (department: string) =>
  `Only the people of ${departmentName(department)}, the service team and admins may dismiss its terms.`

/** Removes an emerging term from the list, with a reason. */
export function DismissButton({ of: { id, term, department } }: { of: Emerging }) {
  const mayEdit = mayDismiss.value(department)
  return (
    <button
      class="btn"
      type="button"
      aria-label={`Dismiss “${term}” for ${departmentName(department)}`}
      disabled={!mayEdit}
      title={mayEdit ? undefined : refused(department)}
      onClick={() => void askAndDismiss({ id, term, department })}
    >
      Dismiss
    </button>
  )
}

async function askAndDismiss({ id, term, department }: Pick<Emerging, 'id' | 'term' | 'department'>): Promise<void> {
  const form = await ask({
    title: `Dismiss “${term}”`,
    confirm: 'Dismiss',
    fields: (
      <>
        <fieldset class="choices">
          <legend class="unseen">Reason</legend>
          {Object.entries(kindNames).map(([kind, name], i) => (
            <label key={kind}>
              <input type="radio" name="kind" value={kind} defaultChecked={i === 0} />
              {name}
            </label>
          ))}
        </fieldset>
        <label>
          <span>
            Note <span class="muted">(optional, except for another reason)</span>
          </span>
          <input name="note" maxLength={200} />
        </label>
        <p class="muted xs">
          {departmentName(department)} no longer sees it here and is not notified of it. It comes back once three times
          as many authors use it in a day, or when it rises after 30 days in which it did not.
        </p>
      </>
    ),
  })
  if (!form) return
  const note = fieldText(form, 'note')
  try {
    await dismiss(id, { kind: fieldText(form, 'kind') as DismissalKind, ...(note && { note }) })
    announce(`Dismissed: ${term}`)
    // Its button has gone.
    document.getElementById('emerging')?.focus()
  } catch (error) {
    showToast((error as Error).message)
  }
}

/** Why a term that somebody dismissed is shown. */
export function Returned({ of: { returned, observed } }: { of: Emerging }) {
  if (!returned) return null
  const { dismissal, reason } = returned
  return (
    <p class="small returned">
      {reason === 'escalated'
        ? `Back: used by up to ${counted(observed, 'author')} in a day, ${dismissal.observed} when it was dismissed`
        : 'Back: it rises again after at least 30 days'}{' '}
      <span class="muted">({sayOf(dismissal)})</span>
    </p>
  )
}

/** Dismissed by Mara on 3 Nov: already known. A note */
function sayOf({ by, dismissedAt, kind, note }: DismissedTermDto): string {
  const why = kind === 'other' ? note : [kindNames[kind].split(':')[0]!.toLowerCase(), note].filter(Boolean).join('. ')
  return `dismissed by ${personName(by)} on ${dayOf(Date.parse(dismissedAt))}: ${why}`
}

/** The terms that are dismissed, when somebody asks for them. */
export function DismissedTerms({ department }: { department: string | undefined }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        class="btn"
        type="button"
        aria-expanded={isOpen}
        aria-controls="dismissed"
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? 'Hide dismissed' : 'Show dismissed'}
      </button>
      <div id="dismissed">{isOpen && <Dismissed department={department} />}</div>
    </>
  )
}

function Dismissed({ department }: { department: string | undefined }) {
  const path = addressOf('/review/dismissals', { department })
  const { data, error } = useApi<List<DismissedTermDto>>(path, dismissalsChanged)
  const items = data?.items.filter(({ id }) => !restoredHere.value.has(id))
  if (error) return <p role="alert">Dismissed terms could not be loaded: {error.message}</p>
  if (items?.length === 0) return <p class="muted">No term is dismissed.</p>
  return (
    <ul class="suggestions" aria-label="Dismissed terms">
      {items?.map((dismissed) => (
        <li key={dismissed.id}>
          <p class="clip">
            <b>“{dismissed.term}”</b>
          </p>
          <p class="muted small">
            {departmentName(dismissed.department)} · {sayOf(dismissed)} · up to {counted(dismissed.observed, 'author')}{' '}
            in a day then
          </p>
          <p class="row">
            <RestoreButton of={dismissed} />
          </p>
        </li>
      ))}
    </ul>
  )
}

function RestoreButton({ of: dismissed }: { of: DismissedTermDto }) {
  const { term, department } = dismissed
  const mayEdit = mayDismiss.value(department)
  const onClick = async () => {
    try {
      await restore(dismissed)
      announce(`Restored: ${term}`)
      document.getElementById('emerging')?.focus()
    } catch (error) {
      showToast(`Not restored: ${(error as Error).message}`)
    }
  }
  return (
    <button
      class="btn"
      type="button"
      aria-label={`Restore “${term}” for ${departmentName(department)}`}
      disabled={!mayEdit}
      title={mayEdit ? undefined : refused(department)}
      onClick={() => void onClick()}
    >
      Restore
    </button>
  )
}
