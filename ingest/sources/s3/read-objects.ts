import { isBodyFault } from '../../../infra/http/decode-body.ts'
import { SourceFailed } from '../../mention/source.ts'
import type { Batch } from '../poll/connector.ts'
import type { Bucket } from './bucket.ts'
import type { S3Object } from './read-list.ts'
import { mentionsIn, type ObjectRules } from './read-object.ts'
import { failureAt, faultOfObject, isMissing, isOfSource, mostRefused, triesOf } from './refused.ts'

/** `after`: the key of the last object that was read whole. Within an object: its key, and the last line (or row) that was read. */
export interface State {
  after?: string
  reading?: { key: string; line: number }
  /** The objects after it that could not be read: since when (epoch ms), and in how many polls. */
  failures?: Record<string, { since: number; times: number }>
}

export const mostBytes = 100 * 1024 * 1024
const isData = (key: string) => /\.(csv|tsv|jsonl|ndjson|json)(\.gz)?$/i.test(key)

/** An object that is left out. `cause`: why it could not be read; absent: it is not asked for, or cannot be read by itself. */
interface Passed {
  at: string
  reason: string
  cause?: unknown
}

/**
 * Reads the objects of a bucket after those that were read. One that cannot be read is passed over when several polls, at least an interval
 * apart, failed at it and a later one can be read: until then the credential or the storage may be the reason.
 */
export async function* readObjects(
  bucket: Bucket,
  before: State,
  { everyMs, ...rules }: ObjectRules & { everyMs: number },
): AsyncGenerator<Batch<State>> {
  let state = before
  let passed: Passed[] = []
  for await (const object of bucket.list(state.after)) {
    const { key } = object
    const tried = await readBody(bucket, object)
    if ('cause' in tried) {
      const { cause } = tried
      if (isOfSource(cause)) throw failureAt(key, cause)
      const { since = rules.now, times = 0 } = state.failures?.[key] ?? {}
      state = { ...state, failures: { ...state.failures, [key]: { since, times: times + 1 } } }
      const mayPass = times + 1 >= triesOf(cause) && rules.now - since >= everyMs
      if (!mayPass || passed.filter((each) => 'cause' in each).length >= mostRefused) {
        yield { state }
        throw failureAt(passed[0]?.at ?? key, cause)
      }
      passed.push({ at: key, reason: SourceFailed.from(cause).message, cause })
      continue
    }
    if (passed.length > 0 && !tried.isAnswered) {
      if (tried.fault !== undefined) passed.push({ at: key, reason: tried.fault })
      continue
    }
    if (passed.length > 0) yield { ...rejecting(passed), state: (state = { after: passed.at(-1)!.at }) }
    passed = []
    const read = state.reading?.key === key ? state.reading.line : 0
    for await (const { line, ...found } of tried.body ? mentionsIn({ key, body: tried.body, read }, rules) : [])
      yield { ...found, state: { ...state, reading: { key, line } } }
    const own = tried.fault === undefined ? [] : [{ at: key, reason: tried.fault }]
    yield { ...rejecting(own), state: (state = { after: key }) }
  }
  if (passed[0]) throw failureAt(passed[0].at, passed[0].cause)
}

const rejecting = (passed: readonly Passed[]) => ({
  mentions: [],
  deletions: [],
  rejected: passed.map(({ at, reason }) => ({ at, reason, raw: at })),
})

/** `fault`: why the object cannot be read by itself. `isAnswered`: the storage gave it, so that the credential is right. */
type Tried = { body?: Buffer; fault?: string; isAnswered: boolean } | { cause: unknown }

async function readBody(bucket: Bucket, { key, size }: S3Object): Promise<Tried> {
  if (!isData(key) || size === 0) return { isAnswered: false }
  if (size > mostBytes)
    return { fault: `has ${size} bytes, and at most ${mostBytes} are read: split it`, isAnswered: false }
  try {
    return { body: await bucket.get(key), isAnswered: true }
  } catch (error) {
    // It was deleted after it was listed.
    if (isMissing(error)) return { isAnswered: false }
    if (isBodyFault(error)) return { fault: error.message, isAnswered: true }
    const fault = faultOfObject(error)
    return fault === undefined ? { cause: error } : { fault, isAnswered: false }
  }
}
