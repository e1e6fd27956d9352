import { toUplifts } from '../alerts/detection/planned-events.ts'
import { openOrganisation } from './company.ts'
import { importFiles } from './import.ts'
import { previewImport } from './import-preview.ts'
import { runBacktest } from './backtest.ts'
import { openCommand, openPlatform, type Platform } from './platform.ts'
import { stages, startApp, type Stage } from './app.ts'
import { doctor } from './doctor.ts'
import { eraseVerb } from './erase.ts'
import { sourcesVerb } from './sources-verb.ts'
import { printable, reference, type Config } from './config.ts'
import { backupVerbs } from './backup-verbs.ts'
import { startFaults } from './config-faults.ts'
import { demoOverOwn, ownOverDemo } from './demo-data.ts'
import { openPipeline } from '../enrich/enrichers/pipeline.ts'
import { readTaxonomy } from '../enrich/labels/taxonomy.ts'
import { currentModels } from '../enrich/linear/current-models.ts'
import { readModels } from '../enrich/linear/models.ts'
import { missedExamples, missedSentence } from '../enrich/missed-examples.ts'
import { migrate } from '../infra/store/migrate.ts'
import { text, UsageError, type Call, type Verb } from '../infra/verb.ts'

type ConfigOf = (call: Call) => Config

/** Verbs that use several modules. */
export const appVerbs = (configOf: ConfigOf): Verb[] => [
  startVerb(configOf),
  importVerb(configOf),
  backtestVerb(configOf),
  benchVerb,
  migrateVerb(configOf),
  {
    name: 'doctor',
    usage: '',
    summary: 'checks every dependency; prints one line for each, with the remedy if it fails',
    run: async (call) => doctor(call, configOf(call)),
  },
  eraseVerb((call, use) => withPlatform(configOf(call), use)),
  ...backupVerbs(configOf),
  configVerb(configOf),
  sourcesVerb(configOf),
]

const startVerb = (configOf: ConfigOf): Verb => ({
  name: 'start',
  usage: `[--only ${stages.join(',')}] [--demo]`,
  summary: 'runs the pipeline and the dashboard; without a configuration, runs the demo',
  options: { only: { type: 'string' }, demo: { type: 'boolean' } },
  run: (call) => start(call, configOf(call)),
})

