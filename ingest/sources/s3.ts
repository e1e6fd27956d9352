import { Type, type Static } from 'typebox'
import { isBodyFault } from '../../infra/http/decode-body.ts'
import { SourceFailed, type Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { ColumnMapOptions } from '../read/columns.ts'
import { DateOrder, TimeZone } from '../read/time-options.ts'
import { polledSource, type Batch } from './poll/connector.ts'
import { Canary, everySecondsOf, secretOf, RequestsPerDay, Since } from './poll/connector-options.ts'
import { fixedCredential } from './poll/credential.ts'
import { failureOf } from './poll/json-response.ts'
import { openUsage } from './poll/usage.ts'
import { openBucket, type Bucket } from './s3/bucket.ts'
import { failureAt, faultOfObject, isDenied, mostRefused, mostTries, withCode } from './s3/refused.ts'
import { mentionsIn, type ObjectRules } from './s3/read-object.ts'

const s3Options = Type.Object(
  {
    type: Type.Literal('s3'),
    name: SourceName,
    bucket: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]+$', description: 'The bucket.', examples: ['halden-exports'] }),
    prefix: Type.Optional(
      Type.String({ description: 'What the keys begin with; absent: all objects are read.', examples: ['reviews/'] }),
    ),
    region: Type.Optional(
      Type.String({ pattern: '^[\\w-]+$', description: 'us-east-1 if absent.', examples: ['eu-central-1'] }),
    ),
    endpoint: Type.Optional(
      Type.String({
        pattern: '^https?://.*[^/]$',
        description: 'The address of another storage that speaks S3; absent: that of AWS in the region.',
        examples: ['https://storage.halden.example'],
      }),
    ),
    accessKeyId: Type.String({ minLength: 1, description: 'The id of the access key.', examples: ['AKIAHALDEN'] }),
    secretAccessKey: secretOf('The secret of the access key.', 'S3_SECRET'),
    map: Type.Optional(ColumnMapOptions),
    dates: Type.Optional(DateOrder),
    timeZone: Type.Optional(TimeZone),
    everySeconds: everySecondsOf(300, 30),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)
type S3Options = Static<typeof s3Options>

export const s3Source = defineSource({ type: 's3', options: s3Options, open: (options, deps) => [s3(options, deps)] })

/** `after`: the key of the last object that was read whole. Within an object: its key, and the last line (or row) that was read. */
interface State {
  after?: string
  reading?: { key: string; line: number }
  /** The object that could not be read, and in how many polls. */
  failing?: { key: string; times: number }
}

const remedy =
  'accessKeyId or secretAccessKey is wrong, or the key may not list the bucket (s3:ListBucket) or read it (s3:GetObject)'
const isData = (key: string) => /\.(csv|tsv|jsonl|ndjson|json)(\.gz)?$/i.test(key)

/**
 * Objects under a prefix, each read once, in the order of their keys: a new object must have a larger key than those before, as keys
 * with a date have. CSV, JSONL and JSON, also with gzip.
 *
 * Terms: the company's own data. An object that is deleted or overwritten changes nothing here.
 */
export function s3(options: S3Options, deps: SourceDeps): Source {
  const { name, accessKeyId, secretAccessKey, region = 'us-east-1', prefix = '' } = options
  const { endpoint = `https://s3.${region}.amazonaws.com` } = options
  const credential = fixedCredential({ headers: {}, secrets: [secretAccessKey], remedy })
  const usage = openUsage(options, deps.clock)
  const { clock, http } = deps
  return polledSource<State>(
    {
      name,
      everyMs: (options.everySeconds ?? 300) * 1000,
      credential,
      since: options.since,
      canary: options.canary,
      usage,
      remembered: 1_000,
      poll({ state = {}, signal, now }) {
        const bucket = openBucket(
          { root: `${endpoint}/${options.bucket}`, prefix, region, accessKeyId, secretAccessKey },
          {
            clock,
            async send({ url, headers }) {
              usage.count()
              const response = await http.request({ url, headers, signal, maxBytes: mostBytes, timeoutMs })
              deps.onResponse?.(name, response.status)
              if (response.status !== 200) throw withCode(response, failureOf(response, credential, clock()))
              return response.body
            },
          },
        )
        return objects(bucket, state, {
          map: options.map ?? {},
          dates: options.dates,
          timeZone: options.timeZone,
          now,
          name,
        })
      },
    },
    deps,
  )
}

const mostBytes = 100 * 1024 * 1024
const timeoutMs = 300_000

async function* objects(bucket: Bucket, before: State, rules: ObjectRules): AsyncGenerator<Batch<State>> {
  let state = before
  /** What was passed over since the last object that could be read. It may be the credential: only if a later one can be, they are rejected. */
  let passed: Rejection[] = []
  for await (const { key, size } of bucket.list(state.after)) {
    const isIgnored = !isData(key) || size === 0
    if (isIgnored && passed.length === 0) yield { state: (state = { after: key }) }
    if (isIgnored) continue
    const body = size > mostBytes ? new TooLarge(size) : await bucket.get(key).catch(withoutBody)
    if (body instanceof Failed) {
      const times = state.failing?.key === key ? state.failing.times + 1 : 1
      const mayPass = isDenied(body.cause) || times >= mostTries
      if (!mayPass && passed.length === 0) yield { state: (state = { ...state, failing: { key, times } }) }
      if (!mayPass || passed.length >= mostRefused) throw failureAt(passed[0]?.at ?? key, body.cause)
      passed.push({ at: key, reason: SourceFailed.from(body.cause).message, raw: key, cause: body.cause })
      continue
    }
    if (passed.length > 0)
      yield { ...nothing, rejected: passed.map(toRejected), state: (state = { after: passed.at(-1)!.at }) }
    passed = []
    if (body instanceof Error) {
      yield { ...nothing, rejected: [{ at: key, reason: body.message, raw: key }], state: (state = { after: key }) }
      continue
    }
    const read = state.reading?.key === key ? state.reading.line : 0
    for await (const { line, ...found } of mentionsIn({ key, body, read }, rules))
      yield { ...found, state: { ...state, reading: { key, line } } }
    yield { state: (state = { after: key }) }
  }
  if (passed[0]) throw failureAt(passed[0].at, passed[0].cause)
}

interface Rejection {
  at: string
  reason: string
  raw: string
  cause: unknown
}
const toRejected = ({ at, reason, raw }: Rejection) => ({ at, reason, raw })

const nothing = { mentions: [], deletions: [] }

class TooLarge extends Error {
  constructor(bytes: number) {
    super(`has ${bytes} bytes, and at most ${mostBytes} are read: split it`)
  }
}

/** An object could not be read, and the storage or the credential may be the reason: its cause. */
class Failed extends Error {}

/** Of an object that was deleted after it was listed, nothing; what is wrong with one that cannot be read by itself; else why it failed. */
function withoutBody(error: unknown): Buffer | Error {
  if (error instanceof SourceFailed && error.state === 'gone') return Buffer.of()
  if (isBodyFault(error)) return error
  const fault = faultOfObject(error)
  return fault === undefined ? new Failed('', { cause: error }) : new Error(fault)
}
