import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import type { EventLog, Positions } from '../../../infra/log/event-log.ts'
import { LogUnanswered, publishWithin } from '../../../infra/log/publish-within.ts'

const topic = { name: 't', schema: Type.String(), key: (event: string) => event, partitions: 1 }
const done: Positions = { topic: 't', ends: { 0: 1 } }

/** A log whose publications end when the test says so. */
function heldLog() {
  const held = Array.of<PromiseWithResolvers<Positions>>()
  const publish = (() => {
    const next = Promise.withResolvers<Positions>()
    held.push(next)
    return next.promise
  }) as EventLog['publish']
  return { held, log: publishWithin({ publish }, 20) }
}

describe('publication within a time', () => {
  test('resolves and rejects as the log does', async () => {
    const { held, log } = heldLog()
    const [first, second] = [log.publish(topic, ['a']), log.publish(topic, ['b'])]
    held[0]!.resolve(done)
    held[1]!.reject(new Error('no space'))
    expect(await first).toEqual(done)
    await expect(second).rejects.toThrow('no space')
  })

  test('is refused when the log does not confirm, and at once as long as it owes an answer', async () => {
    const { held, log } = heldLog()
    await expect(log.publish(topic, ['a'])).rejects.toThrow(LogUnanswered)
    await expect(log.publish(topic, ['b'])).rejects.toThrow(LogUnanswered)
    expect(held).toHaveLength(1)
    held[0]!.resolve(done)
    await held[0]!.promise
    const again = log.publish(topic, ['c'])
    held[1]!.resolve(done)
    expect(await again).toEqual(done)
  })

  test('goes on after a late failure, too', async () => {
    const { held, log } = heldLog()
    await expect(log.publish(topic, ['a'])).rejects.toThrow(LogUnanswered)
    held[0]!.reject(new Error('gone'))
    await held[0]!.promise.catch(() => {})
    void log.publish(topic, ['b']).catch(() => {})
    expect(held).toHaveLength(2)
  })
})
