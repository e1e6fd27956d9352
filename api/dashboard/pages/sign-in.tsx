import { useState } from 'preact/hooks'
import { signIn } from '../lib/api.ts'
import { fieldText } from '../parts/dialog.tsx'
import { useTitle } from '../lib/use-title.ts'
import { capital } from '../lib/words.ts'

/** Replaces every page while the API requires a key and none is stored. */
export function SignInPage() {
  useTitle('Sign in')
  const [refused, setRefused] = useState('')
  const onSubmit = async (form: HTMLFormElement) => {
    try {
      await signIn(fieldText(new FormData(form), 'key'))
      document.querySelector<HTMLElement>('main')?.focus()
    } catch (error) {
      setRefused(capital((error as Error).message))
    }
  }
  return (
    <div class="page narrow">
      <section class="card">
        <h1>Sign in with your API key</h1>
        <p class="muted">
          Your administrator creates keys with <code>groundswell keys create</code>. The key is stored in this browser.
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
            Sign in
          </button>
        </form>
        {refused && <p role="alert">{refused}</p>}
      </section>
    </div>
  )
}
