import { useEffect, useRef } from 'preact/hooks'

/** What a label may be, and what it is now. */
export interface Choice {
  kind: 'one' | 'several'
  values: readonly (readonly [value: string, name: string])[]
  now: readonly string[]
}

/** A form in the place of a label. `done` gets the chosen values, those that were chosen before first; undefined if the person cancels. */
export function CorrectLabel({
  name,
  choice: { kind, values, now },
  done,
}: {
  name: string
  choice: Choice
  done: (values: string[] | undefined) => void
}) {
  const first = useRef<HTMLSelectElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    <form
      class="correct"
      onSubmit={(event) => {
        event.preventDefault()
        const chosen = new FormData(event.currentTarget).getAll('value').map(String)
        done([...now.filter((value) => chosen.includes(value)), ...chosen.filter((value) => !now.includes(value))])
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // Closes the form and not the drawer.
        event.preventDefault()
        event.stopPropagation()
        done(undefined)
      }}
    >
      <label>
        <span class="unseen">{name}</span>
        <select ref={first} name="value" multiple={kind === 'several'} size={kind === 'several' ? 8 : undefined}>
          {values.map(([value, text]) => (
            <option key={value} value={value} selected={now.includes(value)}>
              {text}
            </option>
          ))}
        </select>
      </label>
      {kind === 'several' && <p class="xs muted">Ctrl or ⌘ and click to choose several, or none.</p>}
      <span class="answers">
        <button class="btn primary" type="submit">
          Save
        </button>
        <button class="btn" type="button" onClick={() => done(undefined)}>
          Cancel
        </button>
      </span>
    </form>
  )
}
