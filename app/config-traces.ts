import type { Environment } from './config-environment.ts'

interface TraceOptions {
  url?: string
  sample?: number
}

/** The samplers of the OpenTelemetry specification that have a share: all of ours follow the parent first. */
const shares: Record<string, (argument: number) => number> = {
  always_on: () => 1,
  parentbased_always_on: () => 1,
  always_off: () => 0,
  parentbased_always_off: () => 0,
  traceidratio: (argument) => argument,
  parentbased_traceidratio: (argument) => argument,
}

/** Traces as the configuration and, for absent keys, the OTEL_… variables say; without a URL, nothing is traced. */
export function tracesOf(
  { url, sample }: TraceOptions,
  environment: Environment,
): { traces: TraceOptions; faults: string[] } {
  const found = { url: url ?? endpointOf(environment), sample: sample ?? shareOf(environment) }
  if (found.url === undefined) return { traces: {}, faults: [] }
  const faults = found.url === url ? [] : protocolFaults(environment)
  if (Number.isNaN(found.sample))
    faults.push('environment: OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG name no sampler with a share from 0 to 1')
  if (!/^https?:\/\/./.test(found.url)) faults.push(`environment: ${found.url} is not a URL for traces`)
  return { traces: { url: found.url, sample: found.sample }, faults }
}

function endpointOf(environment: Environment): string | undefined {
  if (environment['OTEL_SDK_DISABLED'] === 'true' || environment['OTEL_TRACES_EXPORTER'] === 'none') return undefined
  const { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own, OTEL_EXPORTER_OTLP_ENDPOINT: base } = environment
  if (own) return own
  return base ? `${base.replace(/\/$/, '')}/v1/traces` : undefined
}

/** NaN where the variables mean no share. An empty variable counts as absent, here and above, as the specification says. */
function shareOf(environment: Environment): number {
  const sampler = environment['OTEL_TRACES_SAMPLER'] || 'parentbased_always_on'
  const share = shares[sampler]?.(Number(environment['OTEL_TRACES_SAMPLER_ARG'] || '1')) ?? NaN
  return share >= 0 && share <= 1 ? share : NaN
}

/** JSON and protobuf go to the same port of every collector, gRPC does not. */
function protocolFaults(environment: Environment): string[] {
  const protocol = environment['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'] ?? environment['OTEL_EXPORTER_OTLP_PROTOCOL']
  return protocol === 'grpc'
    ? ['environment: OTEL_EXPORTER_OTLP_PROTOCOL is grpc; traces are exported by OTLP/HTTP only, usually to port 4318']
    : []
}