const importVerb = (configOf: ConfigOf): Verb => ({
  name: 'import',
  usage:
    'FILE|DIR|- [--map text=body,createdAt=date,items=tickets …] [--source NAME] [--live] [--dates dmy|mdy] [--time-zone ZONE] [--dry-run]',
  summary:
    'imports CSV, JSONL or JSON, as a backfill unless --live; ends when everything is stored and counted, and prints what it assumed, merged and rejected; --dates: order of day and month where the file leaves it open; --time-zone: of times without a zone; --dry-run: prints the first 20 rows as they would be stored, and writes nothing',
  options: {
    map: { type: 'string', multiple: true },
    source: { type: 'string' },
    live: { type: 'boolean' },
    dates: { type: 'string' },
    'time-zone': { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  run: (call) =>
    call.values['dry-run'] === true
      ? previewImport(call)
      : withPlatform(configOf(call), (platform) => importFiles(call, platform)),
})

const backtestVerb = (configOf: ConfigOf): Verb => ({
  name: 'backtest',
  usage:
    '[--from ISO] [--to ISO] [--input FILE [--map text=body …]] [--truth FILE] [--rule FILE] [--against FILE] [--as huginn|elastalert|meltwater|posthog]',
  summary:
    'replays history through live detection: alerts by week, incidents caught and missed, what another rule would change',
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    input: { type: 'string' },
    map: { type: 'string', multiple: true },
    truth: { type: 'string' },
    rule: { type: 'string' },
    against: { type: 'string' },
    as: { type: 'string' },
  },
  run: async (call) => runBacktest(call, configOf(call)),
})

const benchVerb: Verb = {
  name: 'bench',
  usage: '[redact|log|enrich|start|train|store|looks|recount|terms|alerts|detector|import|api|peers|detection|real]',
  summary: 'measures throughput, latency and memory of each stage and end to end, on generated data',
  run: async (call) => (await import('../test/bench/bench.ts')).bench(call),
}

const migrateVerb = (configOf: ConfigOf): Verb => ({
  name: 'migrate',
  usage: '',
  summary: 'updates the schema of the store; running it again changes nothing',
  run: async (call) => {
    const opened = await openCommand(configOf(call), { migrated: false })
    try {
      const applied = await migrate(opened.store)
      await call.print(applied.length === 0 ? 'the schema is up to date' : `applied ${applied.join(', ')}`)
    } finally {
      await opened.close()
    }
  },
})

const configVerb = (configOf: ConfigOf): Verb => ({
  name: 'config',
  usage: 'check|print|reference',
  summary: 'validates the configuration, prints the effective one without secrets, or prints the reference of all keys',
  run: async (call) => {
    const [what, ...more] = call.positionals
    if (!['check', 'print', 'reference'].includes(what ?? '') || more.length > 0)
      throw new UsageError('config takes one argument: check, print or reference')
    if (what === 'reference') return call.print(reference().trimEnd())
    const config = configOf(call)
    const startable = [...startFaults(config, config.file), ...ownOverDemo(config)]
    if (what === 'check') refuse(startable)
    const taxonomy = readTaxonomy(config.taxonomy)
    toUplifts(config.plannedEvents, taxonomy)
    const { faults } = openOrganisation(config, taxonomy)
    if (what === 'print') return call.print(JSON.stringify(printable(config), null, 2))
    const pipeline = openPipeline(taxonomy, {}, readModels(currentModels(config.data)))
    const missed = (await missedExamples(taxonomy, pipeline)).map(missedSentence)
    if (faults.length + missed.length > 0) throw new UsageError([...faults, ...missed].join('\n'))
    await call.print(`the configuration is valid; taxonomy ${taxonomy.version} has ${taxonomy.topics.length} topics`)
    if (config.sources.length === 0)
      await call.print(
        `${config.file === undefined ? 'there is no groundswell.yaml' : 'it has no sources'}: start runs the demo, \`groundswell sources add TYPE\` adds a source`,
      )
  },
})

/** Opens log and store for a command, and closes them in any case. */
async function withPlatform(config: Config, use: (platform: Platform) => Promise<void>): Promise<void> {
  const platform = await openPlatform(config, 'command')
  try {
    await use(platform)
  } finally {
    await platform.close()
  }
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new UsageError(faults.join('\n'))
}

async function start(call: Call, config: Config): Promise<void> {
  if (call.positionals.length > 0) throw new UsageError(`start takes options only, not ${call.positionals.join(' ')}`)
  const only = stagesOf(text(call, 'only'))
  const withDemo: Config = call.values.demo ? { ...config, sources: [{ type: 'demo' }] } : config
  refuse([...startFaults(config, config.file), ...ownOverDemo(withDemo)])
  const platform = await openPlatform(withDemo, 'start')
  try {
    if (only.includes('ingest')) refuse(await demoOverOwn(withDemo, platform.opened.store))
    const app = await startApp(platform, { only, print: (line) => void call.print(line) })
    await call.print(app.url ? `Groundswell is running; open ${app.url}` : `Groundswell is running: ${only.join(', ')}`)
    await aborted(call.signal)
    await app.stop()
  } finally {
    await platform.close()
  }
}

function stagesOf(list: string | undefined): readonly Stage[] {
  if (list === undefined) return stages
  return list.split(',').map((word) => {
    const stage = stages.find((each) => each === word.trim())
    if (!stage) throw new UsageError(`--only: unknown stage "${word}"; the stages are ${stages.join(', ')}`)
    return stage
  })
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) =>
    signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true }),
  )
