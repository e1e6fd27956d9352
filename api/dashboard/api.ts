import { apiKey, me } from './me.ts'

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
  if (apiKey.value) return { authorization: `Bearer ${apiKey.value}` }
  return me.value ? { 'x-groundswell-person': encodeURIComponent(me.value) } : {}
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const ask = () => fetch(`/api/v1${path}`, { signal: signal ?? null, headers: identity() })
  const response = await ask()
  // Who this browser remembers is nobody here any more.
  if (response.status === 401 && forgetMe()) return answer<T>(await ask())
  return answer<T>(response)
}

function forgetMe(): boolean {
  const known = apiKey.value !== '' || me.value !== ''
  if (apiKey.value) apiKey.value = ''
  else me.value = ''
  return known
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
