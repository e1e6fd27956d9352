import type { Logger } from '../../infra/logger.ts'
import { openBacktests, type Backtests } from '../../alerts/backtest/jobs.ts'
import { assessmentSettings } from '../../app/assessment.ts'
import { ruleInForce } from '../../app/backtest-input.ts'
import { readConfig } from '../../app/config.ts'
import type { Store } from '../../infra/store/store.ts'
import { openThread } from '../../infra/thread.ts'

/** The settings of an assessment as without a configuration. */
export const assessingNow = assessmentSettings(readConfig(undefined, {}), { isDemo: false })

interface On {
  store: Store
  data: string
  logger: Logger
  /** Absent: the embedded store in the folder. */
  storeUrl?: string
}

/** Backtests as the API runs them: in a thread of their own that opens the store by itself. */
export function backtestsOn(
  { store, data, logger, storeUrl }: On,
  environment: Record<string, string> = {},
): Backtests {
  const config = readConfig(undefined, {
    GROUNDSWELL_DATA: data,
    GROUNDSWELL_LOG_LEVEL: 'silent',
    ...(storeUrl !== undefined && { GROUNDSWELL_STORE: storeUrl }),
    ...environment,
  })
  const program = new URL('../../app/backtest-worker.ts', import.meta.url)
  return openBacktests({
    store,
    logger,
    clock: Date.now,
    inForce: ruleInForce(config),
    openThread: () => openThread(program, { config, isDemo: false }),
  })
}
