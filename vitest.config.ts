import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** They begin first, so that no worker is left with one of them alone at the end. */
const longest = [
  'flow/demo-embedded',
  'flow/import',
  'flow/demo-kafka',
  'alerts/relabelled',
  'dashboard/dashboard',
  'flow/start',
  'log/kafka-log',
]

/**
 * A quarter of a minute to three minutes each, and more than half of the time of all: `npm run test:all` runs them, `npm test` does not
 * (`--mode quick`). What they test is tried there on a smaller scale, or end to end by `flow/demo-embedded`.
 */
const onlyInAll = [
  'alerts/backtest/{jobs,replay-kinds}',
  'alerts/{clock-steps,cluster,merged,relabelled}',
  'alerts/detector/holidays',
  'alerts/hazards/hazard-alerts',
  'alerts/series/count-table',
  'alerts/terms/{emerging-alert,emerging-terms}',
  'dashboard/*',
  'enrich/relabel/relabel',
  'enrich/search/search',
  'enrich/taxonomy-verb',
  'enrich/train/{adapt,train-shadow}',
  'erasure/{large,letters}',
  'faults/{faults,outages}',
  'flow/{backtest,backup,demo-acting,demo-kafka,erase,import,notified,probes,prometheus,start,taxonomy,traces}',
  'infra/store/{cluster,hostile-rows,upgrade}',
  'ingest/connected',
  'ingest/sources/{imap,kafka}',
].map((name) => `test/${name}.test.ts`)

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
    const isLong = (file: TestSpecification) => rank(file) >= 0
    return [...files.filter(isLong).toSorted((a, b) => rank(a) - rank(b)), ...files.filter((file) => !isLong(file))]
  }
}

export default defineConfig(({ mode }) => ({
  test: {
    // Real servers and kill -9 belong in processes of their own, never in threads.
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/loopback-only.mjs'],
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(mode === 'quick' ? onlyInAll : [])],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A machine of two busy cores draws a page late. What comes at once is seen at once all the same.
    expect: { poll: { timeout: 20_000 } },
    // Of 5,300 tests on real servers one or two miss a deadline when the machine is busy. CI runs such a test once more, and its report says so.
    retry: process.env['CI'] ? 1 : 0,
    sequence: { sequencer: LongestFirst },
  },
}))
