import { createHash, createHmac } from 'node:crypto'
import type { StubDescription, StubRequest } from './stub-service.ts'

const perPage = 2

/** A bucket with these objects (`objects` may grow), two a page; those with `.encoded.` in their key have a content encoding; those in `refusals` are answered with this code of an error. Checks the signature of every request (Signature Version 4). */
export const s3Service = (
  objects: Record<string, string | Buffer>,
  refusals: Record<string, string> = {},
): StubDescription => ({
  isAuthorized: (request) => isSigned(request, 'canary-secret'),
  limited: () => ({ status: 503, headers: { 'retry-after': '120' }, body: '<Error><Code>SlowDown</Code></Error>' }),
  answer({ path, query }) {
    if (path === '/drop') return { body: list(query, objects), headers: { 'content-type': 'application/xml' } }
    const key = decodeURIComponent(path.slice('/drop/'.length))
    const refusal = refusals[key]
    if (refusal !== undefined) return { status: statusOf(refusal), body: `<Error><Code>${refusal}</Code></Error>` }
    const body = objects[key]
    if (body === undefined) return { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' }
    const encoding = key.includes('.encoded.') && { 'content-encoding': 'gzip' }
    return { body, headers: { 'content-type': 'binary/octet-stream', ...encoding } }
  },
})

/** "Error responses" of the S3 API. What the key service refuses has a dot in its code and is a 400. */
const statusOf = (code: string): number =>
  ({ InternalError: 500, SlowDown: 503, ServiceUnavailable: 503, NoSuchBucket: 404, ExpiredToken: 400 })[code] ??
  (code.startsWith('KMS.') ? 400 : 403)

function list(query: URLSearchParams, objects: Record<string, string | Buffer>): string {
  const after = query.get('start-after') ?? ''
  const keys = Object.keys(objects).toSorted()
  const left = keys.filter((key) => key.startsWith(query.get('prefix')!) && key > after)
  const some = left
    .slice(0, perPage)
    .map(
      (key) =>
        `<Contents><Key>${key.replace('&', '&amp;')}</Key><ETag>&quot;4bc2&quot;</ETag><Size>${objects[key]!.length}</Size></Contents>`,
    )
  return `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>drop</Name><IsTruncated>${left.length > perPage}</IsTruncated>${some.join('')}</ListBucketResult>`
}

/** As "Authenticating Requests (AWS Signature Version 4)" describes it. */
function isSigned({ method, path, query, headers }: StubRequest, secret: string): boolean {
  const [, scope = '', signed = '', signature] =
    /Credential=AKIAHALDEN\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)/.exec(headers.authorization ?? '') ?? []
  const canonicalQuery = [...query].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).toSorted()
  const canonicalHeaders = signed.split(';').map((name) => `${name}:${String(headers[name])}\n`)
  const hash = String(headers['x-amz-content-sha256'])
  const canonical = [method, path, canonicalQuery.join('&'), canonicalHeaders.join(''), signed, hash].join('\n')
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const key = scope.split('/').reduce<string | Buffer>((key, part) => hmac(key, part), `AWS4${secret}`)
  return hmac(key, text).toString('hex') === signature
}

const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
