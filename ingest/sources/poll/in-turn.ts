import type { Batch } from './connector.ts'

/** Reads several lists of one service, one after the other; each resumes from its own state. */
export async function* inTurn<Own>(
  keys: readonly string[],
  before: Readonly<Record<string, Own>> | undefined,
  batchesOf: (key: string, own: Own | undefined) => AsyncIterable<Batch<Own>>,
): AsyncGenerator<Batch<Record<string, Own>>> {
  let state = before ?? {}
  for (const key of keys)
    for await (const { state: own, ...read } of batchesOf(key, state[key]))
      yield { ...read, state: (state = { ...state, [key]: own }) }
}
