import { audited } from './audited.ts'
import { auditVerb } from './audit-verb.ts'
import { backupVerbs } from './backup-verbs.ts'
import { reference, type Config } from './config.ts'
import { eraseVerb } from './erase.ts'
import { openCommand, openPlatform, type Platform } from './platform.ts'
import { sourcesVerb } from './sources-verb.ts'
import { stages } from './stages.ts'
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
    run: async (call) => (await import('./doctor.ts')).doctor(call, configOf(call)),
  },
  eraseVerb((call, use) => withPlatform(configOf(call), use)),
  auditVerb(configOf),
  ...backupVerbs(configOf),
  configVerb(configOf),
  sourcesVerb(configOf),
]

const startVerb = (configOf: ConfigOf): Verb => ({
  name: 'start',
  usage: `[--only ${stages.join(',')}] [--demo]`,
  summary: 'runs the pipeline and the dashboard; without a configuration, runs the demo',
  options: { only: { type: 'string' }, demo: { type: 'boolean' } },
  run: async (call) => (await import('./start.ts')).start(call, configOf(call)),
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
  run: async (call) => {
    if (call.values['dry-run'] === true) return (await import('./import-preview.ts')).previewImport(call)
    const { importFiles } = await import('./import.ts')
    const change = { files: call.positionals.length, live: call.values.live === true }
    return withPlatform(configOf(call), (platform) =>
      audited(
        { store: platform.opened.store, data: platform.config.data },
        () => ({ operation: 'import', subject: text(call, 'source') ?? '', change }),
        () => importFiles(call, platform),
      ),
    )
  },
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
  run: async (call) => (await import('./backtest.ts')).runBacktest(call, configOf(call)),
})

const benchVerb: Verb = {
  name: 'bench',
  usage:
    '[redact|log|enrich|start|train|store|looks|recount|terms|alerts|detector|import|api [MENTIONS]|peers|detection|real|traces [MENTIONS]|scaling [MENTIONS]|capacity [recorded]]',
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
    const { checkConfig, printConfig } = await import('./config-verb.ts')
    return what === 'check' ? checkConfig(call, configOf(call)) : printConfig(call, configOf(call))
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
