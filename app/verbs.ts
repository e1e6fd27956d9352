import { toUplifts } from '../alerts/detection/planned-events.ts'
import { openOrganisation } from './company.ts'
import { importFiles } from './import.ts'
import { runBacktest } from './backtest.ts'
import { openCommand, openPlatform, type Platform } from './platform.ts'
import { stages, startApp, type Stage } from './app.ts'
import { doctor } from './doctor.ts'
import { printable, type Config } from './config.ts'
import { readTaxonomy } from '../enrich/labels/taxonomy.ts'
import { migrate } from '../infra/store/migrate.ts'
import { text, UsageError, type Call, type Verb } from '../infra/verb.ts'

type ConfigOf = (call: Call) => Config

/** Verbs that need more than one room. */
export function appVerbs(configOf: ConfigOf): Verb[] {
  return [
    {
      name: 'start',
      usage: `[--only ${stages.join(',')}] [--demo]`,
      summary: 'runs the pipeline and the dashboard; with no configuration: embedded, with the demo stream',
      options: { only: { type: 'string' }, demo: { type: 'boolean' } },
      run: (call) => start(call, configOf(call)),
    },
    {
      name: 'import',
      usage: 'FILE|DIR|- [--map text=body,createdAt=date …] [--source NAME] [--live]',
      summary: 'reads CSV, JSONL or JSON; a backfill unless --live; returns when everything is stored and counted',
      options: { map: { type: 'string', multiple: true }, source: { type: 'string' }, live: { type: 'boolean' } },
      run: (call) => withPlatform(configOf(call), (platform) => importFiles(call, platform)),
    },
    {
      name: 'backtest',
      usage: '[--from ISO] [--to ISO] [--input FILE [--map text=body …]] [--truth FILE] [--rule FILE] [--against FILE]',
      summary:
        'replays history through the decisions of live looks: the alerts of each week, what they caught and missed, what another rule would do',
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        input: { type: 'string' },
        map: { type: 'string', multiple: true },
        truth: { type: 'string' },
        rule: { type: 'string' },
        against: { type: 'string' },
      },
      run: async (call) => runBacktest(call, configOf(call)),
    },
    {
      name: 'bench',
      usage: '[redact|log|enrich|start|train|store|looks|recount|terms|alerts|detector|import|api|peers|detection]',
      summary: 'measures throughput, latency and memory of each stage and end to end, on data it makes from a seed',
      run: async (call) => (await import('../test/bench/bench.ts')).bench(call),
    },
    {
      name: 'migrate',
      usage: '',
      summary: 'brings the schema of the store up to date; again is harmless',
      run: async (call) => {
        const opened = await openCommand(configOf(call), { migrated: false })
        try {
          const applied = await migrate(opened.store)
          await call.print(applied.length === 0 ? 'the schema is up to date' : `applied ${applied.join(', ')}`)
        } finally {
          await opened.close()
        }
      },
    },
    {
      name: 'doctor',
      usage: '',
      summary: 'tries every dependency; one line each, with the cure',
      run: async (call) => doctor(call, configOf(call)),
    },
    {
      name: 'config',
      usage: 'check|print',
      summary: 'validates the configuration, or prints what is in force with secrets hidden',
      run: async (call) => {
        const [what, ...more] = call.positionals
        if ((what !== 'check' && what !== 'print') || more.length > 0)
          throw new UsageError('config wants check or print, and nothing else')
        const config = configOf(call)
        const taxonomy = readTaxonomy(config.taxonomy)
        toUplifts(config.plannedEvents, taxonomy)
        const { faults } = openOrganisation(config, taxonomy)
        if (what === 'check' && faults.length > 0) throw new UsageError(faults.join('\n'))
        if (what === 'print') await call.print(JSON.stringify(printable(config), null, 2))
        else
          await call.print(
            `the configuration is good; taxonomy ${taxonomy.version} has ${taxonomy.topics.length} topics`,
          )
      },
    },
  ]
}

/** Log and store for a command that needs both, closed whatever happens. */
async function withPlatform(config: Config, use: (platform: Platform) => Promise<void>): Promise<void> {
  const platform = await openPlatform(config, 'command')
  try {
    await use(platform)
  } finally {
    await platform.close()
  }
}

async function start(call: Call, config: Config): Promise<void> {
  if (call.positionals.length > 0) throw new UsageError(`start takes options only, not ${call.positionals.join(' ')}`)
  const only = stagesOf(text(call, 'only'))
  const withDemo: Config = call.values.demo ? { ...config, sources: [{ type: 'demo' }] } : config
  const platform = await openPlatform(withDemo, 'start')
  try {
    const app = await startApp(platform, { only, print: (line) => void call.print(line) })
    await call.print(app.url ? `Groundswell listens; open ${app.url}` : `Groundswell runs ${only.join(', ')}`)
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
    if (!stage) throw new UsageError(`--only: there is no stage "${word}"; there are ${stages.join(', ')}`)
    return stage
  })
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) =>
    signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true }),
  )
