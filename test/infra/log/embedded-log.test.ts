import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openLogger } from '../../../infra/logger.ts'
import { openDeadLetters } from '../../../infra/log/embedded/dead-letters.ts'
import { openEvents } from '../../../infra/log/embedded/events.ts'
import { openFile, transaction } from '../../../infra/log/embedded/database.ts'
import type { EventLog, PartitionOwner } from '../../../infra/log/event-log.ts'
import { openLog } from '../../../app/open-log.ts'
import { eventLogContract } from '../../contract/event-log.ts'
import { numbered, numberedTopic } from '../../fixtures/numbered.ts'
import { startLogProcess } from '../../fixtures/start-log-process.ts'
import { until } from '../../until.ts'

const logger = openLogger('silent')

eventLogContract('the embedded log', async () => {
  const data = await mkdtemp(join(tmpdir(), 'groundswell-log-'))
  const config = { log: 'embedded', data }
  return {
    config,
    open: () => openLog({ ...config, logger }),
    end: () => rm(data, { recursive: true }),
  }
})

describe('the embedded log, shared by processes of one machine', () => {
  let data: string
  let log: EventLog
  const ends: (() => Promise<unknown>)[] = []

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'groundswell-log-'))
    log = await openLog({ log: 'embedded', data, logger })
  })
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end()
    await log.close()
    await rm(data, { recursive: true })
  })

  function child(role: 'publish' | 'handle' | 'hang', topic: string) {
    const process = startLogProcess(role, { log: 'embedded', data, topic, group: 'g' })
    ends.push(process.kill9)
    return process
  }

  test('a reader gets what another process publishes', async () => {
    const got: number[] = []
    await log.subscribe(numberedTopic('a', 4), 'g', async (events) => void got.push(...events.map(({ n }) => n)))
    const publisher = child('publish', 'a')
    await until('events of the other process arrive', () => got.length > 500)
    await publisher.kill9()
    await until('all arrive', () => publisher.reported.every((n) => got.includes(n)))
  })

  test('a process that publishes without a pause does not block the others', async () => {
    const publisher = child('publish', 'a')
    await until('the other process is busy', () => publisher.reported.length > 100)
    const before = publisher.reported.length
    for (let n = 0; n < 50; n++) await log.publish(numberedTopic('b', 4), numbered({ from: n, count: 1 }))
    // The other process publishes ten numbers at a time. Taking turns, it publishes about as often as this process.
    expect(publisher.reported.length - before).toBeLessThan(3 * 50 * 10)
  })

  test('the partitions of a killed process are free before its lease ends', async () => {
    const topic = numberedTopic('a', 4)
    await log.publish(topic, numbered({ count: 40 }))
    const hanging = child('hang', 'a')
    await until('the other process holds a partition', () => hanging.reported.length > 0)
    await hanging.kill9()
    const file = new DatabaseSync(join(data, 'log.sqlite'))
    const lease = file.prepare('SELECT expires_at AS expiresAt FROM members').get() as { expiresAt: number }
    file.close()
    const got: number[] = []
    await log.subscribe(topic, 'g', async (events) => void got.push(...events.map(({ n }) => n)))
    await until('its partitions are read here', () => got.length === 40)
    expect(Date.now()).toBeLessThan(lease.expiresAt)
  })

  test('a partition is handed over when its current batch is finished and its owner has released it', async () => {
    const topic = numberedTopic('a', 2)
    const story: string[] = []
    const owner = (name: string): PartitionOwner => ({
      onAssigned: async (partitions) => partitions.forEach((partition) => story.push(`${name} gets ${partition}`)),
      async onRevoked(partitions) {
        await sleep(150)
        for (const partition of partitions) story.push(`${name} releases ${partition}`)
      },
    })
    await log.publish(topic, numbered({ count: 100 }))
    const handle = async () => {
      await sleep(150)
      story.push('a finishes a batch')
    }
    ends.push(await log.subscribe(topic, 'g', handle, { owner: owner('a'), batch: 10 }))
    await until('a is busy', () => story.includes('a finishes a batch'))
    const other = await openLog({ log: 'embedded', data, logger })
    ends.push(other.close)
    await other.subscribe(topic, 'g', async () => undefined, { owner: owner('b') })
    await until('b has its share', () => story.includes('b gets 1'))
    expect(story.filter((line) => line.endsWith('1') || line.includes(' 1 '))).toEqual([
      'a gets 1',
      'a releases 1',
      'b gets 1',
    ])
  })

  test('a member that lost its lease commits nothing over its successor', async () => {
    const topic = numberedTopic('a', 1)
    const handled: string[] = []
    let finish!: () => void
    const finished = new Promise<void>((resolve) => (finish = resolve))
    let revoked = false
    const owner = { onAssigned: async () => undefined, onRevoked: async () => void (revoked = true) }
    await log.publish(topic, numbered({ count: 10 }))
    ends.push(await log.subscribe(topic, 'g', () => (handled.push('first'), finished), { owner, batch: 5 }))
    await until('the first member has the batch', () => handled.length === 1)
    // What another process does when the lease has expired because this process could not renew it.
    const file = new DatabaseSync(join(data, 'log.sqlite'))
    file.exec("DELETE FROM holders; INSERT INTO holders VALUES ('a', 'g', 0, 999)")
    file.exec("INSERT INTO commits VALUES ('a', 'g', 0, 9)")
    finish()
    await until('the first member has noticed', () => revoked)
    expect(file.prepare('SELECT next FROM commits').get()).toEqual({ next: 9 })
    expect(handled).toEqual(['first'])
    file.close()
  })

  test('events that every group has committed are trimmed, and their offsets are never reused', async () => {
    const file = await openFile(join(data, 'trim.sqlite'))
    const events = openEvents(file)
    events.partitions('t', 1)
    const rows = Array.from({ length: 2_500 }, (_, n) => ({ key: 'k', value: String(n) }))
    expect(transaction(file, () => events.append('t', 0, rows))).toBe(2_501)
    expect(await events.trim(Infinity)).toBe(0)
    file.exec("INSERT INTO commits VALUES ('t', 'fast', 0, 2501), ('t', 'slow', 0, 2001)")
    expect(await events.trim(Date.now() - 60_000)).toBe(0)
    expect(await events.trim(Infinity)).toBe(2_000)
    file.exec('UPDATE commits SET next = 2501')
    expect(await events.trim(Infinity)).toBe(499)
    expect(events.append('t', 0, [{ key: 'k', value: 'x' }])).toBe(2_502)
    expect(events.lag('t', 'slow', 1)).toBe(1)
    file.close()
  })

  test('dead letters are trimmed after seven days, as the events are', async () => {
    const day = 86_400_000
    const file = await openFile(join(data, 'log.sqlite'))
    const letters = openDeadLetters(file)
    const letter = { topic: 't', group: 'g', partition: 0, key: 'k', reason: 'unreadable' }
    transaction(file, () => {
      for (let n = 0; n < 2_500; n++)
        letters.add({ ...letter, offset: String(n), event: { n }, at: Date.now() - 7 * day - 1_000 - n })
      letters.add({ ...letter, offset: '2500', event: { n: 2_500 }, at: Date.now() - 6 * day })
    })
    file.close()
    const restarted = await openLog({ log: 'embedded', data, logger })
    ends.push(restarted.close)
    await until('the old ones are gone', async () => (await restarted.deadLetters(10_000)).length === 1)
    expect(await restarted.deadLetters(10)).toMatchObject([{ event: { n: 2_500 } }])
  })
})
