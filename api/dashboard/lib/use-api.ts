import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { get } from './api.ts'
import { beginFirstLoad } from './first-loads.ts'
import { userKey } from './me.ts'

export interface Answer<T> {
  data: T | undefined
  error: Error | undefined
  /** True until the first answer for this path. */
  loading: boolean
  /** The path of `data`. */
  path: string | undefined
}

interface Kept<T> {
  path: string
  by: string
  data?: T | undefined
  error?: Error
}

const kept = new Map<string, unknown>()
const mostKept = 100

/** Loads from the API, and again whenever one of `on` grows or the user changes. Returns the old data until the new response arrives. */
export function useApi<T>(path: string | undefined, ...on: ReadonlySignal<number>[]): Answer<T> {
  const [answer, setAnswer] = useState<Kept<T> | undefined>(undefined)
  const versions = on.map((signal) => signal.value).join()
  const by = userKey.value
  const hasNothing = path !== undefined && answer === undefined && !kept.has(by + path)
  // Before the browser draws anything.
  useLayoutEffect(() => (hasNothing ? beginFirstLoad() : undefined), [hasNothing])
  useEffect(() => {
    if (path === undefined) return
    const aborting = new AbortController()
    const ask = async () => {
      try {
        const data = await get<T>(path, aborting.signal)
        keep(by + path, data)
        setAnswer({ path, by, data })
      } catch (error) {
        // The user has changed, and another request is under way.
        if (aborting.signal.aborted || by !== userKey.value) return
        setAnswer((before) => {
          const same = before?.path === path && before.by === by
          return { path, by, error: error as Error, ...(same && { data: before.data }) }
        })
      }
    }
    void ask()
    return () => aborting.abort()
  }, [path, versions, by])
  const current = answer && answer.path === path
  const known = path === undefined ? undefined : (kept.get(by + path) as T | undefined)
  return {
    data: current ? answer.data : (known ?? answer?.data),
    path: current || known === undefined ? answer?.path : path,
    error: current ? answer.error : undefined,
    loading: path !== undefined && !current,
  }
}

function keep(key: string, data: unknown): void {
  kept.delete(key)
  kept.set(key, data)
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
}
