import { expect, test } from 'vitest'
import { readFeedInThread } from '../../../ingest/sources/feed/feed-thread.ts'

const feed = (inside: string) => Buffer.from(`<rss version="2.0"><channel><title>t</title>${inside}</channel></rss>`)
const nested = (depth: number) => '<item><title>x</title>'.repeat(depth) + '</item>'.repeat(depth)
const attributes = (n: number) =>
  `<item ${Array.from({ length: n }, (_, i) => `a${i}="${i}"`).join(' ')}><title>x</title></item>`
const inline = (bytes: number) =>
  `<item><title>x</title><description>${'&lt;b&gt;'.repeat(bytes / 9)}</description></item>`

/** How often the event loop turned until the document was read or refused. */
async function turnsWhile(reading: Promise<unknown>): Promise<number> {
  const over = reading.then(
    () => true,
    () => true,
  )
  const turn = () => new Promise<false>((resolve) => setImmediate(() => resolve(false)))
  let turns = 0
  while (!(await Promise.race([over, turn()]))) turns++
  return turns
}

test.each([
  ['70 nested items', nested(70)],
  ['2,000 nested items', nested(2000)],
  ['100,000 attributes', attributes(100_000)],
  ['4 MB of markup in one description', inline(4_000_000)],
  ['2,000 items', '<item><title>late parcel</title></item>'.repeat(2000)],
])('%s: the event loop turns while the thread reads', async (_, inside) => {
  expect(await turnsWhile(readFeedInThread({ body: feed(inside) }))).toBeGreaterThan(20)
})

test('a document that needs too much memory ends the thread and only its own reading; the next document is read', async () => {
  const deep = feed('<item>'.repeat(400_000))
  const good = feed('<item><title>late parcel</title></item>')
  const [before, refused, after] = await Promise.allSettled([
    readFeedInThread({ body: good }),
    readFeedInThread({ body: deep }),
    readFeedInThread({ body: good }),
  ])
  expect(before).toMatchObject({ status: 'fulfilled', value: { items: [{ text: 'late parcel' }] } })
  expect(refused).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(/^the document /) } })
  expect(after).toMatchObject({ status: 'fulfilled', value: { items: [{ text: 'late parcel' }] } })
})

test('what is no feed is refused with its first bytes, as when it is read without a thread', async () => {
  await expect(readFeedInThread({ body: Buffer.from('<html>Please log in') })).rejects.toThrow(
    /^the document is not a readable feed .*<html>Please log in/,
  )
})
