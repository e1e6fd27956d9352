import { Type, type Static } from 'typebox'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { ColumnMapOptions } from '../read/columns.ts'
import { DateOrder, TimeZone } from '../read/time-options.ts'
import { polledSource } from './poll/connector.ts'
import { Canary, everySecondsOf, secretOf, RequestsPerDay, Since } from './poll/connector-options.ts'
import { fixedCredential } from './poll/credential.ts'
import { failureOf } from './poll/json-response.ts'
import { openUsage } from './poll/usage.ts'
import { openBucket } from './s3/bucket.ts'
import { mostBytes, readObjects, type State } from './s3/read-objects.ts'
import { withCode } from './s3/refused.ts'

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

const remedy =
  'accessKeyId or secretAccessKey is wrong, or the key may not list the bucket (s3:ListBucket) or read it (s3:GetObject)'

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
  const everyMs = (options.everySeconds ?? 300) * 1000
  return polledSource<State>(
    {
      name,
      everyMs,
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
        return readObjects(bucket, state, {
          everyMs,
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

const timeoutMs = 300_000
