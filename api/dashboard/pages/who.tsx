import { useState } from 'preact/hooks'
import { enter } from '../api.ts'
import { written } from '../parts/dialog.tsx'
import { useTitle } from '../use-title.ts'
import { capital } from '../words.ts'

/** In place of every page while the API wants a key and none is shown. */
export function WhoPage() {
  useTitle('Who are you?')
  const [refused, setRefused] = useState('')
  const onSubmit = async (form: HTMLFormElement) => {
    try {
      await enter(written(new FormData(form), 'key'))
      document.querySelector<HTMLElement>('main')?.focus()
    } catch (error) {
      setRefused(capital((error as Error).message))
    }
  }
  return (
    <div class="page narrow">
      <section class="card">
        <h1>This Groundswell wants to know who you are</h1>
        <p class="muted">
          Show your API key. Whoever runs Groundswell makes one with <code>groundswell keys create</code>; this browser
          remembers it.
        </p>
        <form
          class="showkey"
          onSubmit={(event) => {
            event.preventDefault()
            void onSubmit(event.currentTarget)
          }}
        >
          <label for="key">API key</label>
          <input id="key" name="key" required maxLength={100} autocomplete="off" spellcheck={false} />
          <button class="btn primary" type="submit">
            Let me in
          </button>
        </form>
        {refused && <p role="alert">{refused}</p>}
      </section>
    </div>
  )
}
