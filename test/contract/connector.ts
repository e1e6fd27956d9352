import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Source, SourceFailed } from '../../ingest/mention/source.ts'
import type { SourceDeps } from '../../ingest/mention/source-definition.ts'
import { everyMs, openedConnector, readPoll, type OpenedConnector } from '../connectors/opened.ts'
import type { StubDescription, StubItem, StubService } from '../connectors/stub-service.ts'
import { sourceContract } from './source.ts'

export interface ConnectorUnderTest {
  service: StubDescription
  /** Opens the connector against the local service. Its interval is a minute; its history begins a month before. */
  open(root: string, deps: SourceDeps): Source
  /** The native id of an item's mention. */
  idOf(item: StubItem): string
  /** Every secret in its options. */
  secrets: readonly string[]
  /** What the rejection of a malformed item names. */
  fault: RegExp
  /** What the failure of a refused credential says. Absent: it has no credential. */
  refused?: RegExp
  /** The service states when an item was created; true if absent, otherwise only when it was changed. */
  hasCreatedAt?: boolean
  /** The service tells of edits; true if absent. */
  hasEdits?: boolean
  /** The service says where the next poll goes on; false if absent. */
  hasOwnPositions?: boolean
  /** Its cursor is made by the service, whose clock is ours here and is in truth its own; false if absent. */
  hasServiceCursor?: boolean
  /** The service tells of deletions; true if absent. */
  hasDeletions?: boolean
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** What every connector promises, against a local server that behaves as its service does. */
export function connectorContract(name: string, connector: ConnectorUnderTest): void {
  let opened: OpenedConnector
  let service: StubService
  beforeAll(async () => {
    opened = await openedConnector(connector.service, connector.open)
  })
  afterAll(() => opened[Symbol.asyncDispose]())
  const fresh = () => void (service = opened.reset())
  const read = (cursor?: string) => opened.read(cursor)
  const failureOf = (cursor?: string) =>
    read(cursor).then(
      () => expect.fail('it did not fail'),
      (error: unknown) => error as SourceFailed,
    )

  sourceContract(name, () => {
    fresh()
    return {
      open: opened.open,
      isLast: ({ coveredUntil }) => coveredUntil !== undefined,
      grow: () => void service.add(3),
      fail() {
        service.trouble = 'down'
        return () => void (service.trouble = undefined)
      },
    }
  })

  describe(`${name} keeps the promises of a connector`, () => {
    test('what is older than the first poll is history, and what comes later is not', async () => {
      fresh()
      const before = await read()
      expect(before.mentions.map(({ nativeId }) => nativeId).toSorted()).toEqual(
        service.items.map(connector.idOf).toSorted(),
      )
      expect(before.mentions.every(({ backfill }) => backfill)).toBe(true)
      const [added] = service.add(1)
      const after = await read(before.cursor)
      expect(after.mentions).toMatchObject([{ nativeId: connector.idOf(added!), backfill: false }])
      expect(after.coveredUntil).toBeGreaterThan(before.coveredUntil!)
    })

    test('history begins at `since`', async () => {
      fresh()
      const [oldest] = service.items
      const longAgo = service.now - 40 * dayMs
      Object.assign(oldest!, { createdAt: longAgo, ...(connector.hasCreatedAt === false && { updatedAt: longAgo }) })
      const { mentions } = await read()
      expect(mentions.map(({ nativeId }) => nativeId).toSorted()).toEqual(
        service.items.slice(1).map(connector.idOf).toSorted(),
      )
    })

    test('a malformed item is rejected with its field, and the others come', async () => {
      fresh()
      service.items[1]!.isMalformed = true
      const { mentions, rejected, cursor } = await read()
      expect(mentions).toHaveLength(4)
      expect((await read(cursor)).rejected).toEqual([])
      expect(rejected.length).toBeGreaterThan(0)
      expect(rejected[0]!.reason).toMatch(connector.fault)
      expect(rejected[0]!.at).toMatch(/\[\d\]/)
    })

    test.skipIf(connector.hasEdits === false)('an edit comes under the same id, with the first time', async () => {
      fresh()
      const before = await read()
      const item = service.items[2]!
      service.edit(item, 'an edited text')
      const after = await read(before.cursor)
      const first = before.mentions.find(({ nativeId }) => nativeId === connector.idOf(item))!
      expect(after.mentions).toEqual([
        expect.objectContaining({ nativeId: first.nativeId, createdAt: first.createdAt }),
      ])
      expect(after.mentions[0]!.text).toContain('an edited text')
      expect((await read(after.cursor)).mentions).toEqual([])
    })

    test.skipIf(connector.hasDeletions === false)('a deletion comes once', async () => {
      fresh()
      const before = await read()
      service.remove(service.items[2]!)
      const after = await read(before.cursor)
      expect(after.deletions.map(({ id }) => id)).toEqual([connector.idOf(service.items[2]!)])
      const later = await read(after.cursor)
      expect([later.deletions, later.mentions]).toEqual([[], []])
    })

    test.skipIf(connector.hasOwnPositions)(
      'an item that is dated years ahead hides nothing that comes after it',
      async () => {
        fresh()
        const ahead = service.now + 20 * 365 * dayMs
        Object.assign(service.items[3]!, { createdAt: ahead, updatedAt: ahead })
        let { cursor } = await read()
        for (let i = 0; i < 3; i++) {
          service.now += 3 * everyMs
          const [added] = service.add(1)
          const after = await read(cursor)
          expect(after.mentions.map(({ nativeId }) => nativeId)).toContain(connector.idOf(added!))
          cursor = after.cursor
        }
      },
    )

    test.skipIf(connector.hasOwnPositions || connector.hasServiceCursor)(
      'a clock that was ahead for weeks and is set back hides nothing that comes after it',
      async () => {
        fresh()
        const before = await read()
        service.now += 20 * dayMs
        service.add(1)
        const ahead = JSON.parse((await read(before.cursor)).cursor) as { polledAt: number }
        service.now -= 20 * dayMs
        const [added] = service.add(1)
        // A source waits for as long as its interval when its last poll is ahead: here that is over.
        const after = await read(JSON.stringify({ ...ahead, polledAt: service.now }))
        expect(after.mentions.map(({ nativeId }) => nativeId)).toContain(connector.idOf(added!))
      },
    )

    test('a poll without news begins where the last one ended', async () => {
      fresh()
      for (let i = 0; i < 10; i++) {
        service.now += hourMs
        service.add(1)
      }
      const { cursor } = await read()
      const first = service.requests.length
      await read(cursor)
      expect(service.requests.length - first).toBeLessThanOrEqual(first / 2)
    })

    test('a poll that was cut short is continued, and the next one begins at the newest', async () => {
      fresh()
      let cut: string | undefined
      for await (const page of opened.open().pages(undefined, new AbortController().signal)) {
        cut = page.cursor
        if (page.mentions.length > 0) break
      }
      const continued = await read(cut)
      const [added] = service.add(1)
      const { mentions } = await read(continued.cursor)
      expect(mentions.map(({ nativeId }) => nativeId)).toEqual([connector.idOf(added!)])
    })

    test('too many requests: it fails with the wait that the service asks for, and loses nothing', async () => {
      fresh()
      service.trouble = 'limited'
      const failure = await failureOf()
      expect(failure).toMatchObject({ state: 'failing', message: expect.stringMatching(/rate limit/) })
      expect(failure.retryAfterMs).toBeGreaterThan(50_000)
      expect(failure.retryAfterMs).toBeLessThanOrEqual(120_000)
      service.trouble = undefined
      expect((await read()).mentions).toHaveLength(5)
    })

    test('an outage of more than three intervals is a gap', async () => {
      fresh()
      const before = await read()
      service.now += 10 * everyMs
      const [missed] = service.add(1)
      const { gap, mentions } = await read(before.cursor)
      expect(gap).toMatchObject({ reason: expect.stringMatching(/^not read from 2026-11-20T12:0/) })
      expect(gap!.to - gap!.from).toBeGreaterThan(10 * everyMs)
      expect(mentions.map(({ nativeId }) => nativeId)).toEqual([connector.idOf(missed!)])
    })

    test('a page instead of JSON is a failure that shows its beginning', async () => {
      fresh()
      service.trouble = 'no JSON'
      expect((await failureOf()).message).toMatch(/did not answer with JSON but with "<h1>Maintenance<\/h1>/)
    })

    test.skipIf(!connector.refused)('a refused credential is a failure that names the option', async () => {
      fresh()
      service.trouble = 'refused'
      expect(await failureOf()).toMatchObject({ state: 'failing', message: expect.stringMatching(connector.refused!) })
    })

    test.skipIf(!connector.service.isTokenRequest)(
      'a token that ended early is replaced without a failure',
      async () => {
        fresh()
        const source = opened.open()
        const before = await readPoll(source)
        service.add(1)
        service.trouble = 'expired'
        service.now += 2 * everyMs
        expect((await readPoll(source, before.cursor)).mentions).toHaveLength(1)
        expect(service.tokens).toBe(2)
      },
    )

    test('no failure, cursor or rejection shows a secret, also when the service repeats it', async () => {
      fresh()
      service.items[0]!.isMalformed = true
      service.items[0]!.text = connector.secrets.join(' ')
      const seen: unknown[] = [await read()]
      for (const trouble of ['refused', 'down', 'no JSON', 'limited'] as const) {
        Object.assign(service, { trouble })
        seen.push(...withCauses(await failureOf().catch((error: unknown) => error)))
      }
      const shown = JSON.stringify(seen)
      for (const secret of [...connector.secrets, 'canary-token']) expect(shown).not.toContain(secret)
    })
  })
}

function withCauses(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)]
  return [error.message, error.stack ?? '', ...withCauses(error.cause)]
}
