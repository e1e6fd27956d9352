import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { entityLists, openCommand, version } from './app/platform.ts'
import { openOrganisation } from './app/company.ts'
import { assessmentSettings } from './app/assessment.ts'
import { audited, type AuditedCommand } from './app/audited.ts'
import { appVerbs } from './app/verbs.ts'
import { accountList } from './alerts/accounts/read-accounts.ts'
import { reportVerb } from './alerts/report/report-verb.ts'
import { assessVerb } from './alerts/assessment/assess-verb.ts'
import { alertVerbs } from './alerts/verbs.ts'
import { keysVerb } from './api/keys-verb.ts'
import { mcpVerb } from './api/mcp-verb.ts'
import { readConfig, type Config } from './app/config.ts'
import { currentModels } from './enrich/linear/current-models.ts'
import { trainVerbs } from './enrich/train/train-verbs.ts'
import { enrichVerbs } from './enrich/verbs.ts'
import { taxonomyVerb } from './enrich/taxonomy-verb.ts'
import { readTaxonomy } from './enrich/labels/taxonomy.ts'
import { systemClock } from './infra/clock.ts'
import type { Store } from './infra/store/store.ts'
import { UsageError, type Call, type Verb } from './infra/verb.ts'
import { ingestVerbs } from './ingest/verbs.ts'

const common = {
  config: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
} as const

const stopping = new AbortController()
const verbs: Verb[] = [
  ...appVerbs(configOf),
  ...ingestVerbs({ data: (call) => configOf(call).data }),
  ...enrichVerbs({ settings }),
  taxonomyVerb({ settings, store: (call) => openCommand(configOf(call)) }),
  ...trainVerbs({
    settings,
    store: (call) => openCommand(configOf(call)),
    data: (call) => configOf(call).data,
    audited: auditedIn,
  }),
  ...alertVerbs({ store: (call) => openCommand(configOf(call)) }),
  keysVerb({
    store: (call) => openCommand(configOf(call)),
    organisation: (call) => organisationOf(configOf(call)),
    audited: auditedIn,
  }),
  mcpVerb({
    api: (call) => {
      const { host, port, key } = configOf(call).api
      return { url: `http://${host}:${port}`, key }
    },
    version,
  }),
  reportVerb({
    store: (call) => openCommand(configOf(call)),
    taxonomy: (call) => readTaxonomy(configOf(call).taxonomy),
    accounts: (call) => accountList(configOf(call).accounts)(),
    now: systemClock,
  }),
  assessVerb({
    store: (call) => openCommand(configOf(call)),
    company(call) {
      const config = configOf(call)
      const taxonomy = readTaxonomy(config.taxonomy)
      return {
        ...assessmentSettings(config, { isDemo: false }),
        taxonomy,
        organisation: openOrganisation(config, taxonomy).organisation,
        worth: config.worth,
        accounts: accountList(config.accounts),
      }
    },
    now: systemClock,
  }),
]

function settings(call: Call) {
  const config = configOf(call)
  const models = currentModels(config.data)
  return { taxonomy: readTaxonomy(config.taxonomy), lists: entityLists(config, false), models }
}

function auditedIn(call: Call, store: Store, what: AuditedCommand, run: () => Promise<void>): Promise<void> {
  return audited({ store, data: configOf(call).data }, () => what, run)
}

const organisationOf = (config: Config) => openOrganisation(config, readTaxonomy(config.taxonomy)).organisation

function configOf(call: Call) {
  const file = call.values.config
  return readConfig(typeof file === 'string' ? file : undefined)
}

async function main(): Promise<number> {
  const [name, ...args] = process.argv.slice(2)
  if (name === '--version') return say(version)
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return say(overview())
  const verb = verbs.find((each) => each.name === name)
  if (!verb) throw new UsageError(`there is no verb "${name}"; \`groundswell --help\` lists them`)
  const { values, positionals } = parse(verb, args)
  if (values.help) return say(helpOf(verb))
  return (await verb.run({ values, positionals, print, progress, note, signal: stopping.signal })) ?? 0
}

function parse(verb: Verb, args: string[]) {
  try {
    return parseArgs({ args, options: { ...common, ...verb.options }, allowPositionals: true })
  } catch (error) {
    throw new UsageError(`${verb.name}: ${(error as Error).message}`, { cause: error })
  }
}

function overview(): string {
  const lines = verbs.map((verb) => `  ${verb.name.padEnd(10)} ${verb.summary}`)
  return `Groundswell ${version}: early warning from what customers say in public.\n\ngroundswell VERB …\n${lines.join('\n')}\n\nEvery verb has --help, --config FILE, and --json where it prints results.`
}

const helpOf = (verb: Verb) => `groundswell ${verb.name} ${verb.usage}\n\n${verb.summary}`

async function print(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
}

const say = async (text: string) => {
  await print(text)
  return 0
}

let lastProgress = 0
const beganAt = performance.now()
const note = (text: string) => void process.stderr.write(`${text}\n`)

function progress(text: string): void {
  const now = performance.now()
  if (!process.stderr.isTTY || now - beganAt < 1000 || now - lastProgress < 100) return
  lastProgress = now
  process.stderr.write(`\r\u001b[K${text}`)
}

/** The first signal stops in order, the second one at once. */
function onSignal(): void {
  if (stopping.signal.aborted) process.exit(130)
  stopping.abort()
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
// The parent process was killed: stop as by a signal, and soon.
process.on('disconnect', () => {
  onSignal()
  setTimeout(() => process.exit(1), 500).unref()
})
process.channel?.unref()
// `groundswell … | head` is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

try {
  const code = await main()
  if (lastProgress > 0) process.stderr.write('\r\u001b[K')
  process.exitCode = code
} catch (error) {
  if (lastProgress > 0) process.stderr.write('\r\u001b[K')
  const isUsage = error instanceof UsageError
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = isUsage ? 2 : 1
}
// A slow reader of a pipe has not taken everything yet.
for (const stream of [process.stdout, process.stderr]) await new Promise((resolve) => stream.write('', resolve))
// Everything is closed: nothing keeps a finished command alive.
process.exit()
