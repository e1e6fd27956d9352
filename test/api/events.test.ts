import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApi } from '../../api/server.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { saveAlerts, saveChange } from '../../alerts/alert/alert-table.ts'
import { changeNow } from '../alerts/make.ts'
import { crackedHoppers } from '../alerts/notifications.ts'
import { until } from '../until.ts'
import { now } from './company.ts'
import { openSmall } from './small.ts'

interface Event {
  id: string
  event: string
  data: { id?: string; change?: string; source?: string }
}

let filled: Awaited<ReturnType<typeof openSmall>>
let api: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  filled = await openSmall()
  api = await startApi({ ...filled.deps, metrics: openMetrics() })
})
afterAll(async () => {
  await api?.stop()
  await filled?.close()
})

/** The events of a stream, as they arrive. */
async function listen(lastEventId?: string, url = api.url) {
  const ending = new AbortController()
  const { body } = await fetch(`${url}/api/v1/events`, {
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
        const fields = new Map(
          part.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
        )
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

const changed = crackedHoppers({ id: 'changed', title: 'Hopper cracked', updatedAt: now })

test('who comes back with the id of the last event gets what changed meanwhile', async () => {
  const first = await listen()
  await until('the stream has begun', async () => first.events.length > 0)
  expect(first.events[0]).toMatchObject({ event: 'ready', data: {} })
  await first.end()
  await saveChange(filled.store, changeNow({ alert: changed, change: 'assigned', changeNumber: 2 }))
  await saveAlerts(filled.store, [changed])

  const second = await listen(first.events.at(-1)!.id)
  await until('all was repeated', async () => second.events.some(({ event }) => event === 'ready'))
  const alerts = second.events.filter(({ event }) => event === 'alert.changed')
  expect(alerts.find(({ data }) => data.id === changed.id)?.data.change).toBe('assigned')
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

test('after the clock was set back an hour, changes still arrive', async () => {
  let time = now
  const other = await startApi({ ...filled.deps, clock: () => time, metrics: openMetrics() })
  try {
    const ahead = crackedHoppers({ id: 'ahead', title: 'Hopper cracked', updatedAt: now })
    await saveChange(filled.store, changeNow({ alert: ahead }))
    await saveAlerts(filled.store, [ahead])
    const { events, end } = await listen(undefined, other.url)
    const heardOf = (id: string) => events.some(({ event, data }) => event === 'alert.changed' && data.id === id)
    await until('the stream has begun', async () => events.length > 0)
    time -= 3_600_000
    const back = crackedHoppers({ id: 'back', title: 'Hopper cracked', updatedAt: time })
    await saveChange(filled.store, changeNow({ alert: back, change: 'assigned', changeNumber: 2 }))
    await saveAlerts(filled.store, [back])
    await until('the change is heard of', async () => heardOf('back'), 20_000)
    await end()
  } finally {
    await other.stop()
  }
})
