import { me } from './me.ts'

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

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return answer<T>(await fetch(`/api/v1${path}`, { signal: signal ?? null }))
}

export type Action = 'acknowledge' | 'assign' | 'snooze' | 'resolve' | 'verdict'

/** Resolves once what was asked is durable; true when it has been done already. */
export async function act(
  alertId: string,
  action: Action,
  body: { reason?: string; owner?: string; until?: string; verdict?: string } = {},
): Promise<boolean> {
  const response = await fetch(`/api/v1/alerts/${encodeURIComponent(alertId)}/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-groundswell-person': encodeURIComponent(me.value || 'someone') },
    body: JSON.stringify(body),
  })
  await answer(response)
  return response.status === 200
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T
  const problem = (await response.json().catch(() => ({}))) as { detail?: string }
  throw new Refused(response.status, problem.detail ?? `the server answers ${response.status}`)
}
