import { useState } from 'preact/hooks'
import { showToast } from '../lib/announce.ts'
import { isSignedIn, me, session, signInMessage } from '../lib/me.ts'
import { personName } from '../lib/now.ts'
import { signIn, signOut } from '../lib/session.ts'
import { Person } from './ask.tsx'
import { ask, fieldText } from './dialog.tsx'

/** Asks for the user's name or API key; true once a name or a valid key is given. */
export async function askName(): Promise<boolean> {
  const form = await ask({ title: 'Your profile', confirm: 'Save', fields: <Profile /> })
  if (!form) return false
  const [name, key] = [fieldText(form, 'name'), fieldText(form, 'key')]
  if (key) return unlessRefused('Sign-in failed', signIn(key))
  if (name) me.value = name
  return name !== '' || isSignedIn.value
}

async function unlessRefused(what: string, done: Promise<void>): Promise<boolean> {
  try {
    await done
    return true
  } catch (error) {
    showToast(`${what}: ${(error as Error).message}`)
    return false
  }
}

/** The fields of the profile. Who is signed in has a name already. */
function Profile() {
  const [key, setKey] = useState('')
  const onlyKey = isSignedIn.value || signInMessage.value !== ''
  return (
    <>
      {isSignedIn.value ? (
        <SignedIn />
      ) : (
        <p class="muted small">Your name appears beside your actions. It is stored in this browser.</p>
      )}
      {!onlyKey && <Person label="Name" name="name" value={me.value} required={key === ''} />}
      <details open={onlyKey && session.value?.by !== 'provider'}>
        <summary class="small muted">Use {isSignedIn.value ? 'another' : 'an'} API key</summary>
        <label>
          API key
          <input
            name="key"
            maxLength={100}
            autocomplete="off"
            onInput={(event) => setKey(event.currentTarget.value.trim())}
          />
        </label>
      </details>
    </>
  )
}

const methods: Record<string, string> = { key: 'by API key', proxy: 'by your proxy' }

/** Who is signed in, how, and the way out. A proxy signs people out itself. */
function SignedIn() {
  const { by, provider } = session.value!
  return (
    <div class="row">
      <p class="muted small">
        Signed in as {personName(me.value)} {methods[by ?? ''] ?? `at ${provider}`}. Your name appears beside your
        actions.
      </p>
      {by !== 'proxy' && (
        <button
          class="btn"
          type="button"
          onClick={(event) => {
            event.currentTarget.closest('dialog')?.close()
            void unlessRefused('Sign-out failed', signOut())
          }}
        >
          Sign out
        </button>
      )}
    </div>
  )
}
