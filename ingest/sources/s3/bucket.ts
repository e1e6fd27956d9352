import { AwsV4Signer } from 'aws4fetch'
import type { Clock } from '../../../infra/clock.ts'
import { readList, type S3Object } from './read-list.ts'

export interface BucketOptions {
  /** End point and bucket, without a slash at the end. */
  root: string
  prefix: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

interface SignedRequest {
  url: string
  headers: Record<string, string>
}

export interface Bucket {
  /** Objects whose key is larger than `after`, in the order of their keys. @throws SourceFailed */
  list(after: string | undefined): AsyncIterable<S3Object>
  /** @throws SourceFailed; `gone` when there is no such object */
  get(key: string): Promise<Buffer>
}

/** A bucket by the S3 API (ListObjectsV2, GetObject), with Signature Version 4. `send` gives the body of a response with status 200. */
export function openBucket(
  { root, prefix, region, accessKeyId, secretAccessKey }: BucketOptions,
  { clock, send }: { clock: Clock; send(request: SignedRequest): Promise<Buffer> },
): Bucket {
  const get = async (url: string) => {
    // 20261120T120000Z
    const datetime = new Date(clock()).toISOString().replace(/[:-]|\.\d{3}/g, '')
    const signer = new AwsV4Signer({ url, accessKeyId, secretAccessKey, region, service: 's3', datetime })
    const signed = await signer.sign()
    return send({ url: signed.url.href, headers: Object.fromEntries(signed.headers) })
  }
  return {
    async *list(after) {
      for (let from = after, isLast = false; !isLast;) {
        const query = { 'list-type': '2', prefix, ...(from !== undefined && { 'start-after': from }) }
        const { objects, isTruncated } = readList(await get(`${root}?${encode(query)}`))
        yield* objects
        isLast = !isTruncated || objects.length === 0
        from = objects.at(-1)?.key ?? from
      }
    },
    get: (key) => get(`${root}/${key.split('/').map(escape).join('/')}`),
  }
}

/** As Signature Version 4 writes it: a space is `%20`. */
const escape = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
const encode = (query: Record<string, string>) =>
  Object.entries(query)
    .map(([name, value]) => `${name}=${escape(value)}`)
    .join('&')
