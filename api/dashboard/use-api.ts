import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { get } from './api.ts'

export interface Answer<T> {
  data: T | undefined
  error: Error | undefined
  /** A first answer to this address is on its way. */
  loading: boolean
  /** Of `data`. */
  path: string | undefined
}

const kept = new Map<string, unknown>()
const mostKept = 100

/** Asks the API, and again whenever one of `on` grows; what was there stays until the new answer is. */
export function useApi<T>(path: string | undefined, ...on: ReadonlySignal<number>[]): Answer<T> {
  const [answer, setAnswer] = useState<{ path: string; data?: T | undefined; error?: Error } | undefined>(undefined)
  const versions = on.map((signal) => signal.value).join()
  useEffect(() => {
    if (path === undefined) return
    const aborting = new AbortController()
    const ask = async () => {
      try {
        const data = await get<T>(path, aborting.signal)
        keep(path, data)
        setAnswer({ path, data })
      } catch (error) {
        if (aborting.signal.aborted) return
        setAnswer((before) => ({ path, error: error as Error, ...(before?.path === path && { data: before.data }) }))
      }
    }
    void ask()
    return () => aborting.abort()
  }, [path, versions])
  const current = answer && answer.path === path
  const known = path === undefined ? undefined : (kept.get(path) as T | undefined)
  return {
    data: current ? answer.data : (known ?? answer?.data),
    path: current || known === undefined ? answer?.path : path,
    error: current ? answer.error : undefined,
    loading: path !== undefined && !current,
  }
}

function keep(path: string, data: unknown): void {
  kept.delete(path)
  kept.set(path, data)
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
}
