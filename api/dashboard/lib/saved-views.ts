import { signal } from '@preact/signals'
import type { SavedViewDto } from '../../dto/saved-view-dto.ts'
import { answer, identity, send, type List } from './api.ts'
import { addressOf, route } from './router.ts'
import { useApi } from './use-api.ts'

/** Incremented when this browser saves or deletes a view. */
const viewsChanged = signal(0)
const none: SavedViewDto[] = []

export const useSavedViews = (): SavedViewDto[] =>
  useApi<List<SavedViewDto>>('/views', viewsChanged).data?.items ?? none

export const addressOfView = ({ id, query }: Pick<SavedViewDto, 'id' | 'query'>): string =>
  addressOf('/trends', { ...query, view: id })

/** The parameters of the page's address, without that of the view that was opened. */
export function queryHere(): Record<string, string> {
  const { view: _view, ...query } = Object.fromEntries(route.value.query)
  return query
}

/** Whether the page shows something else than the view that it was opened as. */
export const isChanged = ({ query }: Pick<SavedViewDto, 'query'>): boolean =>
  addressOf('', sorted(query)) !== addressOf('', sorted(queryHere()))

const sorted = (query: Record<string, string>) =>
  Object.fromEntries(Object.entries(query).toSorted(([a], [b]) => a.localeCompare(b)))

/** Saves a view under a new id. @returns the view @throws an error with the API's reason */
export async function saveView(view: Pick<SavedViewDto, 'name' | 'query'>): Promise<SavedViewDto> {
  const body = JSON.stringify({ name: view.name, query: view.query })
  return change('/views', { method: 'POST', body })
}

/** @throws an error with the API's reason */
export const deleteView = (id: string): Promise<SavedViewDto> =>
  change(`/views/${encodeURIComponent(id)}`, { method: 'DELETE' })

/** What was sent is stored a moment later. */
const storedMs = 700

async function change(path: string, init: RequestInit): Promise<SavedViewDto> {
  const headers = { ...(init.body ? { 'content-type': 'application/json' } : {}), ...identity() }
  const view = await answer<SavedViewDto>(await send(path, { ...init, headers }))
  await new Promise((resolve) => setTimeout(resolve, storedMs))
  viewsChanged.value++
  return view
}

/** The views of an exported file. @throws an error that says what is wrong with it */
export function viewsIn(text: string): Pick<SavedViewDto, 'name' | 'query'>[] {
  const found: unknown = parsed(text)
  const list = Array.isArray(found) ? found : [found]
  return list.map((each: unknown, i) => {
    const { name, query } = (each ?? {}) as Partial<SavedViewDto>
    const isQuery =
      typeof query === 'object' && query !== null && Object.values(query).every((v) => typeof v === 'string')
    if (typeof name !== 'string' || name.trim() === '' || !isQuery)
      throw new Error(`view ${i + 1} has no name or no query`)
    return { name, query }
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error('the file is not JSON', { cause: error })
  }
}
