import { expect, test } from 'vitest'
import { readConfig } from '../../app/config.ts'

const traces = (environment: Record<string, string>) => readConfig(undefined, environment).traces
const base = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' }

test.each([
  ['nothing is traced by default', {}, {}],
  ['a share alone switches nothing on', { GROUNDSWELL_TRACES_SAMPLE: '0.5' }, {}],
  ['the common endpoint gets its path', base, { url: 'http://collector:4318/v1/traces', sample: 1 }],
  [
    'the endpoint of traces is taken as it is, and goes first',
    { ...base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://traces:4318/otlp' },
    { url: 'http://traces:4318/otlp', sample: 1 },
  ],
  [
    'the configuration goes over the standard variables',
    { ...base, GROUNDSWELL_TRACES_URL: 'http://own:4318/v1/traces', OTEL_TRACES_SAMPLER: 'always_off' },
    { url: 'http://own:4318/v1/traces', sample: 0 },
  ],
  [
    'the share of the sampler',
    { ...base, OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.01' },
    { url: 'http://collector:4318/v1/traces', sample: 0.01 },
  ],
  ['an empty variable is none', { OTEL_EXPORTER_OTLP_ENDPOINT: '', OTEL_TRACES_SAMPLER: '' }, {}],
  ['OTEL_SDK_DISABLED', { ...base, OTEL_SDK_DISABLED: 'true' }, {}],
  ['OTEL_TRACES_EXPORTER=none', { ...base, OTEL_TRACES_EXPORTER: 'none' }, {}],
] as const)('%s', (_, environment, expected) => {
  expect(traces({ ...environment })).toEqual(expected)
})

test.each([
  ['gRPC', { ...base, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, /exported by OTLP\/HTTP only/],
  ['an unknown sampler', { ...base, OTEL_TRACES_SAMPLER: 'jaeger_remote' }, /name no sampler with a share/],
  [
    'a share above 1',
    { ...base, OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '5' },
    /name no sampler with a share/,
  ],
  ['no URL', { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'collector:4318' }, /is not a URL for traces/],
] as const)('%s is refused', (_, environment, message) => {
  expect(() => traces({ ...environment })).toThrow(message)
})
