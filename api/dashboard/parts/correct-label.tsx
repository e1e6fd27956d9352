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
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('select, input')?.focus(), [])
  return (
    <form
      ref={form}
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
      {kind === 'one' ? (
        <One name={name} values={values} now={now} />
      ) : (
        <Several name={name} values={values} now={now} />
      )}
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

type Values = Pick<Choice, 'values' | 'now'> & { name: string }

const One = ({ name, values, now }: Values) => (
  <label>
    <span class="unseen">{name}</span>
    <select name="value">
      {values.map(([value, text]) => (
        <option key={value} value={value} selected={now.includes(value)}>
          {text}
        </option>
      ))}
    </select>
  </label>
)

/** Those that are chosen come first. */
function Several({ name, values, now }: Values) {
  const isChosen = ([value]: Choice['values'][number]) => now.includes(value)
  return (
    <fieldset>
      <legend class="unseen">{name}</legend>
      {[...values.filter(isChosen), ...values.filter((each) => !isChosen(each))].map(([value, text]) => (
        <label key={value} class="check">
          <input type="checkbox" name="value" value={value} defaultChecked={now.includes(value)} />
          {text}
        </label>
      ))}
    </fieldset>
  )
}
