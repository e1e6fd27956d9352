import { useState } from 'preact/hooks'
import { showToast } from '../lib/announce.ts'
import { signIn } from '../lib/api.ts'
import { apiKey, signInMessage, me } from '../lib/me.ts'
import { personName } from '../lib/now.ts'
import { Person } from './ask.tsx'
import { ask, fieldText } from './dialog.tsx'

/** Asks for the user's name or API key; true once a name or a valid key is given. */
export async function askName(): Promise<boolean> {
  const form = await ask({ title: 'Your profile', confirm: 'Save', fields: <Profile /> })
  if (!form) return false
  const [name, key] = [fieldText(form, 'name'), fieldText(form, 'key')]
  if (key) return trySignIn(key)
  if (apiKey.value) apiKey.value = ''
  if (name) me.value = name
  return name !== ''
}

async function trySignIn(key: string): Promise<boolean> {
  try {
    await signIn(key)
    return true
  } catch (error) {
    showToast(`Sign-in failed: ${(error as Error).message}`)
    return false
  }
}

/** The fields of the profile. A key identifies its person, so it replaces the name. */
function Profile() {
  const [key, setKey] = useState(apiKey.value)
  const onlyKey = apiKey.value !== '' || signInMessage.value !== ''
  return (
    <>
      <p class="muted small">
        {apiKey.value && me.value ? `Signed in as ${personName(me.value)} by API key. ` : ''}
        Your name appears beside your actions. It is stored in this browser.
      </p>
      {!onlyKey && <Person label="Name" name="name" value={me.value} required={key === ''} />}
      <details open={onlyKey}>
        <summary class="small muted">Use an API key</summary>
        <label>
          API key
          <input
            name="key"
            maxLength={100}
            autocomplete="off"
            defaultValue={apiKey.value}
            onInput={(event) => setKey(event.currentTarget.value.trim())}
          />
        </label>
      </details>
    </>
  )
}
