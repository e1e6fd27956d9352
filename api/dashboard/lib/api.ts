import { batch } from '@preact/signals'
import { isSignedIn, me, session, signInMessage, userKey } from './me.ts'

/** An error response of the API. The message is its detail. */
export class Refused extends Error {
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

/** Headers that identify the user by name. Who is signed in has a cookie, which the browser sends. */
export const identity = (): Record<string, string> =>
  isSignedIn.value || me.value === '' ? {} : { 'x-groundswell-person': encodeURIComponent(me.value) }

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
    if (response.status === 401 && by === userKey.value) forgetUser((error as Error).message)
    throw error
  }
}

/** Forgets the user. If there is none, the sign-in page is shown. */
function forgetUser(sentence: string): void {
  if (!isSignedIn.value && me.value === '') signInMessage.value = sentence
  batch(() => {
    me.value = ''
    if (session.value) session.value = { ...session.value, by: null, person: null }
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
export type CommandInput = Record<string, string | number | boolean | readonly string[] | undefined>

/** Resolves once the command is durable; true if it has taken effect already. @param key requests with the same one are one command */
export async function act(alertId: string, action: Action, body: CommandInput = {}, key?: string): Promise<boolean> {
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key }
  const response = await post(`/alerts/${encodeURIComponent(alertId)}/${action}`, body, headers)
  return response.status === 200
}

/** Whether a request failed because the server or its log cannot be reached now, so that it may succeed later. */
export function isServerAway(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof Unreachable || (cause instanceof Refused && cause.status === 503)
}

/** @throws an error whose message tells the user that nothing was saved, and why. */
export async function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  try {
    const response = await send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...identity(), ...headers },
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

export async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api/v1${path}`, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new Unreachable({ cause: error })
  }
}

export async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T
  const problem = (await response.json().catch(() => ({}))) as { detail?: string }
  throw new Refused(response.status, problem.detail ?? `server error ${response.status}`)
}
