import { batch } from '@preact/signals'
import type { OrganisationDto } from '../dto/organisation-dto.ts'
import { apiKey, asking, keyWanted, me } from './me.ts'

/** What the API said was wrong. */
class Refused extends Error {
  readonly status: number
  constructor(status: number, detail: string) {
    super(detail)
    this.name = 'Refused'
    this.status = status
  }
}

export interface List<T> {
  items: T[]
  nextCursor: string | null
}

/** Who asks, in headers: by the key where there is one, otherwise by name. */
export function identity(): Record<string, string> {
  if (apiKey.value) return byKey(apiKey.value)
  return me.value ? { 'x-groundswell-person': encodeURIComponent(me.value) } : {}
}

const byKey = (key: string) => ({ authorization: `Bearer ${encodeURIComponent(key)}` })

/** @throws Refused with what the API said. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const by = asking.value
  const response = await fetch(`/api/v1${path}`, { signal: signal ?? null, headers: identity() })
  try {
    const found = await answer<T>(response)
    if (by === asking.value) keyWanted.value = ''
    return found
  } catch (error) {
    // Of somebody who sat here before it says nothing.
    if (response.status === 401 && by === asking.value) nobody((error as Error).message)
    throw error
  }
}

/** Who this browser remembers is nobody here any more; where nobody is remembered, a key is wanted. */
function nobody(sentence: string): void {
  if (apiKey.value === '' && me.value === '') keyWanted.value = sentence
  batch(() => (apiKey.value = me.value = ''))
}

/** From now on asks by the key. @throws Refused where the API does not know it; then nothing has changed. */
export async function enter(key: string): Promise<void> {
  const found = await answer<OrganisationDto>(await fetch('/api/v1/organisation', { headers: byKey(key) }))
  batch(() => {
    apiKey.value = key
    me.value = found.me ?? ''
  })
}

/** What a link would fetch without saying who asks. @throws Refused with what the API said. */
export async function getFile(path: string): Promise<Blob> {
  const response = await fetch(`/api/v1${path}`, { headers: identity() })
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

export type Asked = Record<string, string | number | undefined>

/** Resolves once what was asked is durable; true when it has been done already. */
export async function act(alertId: string, action: Action, body: Asked = {}): Promise<boolean> {
  const response = await post(`/alerts/${encodeURIComponent(alertId)}/${action}`, body)
  return response.status === 200
}

/** @throws Refused with what the API said. */
export async function post(path: string, body: Asked): Promise<Response> {
  const response = await fetch(`/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...identity() },
    body: JSON.stringify(body),
  })
  await answer(response.clone())
  return response
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T
  const problem = (await response.json().catch(() => ({}))) as { detail?: string }
  throw new Refused(response.status, problem.detail ?? `the server answers ${response.status}`)
}
