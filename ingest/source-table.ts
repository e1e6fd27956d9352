import { Type, type Static } from 'typebox'
import type { Store } from '../infra/store/store.ts'

export const sourceStates = ['live', 'quiet', 'idle', 'failing', 'blind', 'gone', 'gap'] as const

/** The state of a source. `canary`: what its canary looks for, '' for a source without one; `canaryAt`: when that was found last. `frontierAt`: event time up to which all its mentions are stored; 0 for sources without a frontier. `lastHeardAt`: time of its newest mention. Times in epoch ms. */
export const SourceHealth = Type.Object({
  source: Type.String(),
  kind: Type.Enum(['feed', 'stream', 'webhook', 'file']),
  state: Type.Enum([...sourceStates]),
  reason: Type.String(),
  frontierAt: Type.Integer(),
  lastHeardAt: Type.Integer(),
  canary: Type.String(),
  canaryAt: Type.Integer(),
  updatedAt: Type.Integer(),
})
export type SourceHealth = Static<typeof SourceHealth>

/** The health of a source that has delivered nothing yet. */
export const initialHealth = ({
  source,
  kind,
  state,
}: Pick<SourceHealth, 'source' | 'kind' | 'state'>): SourceHealth => ({
  source,
  kind,
  state,
  reason: '',
  frontierAt: 0,
  lastHeardAt: 0,
  canary: '',
  canaryAt: 0,
  updatedAt: 0,
})

export async function saveHealth(store: Store, rows: readonly SourceHealth[]): Promise<void> {
  await store.insert('sources', rows)
}

export async function sourceHealth(store: Store): Promise<SourceHealth[]> {
  return store.select(
    SourceHealth,
    'SELECT source, kind, state, reason, frontier_at, last_heard_at, canary, canary_at, updated_at FROM sources FINAL ORDER BY source',
  )
}
