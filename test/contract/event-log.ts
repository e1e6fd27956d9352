import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Rejected, type EventLog, type PartitionOwner, type Topic } from '../../infra/log/event-log.ts'
import { numbered, numberedTopic, type Numbered } from '../fixtures/numbered.ts'
import { startLogProcess, type LogProcess } from '../fixtures/start-log-process.ts'
import { openTraceReceiver } from '../receivers/trace-receiver.ts'
import { until } from '../until.ts'
import type { Stop } from '../../infra/stop.ts'
import { startTraceExport } from '../../infra/trace-export.ts'
import { newTrace, traceparentNow } from '../../infra/traces.ts'

export interface LogUnderTest {
  /** Another connection to the same log. */
  open(): Promise<EventLog>
  /** The arguments of `openLog` for another process. */
  config: { log: string; data: string }
  end(): Promise<void>
}

const all = (count: number, from = 0) => Array.from({ length: count }, (_, at) => from + at)
const sorted = (numbers: Iterable<number>) => [...new Set(numbers)].toSorted((a, b) => a - b)
let topics = 0
const newTopic = (partitions = 4) => numberedTopic(`numbers-${topics++}`, partitions)
const ownerOf = (mine: Set<number>): PartitionOwner => ({
  onAssigned: async (partitions) => partitions.forEach((partition) => mine.add(partition)),
  onRevoked: async (partitions) => partitions.forEach((partition) => mine.delete(partition)),
})

