import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import pino from 'pino'
import { startTraceExport } from '../../infra/trace-export.ts'
import {
  failSpan,
  followUp,
  mostLinks,
  newTrace,
  traceFields,
  traceHeaders,
  traceparentNow,
  withinTrace,
} from '../../infra/traces.ts'
import type { Stop } from '../../infra/stop.ts'
import { openTraceReceiver, type TraceReceiver } from '../receivers/trace-receiver.ts'

const logger = pino({ level: 'silent' })
const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0')
/** Of span `n` in trace `trace`, sampled. */
const traceparent = (trace: number, n = trace) => `00-${hex(trace, 32)}-${hex(n, 16)}-01`
const none = { traceparents: [] }

let collector: TraceReceiver
let stop: Stop
async function start(sample: number): Promise<void> {
  stop = startTraceExport({ url: `${collector.url}/v1/traces`, sample, version: '1', stages: ['enrich'], logger })
}
/** Everything that was recorded. */
async function exported() {
  await stop()
  return collector.spans()
}

beforeEach(async () => void (collector = await openTraceReceiver()))
afterEach(async () => {
  await stop?.()
  await collector.close()
})

describe('spans', () => {
  test('a step is inside the current span, and a span without one is not begun', async () => {
    await start(1)
    await withinTrace('alone', {}, async () => {})
    await newTrace('root', none, () => withinTrace('step', { kind: 'client', attributes: { n: 1 } }, async () => {}))
    const [step, root] = await exported()
    expect(root).toMatchObject({ name: 'root', parentSpanId: '', kind: 1 })
    expect(step).toMatchObject({
      name: 'step',
      traceId: root!.traceId,
      parentSpanId: root!.spanId,
      kind: 3,
      attributes: { n: 1 },
    })
    expect(root!.resource).toMatchObject({ 'service.name': 'groundswell', 'service.version': '1' })
  })

  test('what follows from one trace belongs to it, what follows from several links to them', async () => {
    await start(0)
    await followUp('one', { traceparents: [traceparent(1), '', traceparent(1, 2)] }, async () => {})
    await followUp('several', { traceparents: [traceparent(1), traceparent(2), traceparent(2)] }, async () => {})
    await followUp('none', { traceparents: ['', ''] }, async () => {})
    const [one, several, ...more] = await exported()
    expect(one).toMatchObject({ name: 'one', traceId: hex(1, 32), parentSpanId: hex(1, 16) })
    expect(one!.links.map(({ spanId }) => spanId)).toEqual([hex(1, 16), hex(2, 16)])
    expect(several).toMatchObject({ name: 'several', parentSpanId: '' })
    expect(several!.links.map(({ traceId }) => traceId)).toEqual([hex(1, 32), hex(2, 32)])
    expect(more).toEqual([])
  })

  test(`a span has at most ${mostLinks} links`, async () => {
    await start(1)
    const traceparents = Array.from({ length: 200 }, (_, n) => traceparent(n + 1))
    await followUp('many', { traceparents }, async () => {})
    expect((await exported())[0]!.links).toHaveLength(mostLinks)
  })

  test('a trace is sampled by the share, or because it links to a sampled one', async () => {
    await start(0)
    await newTrace('by share', none, async () => expect(traceparentNow()).toBe(''))
    await newTrace('by link', { traceparents: [traceparent(7)] }, async () => {})
    await newTrace('by a link to one that is not sampled', { traceparents: [`${traceparent(7).slice(0, -1)}0`] }, () =>
      Promise.resolve(),
    )
    expect((await exported()).map(({ name }) => name)).toEqual(['by link'])
  })

  test('a failure is kept by its type, without its message', async () => {
    await start(1)
    const failing = newTrace('thrown', none, () => Promise.reject(new TypeError('what a customer wrote')))
    await expect(failing).rejects.toThrow('what a customer wrote')
    await newTrace('marked', none, async () => failSpan(new RangeError('what a customer wrote')))
    const spans = await exported()
    expect(spans.map(({ isFailed, attributes }) => [isFailed, attributes['error.type']])).toEqual([
      [true, 'TypeError'],
      [true, 'RangeError'],
    ])
    expect(JSON.stringify(spans)).not.toContain('customer')
  })

  test('headers and log fields name the current span; after its end there are none', async () => {
    await start(1)
    let late: () => string = () => 'not called'
    await newTrace('root', none, async () => {
      const { trace_id: traceId, span_id: spanId } = traceFields()
      expect(traceHeaders()).toEqual({ traceparent: `00-${traceId}-${spanId}-01` })
      await new Promise<void>((resolve) => {
        setTimeout(() => ((late = traceparentNow), resolve()))
      })
    })
    expect([late(), traceFields(), traceHeaders()]).toEqual(['', {}, {}])
  })

  test('after the end of the export nothing is recorded', async () => {
    await start(1)
    await stop()
    await newTrace('late', none, async () => expect([traceparentNow(), traceFields()]).toEqual(['', {}]))
    expect(collector.spans()).toEqual([])
  })
})

test('work goes on, and ends, while no collector answers', async () => {
  const { url } = collector
  await collector.close()
  collector = await openTraceReceiver()
  stop = startTraceExport({ url: `${url}/v1/traces`, sample: 1, version: '1', stages: [], logger })
  expect(await newTrace('lost', none, async () => 'done')).toBe('done')
  const startedAt = performance.now()
  await stop()
  expect(performance.now() - startedAt).toBeLessThan(7_000)
})
