import { describe, expect, test } from 'vitest'
import { LimitReached, openPaces } from '../../../infra/http/pace.ts'

/** Paces on a clock that only waiting advances. */
function paced(allowance = { requests: 3, perMs: 30_000 }) {
  const time = { now: 1_000_000 }
  const waits: number[] = []
  const sleep = async (ms: number) => {
    waits.push(ms)
    time.now += ms
  }
  const paces = openPaces({ clock: () => time.now, sleep })
  const { signal } = new AbortController()
  const send = (headers: Record<string, string> = {}, key = 'one') =>
    paces.of(key, allowance).run(async () => ({ headers }), signal)
  return { time, waits, paces, send, signal }
}

describe('a pace', () => {
  test('a burst up to the allowance is sent at once, then one request for each refilled token', async () => {
    const { send, waits } = paced()
    for (let i = 0; i < 5; i++) await send()
    expect(waits).toEqual([10_000, 10_000])
  })

  test('credentials do not wait for each other, and sources with one credential share it', async () => {
    const { send, waits } = paced()
    for (let i = 0; i < 3; i++) await send()
    await send({}, 'two')
    expect(waits).toEqual([])
    await send()
    expect(waits).toEqual([10_000])
  })

  test('the server’s count goes over ours', async () => {
    const { send, waits } = paced()
    await send({ 'x-ratelimit-remaining': '1' })
    await send()
    await send()
    expect(waits).toEqual([10_000])
  })

  test('nothing is sent before the reset of a used-up limit', async () => {
    const { send, waits } = paced()
    await send({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '45' })
    await send()
    expect(waits).toEqual([45_000])
  })

  test('a reset that is far away is an error with the wait, and nothing is sent', async () => {
    const { send, waits } = paced()
    await send({ 'retry-after': '600' })
    const failure = await send().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(LimitReached)
    expect(failure).toMatchObject({ waitMs: 600_000 })
    expect(waits).toEqual([])
  })

  test('requests with one credential are sent one after the other, also after a failure', async () => {
    const { paces, signal } = paced()
    const pace = paces.of('x', { requests: 10, perMs: 1000 })
    const events: string[] = []
    const sent = (name: string, fails = false) =>
      pace.run(async () => {
        events.push(`${name} begins`)
        await new Promise((resolve) => setImmediate(resolve))
        events.push(`${name} ends`)
        if (fails) throw new Error('no answer')
        return { headers: {} }
      }, signal)
    const all = [sent('a', true).catch(() => undefined), sent('b')]
    await Promise.all(all)
    expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })

  test('an aborted signal sends nothing', async () => {
    const { paces } = paced()
    let isSent = false
    const send = async () => {
      isSent = true
      return { headers: {} }
    }
    await expect(paces.of('x', { requests: 1, perMs: 1 }).run(send, AbortSignal.abort())).rejects.toThrow()
    expect(isSent).toBe(false)
  })
})
