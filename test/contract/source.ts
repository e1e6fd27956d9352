import { describe, expect, test } from 'vitest'
import { SourceFailed, type Page, type Source } from '../../ingest/mention/source.ts'

export interface SourceUnderTest {
  /** Another instance of the source over the same data. */
  open(): Source
  /** Whether nothing more comes after the page. Absent for a source that ends by itself. */
  isLast?: (page: Page) => boolean
  /** Adds mentions to the data. */
  grow(): void
  /** Makes the source fail until the returned function is called. Absent for a source that cannot fail. */
  fail?: () => () => void
  close?: () => void
}

/** What every source promises (ingest/mention/source.ts). `start` makes data with at least one mention. */
export function sourceContract(name: string, start: () => SourceUnderTest): void {
  const withSource = (check: (source: SourceUnderTest) => Promise<void>) => async () => {
    const source = start()
    try {
      await check(source)
    } finally {
      source.close?.()
    }
  }

  describe(`${name} keeps the promises of a source`, () => {
    test(
      'a second reading gives the same mentions under the same ids, each id once',
      withSource(async (source) => {
        const [first, second] = [await readAll(source), await readAll(source)]
        expect(first.length).toBeGreaterThan(0)
        expect(mentionsOf(second)).toEqual(mentionsOf(first))
        expect(new Set(idsOf(first)).size).toBe(idsOf(first).length)
      }),
    )

    test(
      'it resumes after the cursor of any page, and neither repeats nor loses a mention',
      withSource(async (source) => {
        const all = await readAll(source)
        for (const at of new Set([0, all.length >> 1, all.length - 1])) {
          const rest = await readAll(source, all[at]!.cursor)
          expect(idsOf([...all.slice(0, at + 1), ...rest])).toEqual(idsOf(all))
        }
      }),
    )

    test(
      'mentions that are added later come once',
      withSource(async (source) => {
        const before = await readAll(source)
        source.grow()
        const after = await readAll(source, before.at(-1)!.cursor)
        expect(idsOf(after).length).toBeGreaterThan(0)
        expect(idsOf(after).filter((id) => idsOf(before).includes(id))).toEqual([])
        expect(idsOf(await readAll(source, after.at(-1)!.cursor))).toEqual([])
      }),
    )

    test(
      'cursors are JSON, and coverage never moves back',
      withSource(async (source) => {
        const all = await readAll(source)
        for (const { cursor } of all) expect(() => JSON.parse(cursor) as unknown).not.toThrow()
        const covered = all.flatMap(({ coveredUntil }) => coveredUntil ?? [])
        expect(covered).toEqual(covered.toSorted((a, b) => a - b))
      }),
    )

    test(
      'it stops when the signal aborts, before the first page and after it',
      withSource(async ({ open }) => {
        const none = open().pages(undefined, AbortSignal.abort())[Symbol.asyncIterator]()
        expect((await none.next()).done).toBe(true)
        const ending = new AbortController()
        const pages = open().pages(undefined, ending.signal)[Symbol.asyncIterator]()
        await pages.next()
        const next = pages.next()
        ending.abort()
        // The rest of a file in progress may still come.
        for (let left = 10, page = await next; !page.done; page = await pages.next()) expect(left--).toBeGreaterThan(0)
      }),
    )

    test(
      'a failure is a SourceFailed with a message, and the same cursor resumes after it',
      withSource(async (source) => {
        if (!source.fail) return
        const before = await readAll(source)
        for (const cursor of [undefined, before.at(-1)!.cursor]) {
          const recover = source.fail()
          const failure = await readAll(source, cursor).then(
            () => undefined,
            (error: unknown) => error,
          )
          recover()
          expect(failure).toBeInstanceOf(SourceFailed)
          expect((failure as SourceFailed).message).not.toBe('')
          expect(idsOf(await readAll(source, cursor))).toEqual(cursor === undefined ? idsOf(before) : [])
        }
      }),
    )
  })
}

async function readAll({ open, isLast }: SourceUnderTest, cursor?: string): Promise<Page[]> {
  const ending = new AbortController()
  const pages: Page[] = []
  for await (const page of open().pages(cursor, ending.signal)) {
    pages.push(page)
    if (isLast?.(page)) ending.abort()
  }
  return pages
}

const mentionsOf = (pages: readonly Page[]) => pages.flatMap((page) => page.mentions)
const idsOf = (pages: readonly Page[]) => mentionsOf(pages).map(({ nativeId }) => nativeId)
