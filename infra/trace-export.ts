import { context, diag, DiagLogLevel, propagation, trace, type DiagLogger, type Link } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
  serviceNameEnvDetector,
} from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler,
} from '@opentelemetry/sdk-trace'
import type { Logger } from './logger.ts'
import type { Stop } from './stop.ts'
import { switchTraces } from './traces.ts'

export interface TraceExport {
  /** The OTLP/HTTP address for traces, such as `http://collector:4318/v1/traces`. */
  url: string
  /** Which share of new traces is sampled, 0 to 1. */
  sample: number
  version: string
  /** What this process runs. */
  stages: readonly string[]
  logger: Logger
}

/** Spans that wait for a collector that is out of reach are dropped after so long at the end. */
const longestFlushMs = 5_000

/**
 * Records spans and exports them in batches, as JSON. OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES and the OTEL_EXPORTER_OTLP_… variables of
 * headers, time-out, compression and certificates apply. Spans that do not fit into the queue are dropped: no stage ever waits for the
 * collector. The result exports what is left, for up to five seconds.
 */
export function startTraceExport({ url, sample, version, stages, logger }: TraceExport): Stop {
  diag.setLogger(toDiagLogger(logger), DiagLogLevel.WARN)
  const resource = defaultResource()
    .merge(
      resourceFromAttributes({
        'service.name': 'groundswell',
        'service.version': version,
        'groundswell.stages': [...stages],
      }),
    )
    .merge(
      detectResources({
        detectors: [serviceInstanceIdDetector, resourceAttributesEnvDetector, serviceNameEnvDetector],
      }),
    )
  const provider = new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: linkedOrShare(sample) }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) })],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  trace.setGlobalTracerProvider(provider)
  switchTraces(true)
  return async () => {
    switchTraces(false)
    const timeout = AbortSignal.timeout(longestFlushMs)
    const late = new Promise<void>((resolve) => timeout.addEventListener('abort', () => resolve()))
    await Promise.race([provider.shutdown().catch((err: unknown) => logger.warn({ err }, 'traces were lost')), late])
    for (const api of [trace, context, propagation, diag]) api.disable()
  }
}

/** A new trace is sampled when it links to a sampled one: otherwise an alert would lack the spans between it and its mentions. */
function linkedOrShare(share: number): Sampler {
  const byShare = new TraceIdRatioBasedSampler(share)
  const isSampled = ({ context: { traceFlags } }: Link) => (traceFlags & 1) === 1
  return {
    shouldSample: (parent, traceId, _name, _kind, _attributes, links) =>
      links.some(isSampled) ? { decision: SamplingDecision.RECORD_AND_SAMPLED } : byShare.shouldSample(parent, traceId),
    toString: () => `LinkedOr{${byShare.toString()}}`,
  }
}

/** What the SDK reports, such as a collector that does not answer. */
function toDiagLogger(logger: Logger): DiagLogger {
  const log =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, ...more: unknown[]): void =>
      logger[level]({ more: more.map(String) }, `traces: ${message}`)
  return { verbose: log('debug'), debug: log('debug'), info: log('info'), warn: log('warn'), error: log('warn') }
}
