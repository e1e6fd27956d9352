import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openProduct, secret, type Product } from '../faults/product.ts'
import { openHttpReceiver, type HttpReceiver } from '../receivers/http-receiver.ts'
import { connectedWith, openTraceReceiver, type ReceivedSpan, type TraceReceiver } from '../receivers/trace-receiver.ts'
import { until } from '../until.ts'
import { openPrograms } from './program.ts'

const programs = openPrograms()
afterAll(programs.close)

const root = join(import.meta.dirname, '..', '..')
const preload = (path: string) => `--import=${pathToFileURL(join(root, 'test', path)).href}`
/** The program names on stderr what it loads of OpenTelemetry. */
const watched = {
  NODE_OPTIONS: `${preload('loopback-only.mjs')} ${preload('fixtures/print-tracing-modules.ts')}`,
}
const loadedBy = (product: Product) =>
  new Set(
    product
      .program()
      .stderr()
      .match(/(?<=^loads )\S+/gm),
  )

async function endOf(product: Product): Promise<void> {
  product.program().signal('SIGTERM')
  expect(await product.program().ended).toBe(0)
}

/** Posts one mention. */
async function post(url: string, text: string, headers: Record<string, string> = {}): Promise<void> {
  const at = new Date()
  const [id, body] = [randomUUID(), JSON.stringify({ id: randomUUID(), text, author: 'kim', createdAt: at })]
  const answer = await fetch(`${url}/api/v1/webhooks/load`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
      ...headers,
    },
    body,
  })
  expect(answer.status).toBe(202)
}

describe('with traces on', () => {
  const sender = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' }
  let collector: TraceReceiver
  let receiver: HttpReceiver
  let product: Product
  let spans: readonly ReceivedSpan[]
  const named = (name: string) => spans.filter((span) => span.name === name)

  beforeAll(async () => {
    collector = await openTraceReceiver()
    receiver = await openHttpReceiver(() => ({ status: 200 }))
    // The first attempt fails, which is logged.
    receiver.next.push({ status: 500 })
    product = await openProduct(programs, {
      configuration: `allowPrivate: ["${receiver.host}"]\nnotifiers: [{ type: webhook, name: desk, url: "${receiver.url}", secrets: "${secret}" }]\n`,
      environment: {
        ...watched,
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_SERVICE_NAME: 'feedback',
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
      },
    })
    const traceparent = `00-${sender.traceId}-${sender.spanId}-01`
    await post(product.url(), 'The kettle lid burned my hand', { traceparent })
    await until('its alert is sent', () => receiver.taken.length > 0, 90_000)
    const isEvaluated = () => collector.spans().some(({ name, links }) => name === 'evaluate' && links.length > 0)
    await until('an evaluation has counted it', isEvaluated, 120_000)
    await endOf(product)
    spans = collector.spans()
  }, 300_000)
  afterAll(async () => {
    await Promise.all([collector?.close(), receiver?.close()])
  })

  test('one connected trace leads from the request that brought a mention to the notification that it caused', () => {
    const [request] = named('POST /api/v1/webhooks/:source')
    expect(request).toMatchObject({ ...sender, spanId: expect.any(String), parentSpanId: sender.spanId, kind: 2 })
    const steps = new Set(connectedWith(request!.spanId, spans).map(({ name }) => name))
    expect([...steps]).toEqual(
      expect.arrayContaining([
        'send mentions',
        'process mentions',
        'enrich',
        'store mentions',
        'INSERT mentions',
        'recount',
        'evaluate',
        'alert opened',
        'send alerts',
        'process alerts',
        'send notification',
      ]),
    )
  })

  test('what handles a mention is in its trace, and links to the message', () => {
    const [sent, handled] = [named('send mentions')[0]!, named('process mentions')[0]!]
    expect(handled).toMatchObject({ traceId: sender.traceId, kind: 5 })
    expect(handled.links).toEqual([expect.objectContaining({ traceId: sender.traceId, spanId: sent.spanId })])
    expect(handled.attributes).toMatchObject({
      'messaging.system': 'sqlite',
      'messaging.destination.name': 'mentions',
      'messaging.consumer.group.name': 'enrich',
      'messaging.operation.type': 'process',
    })
    expect(named('INSERT mentions')[0]!.traceId).toBe(sender.traceId)
  })

  test('an alert has a trace of its own, which links to the mention and goes on in the notification', () => {
    const [opened] = named('alert opened')
    expect(opened!.parentSpanId).toBe('')
    expect(opened!.links.map(({ traceId }) => traceId)).toContain(sender.traceId)
    const attempts = named('send notification')
    expect(attempts.map(({ traceId, isFailed }) => [traceId, isFailed])).toEqual([
      [opened!.traceId, true],
      [opened!.traceId, false],
    ])
    expect(receiver.taken[0]!.headers['traceparent']).toBe(`00-${opened!.traceId}-${attempts[1]!.spanId}-01`)
  })

  test('a log line of a span names its trace', () => {
    const lines = product
      .program()
      .stderr()
      .split('\n')
      .filter((line) => line.includes('notification attempt failed'))
      .map((line) => JSON.parse(line) as object)
    const [failed] = named('send notification')
    expect(lines).toEqual([
      expect.objectContaining({ trace_id: failed!.traceId, span_id: failed!.spanId, trace_flags: '01' }),
    ])
  })

  test('the process is described by the standard variables; no span has a text, an author or an address', () => {
    expect(spans[0]!.resource).toMatchObject({
      'service.name': 'feedback',
      'deployment.environment.name': 'test',
      'service.instance.id': expect.any(String),
    })
    expect(JSON.stringify(spans)).not.toMatch(/kettle|kim|127\.0\.0\.1/)
  })

  test('the exporter was loaded', () => {
    expect([...loadedBy(product)]).toContain('@opentelemetry/sdk-trace')
  })
})

describe('with traces off', () => {
  test('nothing of OpenTelemetry is loaded but its interface', async () => {
    const product = await openProduct(programs, { environment: watched })
    await post(product.url(), 'The parcel is late')
    await endOf(product)
    expect([...loadedBy(product)]).toEqual(['@opentelemetry/api'])
  }, 90_000)
})

describe('with a share of 0', () => {
  test('only what the sender of a request samples is exported', async () => {
    const collector = await openTraceReceiver()
    const product = await openProduct(programs, {
      configuration: `traces: { url: "${collector.url}/v1/traces", sample: 0 }\n`,
    })
    await post(product.url(), 'The parcel is late')
    await post(product.url(), 'The parcel is late again', {
      traceparent: '00-11111111111111111111111111111111-2222222222222222-00',
    })
    await post(product.url(), 'The third parcel is late', {
      traceparent: '00-33333333333333333333333333333333-4444444444444444-01',
    })
    await endOf(product)
    const requests = collector.spans().filter(({ kind }) => kind === 2)
    expect(requests.map(({ traceId }) => traceId)).toEqual(['33333333333333333333333333333333'])
    expect(collector.spans().filter(({ name }) => name === 'send mentions')).toHaveLength(1)
    await collector.close()
  }, 90_000)
})
