import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Link,
  type Span,
} from '@opentelemetry/api'

/** A reference to a sampled span as W3C Trace Context writes it: `00-<trace id>-<span id>-01`; '' = not traced. */
export type Traceparent = string

interface SpanOptions {
  /** Default: a step inside this process. */
  kind?: 'server' | 'client' | 'producer' | 'consumer'
  /** Names and numbers only: no text, no author, no address. */
  attributes?: Attributes
}

interface LinkedOptions extends SpanOptions {
  /** What caused the work; '' and repeats are left out, and all but the first 64. */
  traceparents: readonly Traceparent[]
}

/** Links of one span. The SDK would drop those above 128. */
export const mostLinks = 64

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
}

let isOn = false

/** Turns the functions of this file on or off; `trace-export.ts` does it. While they are off, they only call `work`. */
export const switchTraces = (on: boolean): void => void (isOn = on)
export const tracesAreOn = (): boolean => isOn

/** A span inside the current one. Where nothing is traced, only calls `work`. */
export function withinTrace<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  if (!isOn || !trace.getActiveSpan()?.isRecording()) return work()
  return run(name, options, { parent: context.active() }, work)
}

/** Begins a trace. It is sampled when it links to a sampled one, and otherwise by the configured ratio. */
export function newTrace<T>(name: string, options: LinkedOptions, work: () => Promise<T>): Promise<T> {
  if (!isOn) return work()
  return run(name, options, { parent: ROOT_CONTEXT, links: linksTo(options.traceparents) }, work)
}

/**
 * A span for what was caused elsewhere: part of the trace that caused it; if several did, the begin of a trace with links to them. If none
 * did, only calls `work`, outside any trace.
 */
export function followUp<T>(name: string, options: LinkedOptions, work: () => Promise<T>): Promise<T> {
  if (!isOn) return work()
  const causes = distinct(options.traceparents)
  if (causes.length === 0) return context.with(ROOT_CONTEXT, work)
  const isOneTrace = new Set(causes.map(traceIdOf)).size === 1
  const parent = isOneTrace ? contextOf({ traceparent: causes[0]! }) : ROOT_CONTEXT
  return run(name, options, { parent, links: linksTo(causes) }, work)
}

/** The current span, for what it causes; '' where nothing is traced. */
export const traceparentNow = (): Traceparent => traceHeaders().traceparent ?? ''

/** The W3C headers by which another system continues the current trace; none where nothing is traced. */
export function traceHeaders(): { traceparent?: Traceparent } {
  const headers = {}
  if (isOn && trace.getActiveSpan()?.isRecording()) propagation.inject(context.active(), headers)
  return headers
}

/** Marks the current span as failed. Only the type is kept: a message could contain what a customer wrote. */
export function failSpan(error: unknown): void {
  if (isOn) markFailed(trace.getActiveSpan(), error)
}

/** The fields of a log line that belong to a span (OpenTelemetry's names); none outside of spans. */
export function traceFields(): Record<string, string> {
  const span = isOn ? trace.getActiveSpan()?.spanContext() : undefined
  if (!span) return {}
  const { traceId, spanId, traceFlags } = span
  return { trace_id: traceId, span_id: spanId, trace_flags: traceFlags.toString(16).padStart(2, '0') }
}

/** The span of an HTTP request whose parts run in callbacks. */
export interface RequestTrace {
  /** Calls `next`, and what follows from it, inside the span. */
  enter(next: () => void): void
  /** @param attributes known at the end; `failed` marks a fault of the server */
  end(attributes: Attributes, failed: boolean): void
}

/** The span of a request, in the trace that its W3C headers name, or in one of its own. */
export function traceRequest(
  name: string,
  { headers, attributes }: SpanOptions & { headers: Readonly<Record<string, unknown>> },
): RequestTrace {
  const parent = contextOf(headers)
  const span = start(name, { kind: 'server', attributes: attributes ?? {} }, { parent })
  const inside = trace.setSpan(parent, span)
  return {
    enter: (next) => context.with(inside, next),
    end(more, failed) {
      span.setAttributes(more)
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    },
  }
}

interface Place {
  parent: Context
  links?: Link[]
}

const start = (name: string, { kind, attributes = {} }: SpanOptions, { parent, links = [] }: Place): Span =>
  trace
    .getTracer('groundswell')
    .startSpan(name, { kind: kind ? kinds[kind] : SpanKind.INTERNAL, attributes, links }, parent)

async function run<T>(name: string, options: SpanOptions, place: Place, work: () => Promise<T>): Promise<T> {
  const span = start(name, options, place)
  try {
    return await context.with(trace.setSpan(place.parent, span), work)
  } catch (error) {
    markFailed(span, error)
    throw error
  } finally {
    span.end()
  }
}

function markFailed(span: Span | undefined, error: unknown): void {
  span?.setAttribute('error.type', error instanceof Error ? error.name : 'Error')
  span?.setStatus({ code: SpanStatusCode.ERROR })
}

const contextOf = (headers: Readonly<Record<string, unknown>>): Context => propagation.extract(ROOT_CONTEXT, headers)

const distinct = (traceparents: readonly Traceparent[]): Traceparent[] =>
  [...new Set(traceparents)].filter((each) => each !== '').slice(0, mostLinks)

const traceIdOf = (traceparent: Traceparent): string => traceparent.split('-', 2)[1] ?? ''

const linksTo = (traceparents: readonly Traceparent[]): Link[] =>
  distinct(traceparents).flatMap((traceparent) => {
    const span = trace.getSpanContext(contextOf({ traceparent }))
    return span ? [{ context: span }] : []
  })
