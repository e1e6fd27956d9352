import { Parser } from 'htmlparser2'
import { SourceFailed } from '../../mention/source.ts'

export interface S3Object {
  key: string
  /** Bytes. */
  size: number
}

/** The answer to ListObjectsV2. @throws SourceFailed when it is something else */
export function readList(body: Buffer): { objects: S3Object[]; isTruncated: boolean } {
  const objects: S3Object[] = []
  const path: string[] = []
  let [isTruncated, isList, text] = [false, false, '']
  let object = { key: '', size: 0 }
  const values: Record<string, (value: string) => void> = {
    'ListBucketResult/IsTruncated': (value) => (isTruncated = value === 'true'),
    'ListBucketResult/Contents/Key': (value) => (object = { ...object, key: value }),
    'ListBucketResult/Contents/Size': (value) => (object = { ...object, size: Number(value) }),
    'ListBucketResult/Contents': () => {
      objects.push(object)
      object = { key: '', size: 0 }
    },
    ListBucketResult: () => (isList = true),
  }
  const parser = new Parser(
    {
      onopentag(name) {
        path.push(name)
        text = ''
      },
      ontext: (part) => void (text += part),
      onclosetag() {
        values[path.join('/')]?.(text)
        path.pop()
        text = ''
      },
    },
    { xmlMode: true },
  )
  parser.end(body.toString('utf8'))
  if (!isList)
    throw new SourceFailed(
      'failing',
      'the bucket did not answer with a list of objects: is endpoint that of an S3 API?',
    )
  return { objects, isTruncated }
}
