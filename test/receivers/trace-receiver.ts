import { openHttpReceiver } from './http-receiver.ts'

/** A span as OTLP/JSON has it; ids in hexadecimal. */
export interface ReceivedSpan {
  traceId: string
  spanId: string
  /** '' = the root of its trace. */
  parentSpanId: string
  name: string
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  kind: number
  attributes: Record<string, unknown>
  links: { traceId: string; spanId: string }[]
  isFailed: boolean
  /** Attributes of the process. */
  resource: Record<string, unknown>
}

export interface TraceReceiver {
  url: string
  /** All that were exported, oldest first. */
  spans(): ReceivedSpan[]
  close(): Promise<void>
}

interface KeyValue {
  key: string
  value: Record<string, unknown>
}
interface OtlpSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  attributes?: KeyValue[]
  links?: { traceId: string; spanId: string }[]
  status?: { code?: number }
}
interface OtlpRequest {
  resourceSpans: { resource: { attributes: KeyValue[] }; scopeSpans: { spans: OtlpSpan[] }[] }[]
}

/** A collector: takes OTLP/HTTP requests in JSON at `/v1/traces`, and keeps their spans. */
export async function openTraceReceiver(): Promise<TraceReceiver> {
  const http = await openHttpReceiver(({ path, headers }) => {
    const isOtlp = path === '/v1/traces' && headers['content-type'] === 'application/json'
    return { status: isOtlp ? 200 : 400, headers: { 'content-type': 'application/json' }, body: '{}' }
  })
  return {
    url: http.url,
    spans: () => http.taken.flatMap(({ body }) => spansIn(JSON.parse(body) as OtlpRequest)),
    close: http.close,
  }
}

const spansIn = ({ resourceSpans }: OtlpRequest): ReceivedSpan[] =>
  resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ parentSpanId = '', attributes = [], links = [], status = {}, ...span }) => ({
        ...span,
        parentSpanId,
        attributes: valuesOf(attributes),
        links,
        isFailed: status.code === 2,
        resource: valuesOf(resource.attributes),
      })),
    ),
  )

const valuesOf = (attributes: readonly KeyValue[]): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

/** The spans that are connected with this one by parents and links, whatever their direction. */
export function connectedWith(spanId: string, spans: readonly ReceivedSpan[]): ReceivedSpan[] {
  const neighbours = new Map<string, Set<string>>()
  const connect = (a: string, b: string) => {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const)
      neighbours.set(one, (neighbours.get(one) ?? new Set()).add(other))
  }
  for (const span of spans)
    for (const other of [span.parentSpanId, ...span.links.map((link) => link.spanId)])
      if (other !== '') connect(span.spanId, other)
  const found = new Set([spanId])
  for (const each of found) for (const next of neighbours.get(each) ?? []) found.add(next)
  return spans.filter((span) => found.has(span.spanId))
}