/** What every log promises. */
export function eventLogContract(name: string, start: () => Promise<LogUnderTest>): void {
  describe(`${name} keeps the promises of an event log`, () => {
    let here: LogUnderTest
    let log: EventLog
    const ends: (() => Promise<unknown>)[] = []

    beforeAll(async () => {
      here = await start()
      log = await here.open()
    }, 180_000)
    afterEach(async () => {
      for (const end of ends.splice(0).toReversed()) await end()
    })
    afterAll(async () => {
      await log?.close()
      await here?.end()
    })

    async function subscribe(
      topic: Topic<Numbered>,
      handle: (events: Numbered[]) => Promise<void>,
      options: {
        group?: string
        log?: EventLog
        batch?: number
        owner?: PartitionOwner
        onStopped?: (e: Error) => void
      } = {},
    ): Promise<Stop> {
      const { group = 'g', log: other = log, ...rest } = options
      const stop = await other.subscribe(topic, group, handle, rest)
      ends.push(stop)
      return stop
    }

    function child(role: 'publish' | 'handle' | 'hang', topic: Topic<Numbered>, group = 'g'): LogProcess {
      const process = startLogProcess(role, { ...here.config, topic: topic.name, group })
      ends.push(process.kill9)
      return process
    }

    test('every event arrives, in order per key, over several partitions', async () => {
      const topic = newTopic()
      const got: Numbered[] = []
      await subscribe(topic, async (events) => void got.push(...events))
      const positions = await Promise.all(
        all(20).map((n) => log.publish(topic, numbered({ from: n * 50, count: 50, keys: 23 }))),
      )
      for (const position of positions) await log.reached('g', position)
      expect(got).toHaveLength(1_000)
      for (const [, events] of Map.groupBy(got, ({ key }) => key)) {
        expect(events.map(({ n }) => n)).toEqual(sorted(events.map(({ n }) => n)))
      }
      expect(new Set(positions.flatMap((position) => Object.keys(position.ends))).size).toBe(4)
      expect(await log.lag(topic, 'g')).toBe(0)
    })

    test('an event is durable before publish resolves: kill -9 of the publisher loses none of those', async () => {
      const topic = newTopic()
      for (let round = 0; round < 3; round++) {
        const publisher = child('publish', topic)
        await until('the publisher is busy', () => publisher.reported.length > 200)
        await publisher.kill9()
        const got = new Set<number>()
        await subscribe(topic, async (events) => events.forEach(({ n }) => got.add(n)), { group: `g${round}` })
        await until('what was published arrives', () => publisher.reported.every((n) => got.has(n)))
      }
    }, 60_000)

    test('a batch that throws is delivered again before the events after it', async () => {
      const topic = newTopic(1)
      const tries: number[][] = []
      await subscribe(topic, async (events) => {
        tries.push(events.map(({ n }) => n))
        if (tries.length < 3) throw new Error('not now')
      })
      const positions = await log.publish(topic, numbered({ count: 5 }))
      await log.reached('g', positions)
      expect(tries.slice(0, 3)).toEqual([all(5), all(5), all(5)])
    })

    test('two groups are independent', async () => {
      const topic = newTopic()
      const fast: number[] = []
      await subscribe(topic, async (events) => void fast.push(...events.map(({ n }) => n)), { group: 'fast' })
      await subscribe(topic, () => Promise.reject(new Error('never')), { group: 'slow' })
      const positions = await log.publish(topic, numbered({ count: 100 }))
      await log.reached('fast', positions)
      expect(sorted(fast)).toEqual(all(100))
      expect(await log.lag(topic, 'slow')).toBe(100)
    })

    test('a group resumes where it committed, also over another connection', async () => {
      const topic = newTopic()
      const first: number[] = []
      const stop = await subscribe(topic, async (events) => void first.push(...events.map(({ n }) => n)))
      await log.reached('g', await log.publish(topic, numbered({ count: 50 })))
      await stop()
      await log.publish(topic, numbered({ from: 50, count: 50 }))
      const other = await here.open()
      ends.push(other.close)
      const second: number[] = []
      await subscribe(topic, async (events) => void second.push(...events.map(({ n }) => n)), { log: other })
      await until('the rest arrives', () => second.length >= 50)
      expect(sorted(second)).toEqual(all(50, 50))
    })

    test('after kill -9 of a member, another resumes where it committed, and no event is lost', async () => {
      const topic = newTopic()
      await log.publish(topic, numbered({ count: 2_000 }))
      const member = child('handle', topic)
      await until('the member is busy', () => member.reported.length > 100)
      await member.kill9()
      const got: number[] = []
      await subscribe(topic, async (events) => void got.push(...events.map(({ n }) => n)))
      await until('the rest arrives', async () => (await log.lag(topic, 'g')) === 0, 40_000)
      expect(sorted([...member.reported, ...got])).toEqual(all(2_000))
    }, 60_000)

    test('reached waits for the commit, not for the handler to begin', async () => {
      const topic = newTopic(1)
      let finish!: () => void
      const finished = new Promise<void>((resolve) => (finish = resolve))
      let begun = false
      await subscribe(topic, () => ((begun = true), finished))
      const positions = await log.publish(topic, numbered({ count: 1 }))
      let reached = false
      const waiting = log.reached('g', positions).then(() => (reached = true))
      await until('the handler begins', () => begun)
      await expect(log.reached('g', positions, AbortSignal.timeout(300))).rejects.toThrow()
      expect(reached).toBe(false)
      finish()
      await waiting
    })

    test('a rejected event becomes a dead letter with its reason, and the rest is delivered again without it', async () => {
      const topic = newTopic(1)
      const tries: number[][] = []
      await subscribe(topic, async (events) => {
        tries.push(events.map(({ n }) => n))
        const bad = events.find(({ n }) => n === 2)
        if (bad) throw new Rejected(bad, 'two is at fault')
      })
      await log.reached('g', await log.publish(topic, numbered({ count: 5 })))
      expect(tries).toEqual([all(5), [0, 1, 3, 4]])
      const [letter] = await log.deadLetters(1)
      expect(letter).toMatchObject({ topic: topic.name, group: 'g', key: 'k2', reason: 'two is at fault' })
      expect(letter?.event).toEqual({ n: 2, key: 'k2' })
    })

    test('an event that does not match the topic becomes a dead letter and is never handled', async () => {
      const topic = newTopic(1)
      const got: number[] = []
      await subscribe(topic, async (events) => void got.push(...events.map(({ n }) => n)))
      const wrong = { n: 'one', key: 'k' } as unknown as Numbered
      await log.reached('g', await log.publish(topic, [{ n: 0, key: 'k' }, wrong, { n: 2, key: 'k' }]))
      expect(got).toEqual([0, 2])
      expect((await log.deadLetters(1))[0]).toMatchObject({ event: wrong, reason: expect.stringContaining('/n') })
    })

    test('100 dead letters in a row stop the group, whose unhandled events stay in the log', async () => {
      const topic = newTopic()
      let reason: Error | undefined
      await log.publish(topic, numbered({ count: 150, keys: 150 }))
      await subscribe(topic, (events) => Promise.reject(new Rejected(events[0], 'all are bad')), {
        onStopped: (error) => (reason = error),
      })
      await until('the group stops', () => reason !== undefined)
      expect(reason?.message).toContain('all are bad')
      const deadLetters = async () => (await log.deadLetters(1_000)).filter((letter) => letter.topic === topic.name)
      await until('the last dead letter is stored', async () => (await deadLetters()).length >= 100)
      expect(await deadLetters()).toHaveLength(100)
      expect(await log.lag(topic, 'g')).toBeGreaterThan(0)
    })

    test('the health of a group says whether it works, and since when and why it does not', async () => {
      const topic = newTopic(1)
      const healthOf = () => log.groups().find((each) => each.topic === topic.name)
      let release: (() => void) | undefined
      let fails = true
      const stop = await subscribe(topic, async () => {
        if (fails) throw new Error('the disk is full')
        await new Promise<void>((resolve) => (release = resolve))
      })
      expect(healthOf()).toMatchObject({ group: 'g', state: 'running', since: 0, oldestAt: null, deadLetters: 0 })
      const before = Date.now()
      const positions = await log.publish(topic, numbered({ count: 3 }))
      await until('it fails', () => healthOf()?.state === 'failing')
      expect(healthOf()!.reason).toBe('the disk is full')
      expect(healthOf()!.since).toBeGreaterThanOrEqual(before)
      fails = false
      await until('it handles the batch', () => release !== undefined)
      expect(healthOf()!.oldestAt).toBeGreaterThanOrEqual(before - 1)
      expect(healthOf()!.oldestAt).toBeLessThanOrEqual(Date.now())
      const committed = await log.committed(topic, 'g')
      release!()
      await log.reached('g', positions)
      await until('nothing is in delivery', () => healthOf()?.oldestAt === null)
      expect(healthOf()).toMatchObject({ state: 'running', since: 0, reason: '' })
      expect(await log.committed(topic, 'g')).toBeGreaterThan(committed)
      await stop()
      expect(healthOf()).toBeUndefined()
    })

    test('a group that stopped stays in the list with its reason and its dead letters', async () => {
      const topic = newTopic(1)
      await log.publish(topic, numbered({ count: 150, keys: 150 }))
      await subscribe(topic, (events) => Promise.reject(new Rejected(events[0], 'all are bad')))
      const healthOf = () => log.groups().find((each) => each.topic === topic.name)
      await until('the group stops', () => healthOf()?.state === 'stopped')
      expect(healthOf()).toMatchObject({ deadLetters: 100, reason: expect.stringContaining('all are bad') })
    })

    test('bad events among good ones never stop the group', async () => {
      const topic = newTopic(2)
      const got: number[] = []
      await subscribe(topic, async (events) => {
        const bad = events.find(({ n }) => n % 4 === 0)
        if (bad) throw new Rejected(bad, 'a multiple of four')
        got.push(...events.map(({ n }) => n))
      })
      await log.reached('g', await log.publish(topic, numbered({ count: 480, keys: 13 })))
      expect(sorted(got)).toEqual(all(480).filter((n) => n % 4 !== 0))
    }, 30_000)

    test('a slow handler gets one batch at a time from each partition, no larger than requested', async () => {
      const topic = newTopic(2)
      const inProgress = new Map<string, number>()
      let most = 0
      let largest = 0
      let together = 0
      await log.publish(topic, numbered({ count: 400, keys: 40 }))
      await subscribe(
        topic,
        async (events) => {
          largest = Math.max(largest, events.length)
          together += 1
          most = Math.max(most, together)
          for (const { key } of events) expect(inProgress.has(key)).toBe(false)
          for (const { key, n } of events.slice(-1)) inProgress.set(key, n)
          await sleep(20)
          inProgress.clear()
          together -= 1
        },
        { batch: 50 },
      )
      await until('all is handled', async () => (await log.lag(topic, 'g')) === 0)
      expect(largest).toBeLessThanOrEqual(50)
      expect(most).toBe(2)
    })

    test('one member has a batch of each of its partitions in flight', async () => {
      const topic = newTopic(4)
      let together = 0
      let most = 0
      await log.publish(topic, numbered({ count: 400, keys: 97 }))
      await subscribe(topic, async () => {
        most = Math.max(most, ++together)
        await until('the other partitions come too', () => most === 4)
        together -= 1
      })
      await until('four batches at once', () => most === 4)
    })

    test('members share the partitions, and one that leaves releases its own', async () => {
      const topic = newTopic(4)
      const held = { a: new Set<number>(), b: new Set<number>() }
      const other = await here.open()
      ends.push(other.close)
      const got: number[] = []
      const handle = async (events: Numbered[]) => void got.push(...events.map(({ n }) => n))
      await subscribe(topic, handle, { owner: ownerOf(held.a) })
      await until('the first member has all', () => held.a.size === 4)
      const leave = await subscribe(topic, handle, { owner: ownerOf(held.b), log: other })
      await until('both have their share', () => held.a.size === 2 && held.b.size === 2)
      expect(sorted([...held.a, ...held.b])).toEqual(all(4))
      await log.reached('g', await log.publish(topic, numbered({ count: 200, keys: 50 })))
      expect(sorted(got)).toEqual(all(200))
      await leave()
      expect(held.b.size).toBe(0)
      await until('the first member has all again', () => held.a.size === 4)
    }, 30_000)

    test('the only partition of a topic stays with its holder, and moves when the holder has released it', async () => {
      const topic = newTopic(1)
      const story: string[] = []
      const owner = (name: string): PartitionOwner => ({
        onAssigned: async () => void story.push(`${name} holds it`),
        async onRevoked() {
          await sleep(200)
          story.push(`${name} released it`)
        },
      })
      const other = await here.open()
      ends.push(other.close)
      const handledBy: string[] = []
      const stop = await subscribe(topic, async () => void handledBy.push('a'), { owner: owner('a') })
      await until('a holds it', () => story.length === 1)
      await subscribe(topic, async () => void handledBy.push('b'), { owner: owner('b'), log: other })
      for (let n = 0; n < 5; n++) {
        await log.reached('g', await log.publish(topic, numbered({ from: n, count: 1 })))
        await sleep(100)
      }
      await stop()
      await log.reached('g', await log.publish(topic, numbered({ from: 5, count: 1 })))
      expect(story).toEqual(['a holds it', 'a released it', 'b holds it'])
      expect(sorted(handledBy.map((name) => (name === 'a' ? 1 : 2)))).toEqual([1, 2])
      expect(handledBy.at(-1)).toBe('b')
    }, 30_000)

    test('an event carries the span that published it, also where one event of a batch is traced', async () => {
      const collector = await openTraceReceiver()
      const url = `${collector.url}/v1/traces`
      const stopTraces = startTraceExport({
        url,
        sample: 1,
        version: '1',
        stages: [],
        logger: pino({ level: 'silent' }),
      })
      ends.push(collector.close, stopTraces)
      const topic = newTopic(1)
      await log.publish(topic, numbered({ count: 1 }))
      const sent = await newTrace('test', { traceparents: [] }, async () => {
        const positions = await log.publish(topic, numbered({ from: 1, count: 2 }))
        return { positions, traceId: traceparentNow().split('-')[1]! }
      })
      const carried = new Map<number, string>()
      const stop = await log.subscribe(topic, 'traced', async (events, { traceparents }) => {
        for (const [i, { n }] of events.entries()) carried.set(n, traceparents[i]!)
      })
      ends.push(stop)
      await log.reached('traced', sent.positions)
      await stopTraces()
      const [publishing] = collector.spans().filter(({ kind }) => kind === 4)
      const traceparent = `00-${sent.traceId}-${publishing!.spanId}-01`
      expect([...carried]).toEqual([
        [0, ''],
        [1, traceparent],
        [2, traceparent],
      ])
      const [handling] = collector.spans().filter(({ kind }) => kind === 5)
      expect(handling).toMatchObject({ name: `process ${topic.name}`, traceId: sent.traceId })
      expect(handling!.links.map(({ spanId }) => spanId)).toEqual([publishing!.spanId])
    })

    test('a working log passes its check', async () => {
      await log.check()
    })
  })
}
