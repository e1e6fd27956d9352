import { useState } from 'preact/hooks'
import { tell } from '../announce.ts'
import { enter } from '../api.ts'
import { apiKey, keyWanted, me } from '../me.ts'
import { personName } from '../now.ts'
import { Person } from './ask.tsx'
import { ask, written } from './dialog.tsx'

/** Who sits here; true when they said it, and a key they showed is good. */
export async function askName(): Promise<boolean> {
  const form = await ask({ title: 'Who are you?', confirm: 'That is me', fields: <Who /> })
  if (!form) return false
  const [name, key] = [written(form, 'name'), written(form, 'key')]
  if (key) return showKey(key)
  if (apiKey.value) apiKey.value = ''
  if (name) me.value = name
  return name !== ''
}

async function showKey(key: string): Promise<boolean> {
  try {
    await enter(key)
    return true
  } catch (error) {
    tell(`That did not work: ${(error as Error).message}`)
    return false
  }
}

/** A key says by itself whose it is, so beside one no name is wanted. */
function Who() {
  const [key, setKey] = useState(apiKey.value)
  const onlyKey = apiKey.value !== '' || keyWanted.value !== ''
  return (
    <>
      <p class="muted small">
        {apiKey.value && me.value ? `By your API key you are ${personName(me.value)}. ` : ''}
        Your name stands beside what you do, so that others know whom to ask. This browser remembers it.
      </p>
      {!onlyKey && <Person label="Name" name="name" value={me.value} required={key === ''} />}
      <details open={onlyKey}>
        <summary class="small muted">I have an API key</summary>
        <label>
          Key
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
