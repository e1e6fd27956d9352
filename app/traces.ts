import type { Logger } from '../infra/logger.ts'
import type { Stop } from '../infra/stop.ts'
import type { Config } from './config.ts'
import { version } from './platform.ts'
import type { Stage } from './stages.ts'

/** Exports traces where the configuration asks for them. Otherwise the OpenTelemetry SDK is not even loaded. */
export async function runTraces({ traces }: Config, stages: readonly Stage[], logger: Logger): Promise<Stop> {
  const { url, sample = 1 } = traces
  if (url === undefined) return async () => {}
  const { startTraceExport } = await import('../infra/trace-export.ts')
  return startTraceExport({ url, sample, version, stages, logger })
}
