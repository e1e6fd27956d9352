import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApi } from '../../api/server.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { until } from '../until.ts'
import { filledWithinMs, openFilled, type Filled } from './filled.ts'

interface Event {
  id: string
  event: string
  data: { id?: string; change?: string; source?: string }
}

let filled: Filled
let api: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  filled = await openFilled()
  api = await startApi({ ...filled.deps, metrics: openMetrics() })
}, filledWithinMs)
afterAll(async () => {
  await api?.stop()
  await filled?.close()
})

/** The events of a stream, as they arrive. */
async function listen(lastEventId?: string) {
  const ending = new AbortController()
  const { body } = await fetch(`${api.url}/api/v1/events`, {
    signal: ending.signal,
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
  })
  const events: Event[] = []
  const reading = (async () => {
    let rest = ''
    for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + chunk).split('\n\n')
      rest = parts.pop()!
      for (const part of parts) {
        const fields = new Map(part.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]))
        if (fields.has('event'))
          events.push({
            id: fields.get('id') ?? '',
            event: fields.get('event')!,
            data: JSON.parse(fields.get('data')!) as Event['data'],
          })
      }
    }
  })().catch(() => {})
  const end = async () => {
    ending.abort()
    await reading
  }
  return { events, end }
}

const assign = async (id: string, owner: string) => {
  const answer = await fetch(`${api.url}/api/v1/alerts/${id}/assign`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-groundswell-person': 'Lea' },
    body: JSON.stringify({ owner }),
  })
  expect([200, 202]).toContain(answer.status)
}

test('who comes back with the id of the last event gets what changed meanwhile', async () => {
  const first = await listen()
  await until('the stream has begun', async () => first.events.length > 0)
  expect(first.events[0]).toMatchObject({ event: 'ready', data: {} })
  await first.end()
  const { items } = (await (await fetch(`${api.url}/api/v1/alerts?status=open`)).json()) as { items: { id: string }[] }
  await assign(items[0]!.id, 'Mara')

  const second = await listen(first.events.at(-1)!.id)
  await until('all was repeated', async () => second.events.some(({ event }) => event === 'ready'))
  const changed = second.events.filter(({ event }) => event === 'alert.changed')
  expect(changed.find(({ data }) => data.id === items[0]!.id)?.data.change).toBe('assigned')
  expect(second.events.map(({ event }) => event)).toEqual(expect.arrayContaining(['source.changed', 'counts.changed']))
  expect(second.events.every(({ id }) => /^\d+$/.test(id))).toBe(true)
  await second.end()
})

test('with an id that is none, or too old, everything must be loaded again', async () => {
  for (const id of ['none', '1', String(filled.deps.clock() - 25 * 3_600_000)]) {
    const { events, end } = await listen(id)
    await until('the stream has begun', async () => events.some(({ event }) => event === 'ready'))
    expect(events.map(({ event }) => event)).toEqual(['reset', 'ready'])
    await end()
  }
})
