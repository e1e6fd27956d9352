import { batch } from '@preact/signals'
import type { OrganisationDto } from '../../dto/organisation-dto.ts'
import { apiKey, signInMessage, me, userKey } from './me.ts'

/** An error response of the API. The message is its detail. */
class Refused extends Error {
  readonly status: number
  constructor(status: number, detail: string) {
    super(detail)
    this.name = 'Refused'
    this.status = status
  }
}

/** The request failed without a response. */
class Unreachable extends Error {
  constructor(options?: ErrorOptions) {
    super('can’t reach the server', options)
    this.name = 'Unreachable'
  }
}

export interface List<T> {
  items: T[]
  nextCursor: string | null
}

/** Headers that identify the user: by API key if there is one, otherwise by name. */
export function identity(): Record<string, string> {
  if (apiKey.value) return byKey(apiKey.value)
  return me.value ? { 'x-groundswell-person': encodeURIComponent(me.value) } : {}
}

const byKey = (key: string) => ({ authorization: `Bearer ${encodeURIComponent(key)}` })

/** @throws Refused with the API's detail; Unreachable. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const by = userKey.value
  const response = await send(path, { signal: signal ?? null, headers: identity() })
  try {
    const found = await answer<T>(response)
    if (by === userKey.value) signInMessage.value = ''
    return found
  } catch (error) {
    // A late response to a previous user's request must not sign out the current user.
    if (response.status === 401 && by === userKey.value) signOut((error as Error).message)
    throw error
  }
}

/** Forgets the stored user. If none is stored, the sign-in page is shown. */
function signOut(sentence: string): void {
  if (apiKey.value === '' && me.value === '') signInMessage.value = sentence
  batch(() => (apiKey.value = me.value = ''))
}

/** Signs in with a key. @throws Refused if the API does not accept the key, Unreachable; then the stored user stays. */
export async function signIn(key: string): Promise<void> {
  const found = await answer<OrganisationDto>(await send('/organisation', { headers: byKey(key) }))
  batch(() => {
    apiKey.value = key
    me.value = found.me ?? ''
  })
}

/** Downloads with the identity headers, which a link cannot send. @throws Refused with the API's detail; Unreachable. */
export async function getFile(path: string): Promise<Blob> {
  const response = await send(path, { headers: identity() })
  return response.ok ? response.blob() : answer(response)
}

export type Action =
  | 'acknowledge'
  | 'assign'
  | 'snooze'
  | 'resolve'
  | 'reopen'
  | 'handover'
  | 'comment'
  | 'claim'
  | 'release'
  | 'impact'
  | 'verdict'
  | 'merge'
  | 'split'

/** Fields of a command's body. */
export type CommandInput = Record<string, string | number | undefined>

/** Resolves once the command is durable; true if it has taken effect already. */
export async function act(alertId: string, action: Action, body: CommandInput = {}): Promise<boolean> {
  const response = await post(`/alerts/${encodeURIComponent(alertId)}/${action}`, body)
  return response.status === 200
}

/** @throws an error whose message tells the user that nothing was saved, and why. */
export async function post(path: string, body: CommandInput): Promise<Response> {
  try {
    const response = await send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...identity() },
      body: JSON.stringify(body),
    })
    await answer(response.clone())
    return response
  } catch (error) {
    throw new Error(notSaved(error as Error), { cause: error })
  }
}

const notSaved = (error: Error): string =>
  error instanceof Unreachable ? 'Can’t reach the server. Not saved. Retry.' : `Not saved: ${error.message}`

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api/v1${path}`, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new Unreachable({ cause: error })
  }
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T
  const problem = (await response.json().catch(() => ({}))) as { detail?: string }
  throw new Refused(response.status, problem.detail ?? `server error ${response.status}`)
}
