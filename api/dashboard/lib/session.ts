import { batch } from '@preact/signals'
import type { SessionDto } from '../../dto/session-dto.ts'
import { answer, Refused, send } from './api.ts'
import { me, session } from './me.ts'

/** Where versions before kept the API key itself. */
const formerKey = 'groundswell.key'

/** Learns who is signed in, before anything else is asked for. Without an answer, nobody is. */
export async function openSession(): Promise<void> {
  try {
    await exchangeFormerKey()
    use(await answer<SessionDto>(await send('/session', {})))
  } catch {
    // The pages say that the server is out of reach.
  }
}

/** Signs in with a key, which the browser does not keep. @throws Refused if the API does not accept the key, Unreachable; then the user stays. */
export async function signIn(key: string): Promise<void> {
  const body = JSON.stringify({ key })
  const sent = await send('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  use(await answer<SessionDto>(sent))
}

/** Ends the session, and the one at the provider if it has a page for that. @throws Unreachable */
export async function signOut(): Promise<void> {
  const { providerUrl } = await answer<{ providerUrl: string | null }>(await send('/session', { method: 'DELETE' }))
  if (providerUrl !== null) location.assign(providerUrl)
  batch(() => {
    me.value = ''
    if (session.value) session.value = { ...session.value, person: null, by: null, scope: null, expiresAt: null }
  })
}

function use(found: SessionDto): void {
  batch(() => {
    session.value = found
    if (found.by !== null && found.by !== 'name') me.value = found.person ?? ''
  })
}

/** Exchanges a key that an earlier version kept in this browser, once, and removes it. */
async function exchangeFormerKey(): Promise<void> {
  const key = stored()
  if (key === null) return
  try {
    await signIn(key)
  } catch (error) {
    // A key that the API does not accept is of no use; one that it has not seen may be.
    if (!(error instanceof Refused)) throw error
  }
  localStorage.removeItem(formerKey)
}

function stored(): string | null {
  try {
    return localStorage.getItem(formerKey)
  } catch {
    return null
  }
}
