import { useState } from 'preact/hooks'
import { session } from '../lib/me.ts'
import { addressOf } from '../lib/router.ts'
import { signIn } from '../lib/session.ts'
import { fieldText } from '../parts/dialog.tsx'
import { useTitle } from '../lib/use-title.ts'
import { capital } from '../lib/words.ts'

/** Replaces every page while the API requires that somebody signs in, and nobody has. */
export function SignInPage() {
  useTitle('Sign in')
  const provider = session.value?.provider
  return (
    <div class="page narrow">
      <section class="card">
        <h1>{provider ? 'Sign in' : 'Sign in with your API key'}</h1>
        {provider && (
          <p>
            <a class="btn primary" href={addressOf('/api/v1/sign-in', { to: location.pathname + location.search })}>
              Sign in with {provider}
            </a>
          </p>
        )}
        {provider && <h2>Or with an API key</h2>}
        <KeyForm isMain={!provider} />
      </section>
    </div>
  )
}

function KeyForm({ isMain }: { isMain: boolean }) {
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
    <>
      <p class="muted">
        Your administrator creates keys with <code>groundswell keys create</code>. This browser keeps a session, not the
        key.
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
        <button class={isMain ? 'btn primary' : 'btn'} type="submit">
          Sign in
        </button>
      </form>
      {refused && <p role="alert">{refused}</p>}
    </>
  )
}
