import { setTimeout as sleep } from 'node:timers/promises'
import { editedTaxonomy } from '../enrich/edits/edit-table.ts'
import type { Config } from './config.ts'
import { openPlatform, withTaxonomy, type Platform } from './platform.ts'
import { startApp, type App } from './app.ts'
import { startFaults } from './config-faults.ts'
import { demoOverOwn, ownOverDemo } from './demo-data.ts'
import { stages, type Stage } from './stages.ts'
import { runTraces } from './traces.ts'
import { openLogger } from '../infra/logger.ts'
import { text, UsageError, type Call } from '../infra/verb.ts'

/** `start`: runs until the call's signal aborts. @throws UsageError when the configuration cannot be started */
export async function start(call: Call, config: Config): Promise<void> {
  if (call.positionals.length > 0) throw new UsageError(`start takes options only, not ${call.positionals.join(' ')}`)
  const only = stagesOf(text(call, 'only'))
  const withDemo: Config = call.values.demo ? { ...config, sources: [{ type: 'demo' }] } : config
  refuse([...startFaults(config, config.file), ...ownOverDemo(withDemo)])
  const stopTraces = await runTraces(config, only, openLogger(config.logLevel))
  try {
    await runPlatform(withDemo, only, call)
  } finally {
    await stopTraces()
  }
}

async function runPlatform(config: Config, only: readonly Stage[], call: Call): Promise<void> {
  const platform = await openPlatform(config, 'start')
  try {
    if (only.includes('ingest')) refuse(await demoOverOwn(config, platform.opened.store))
    await run(platform, only, call)
  } finally {
    await platform.close()
  }
}

/** Runs the stages, and starts them again with each change of the taxonomy: log and store stay open, and nothing is lost. */
async function run(platform: Platform, only: readonly Stage[], call: Call): Promise<void> {
  const app = await startApp(platform, { only, print: (line) => void call.print(line) })
  await call.print(app.url ? `Groundswell is running; open ${app.url}` : `Groundswell is running: ${only.join(', ')}`)
  let [current, running]: [Platform, App] = [platform, app]
  for (;;) {
    const next = await untilTaxonomyChanges(current, call.signal)
    await running.stop()
    if (!next) return
    current.logger.info({ version: next.taxonomy.version }, 'the taxonomy was changed: the stages start again with it')
    // The same address, also where the configuration lets the system choose the port.
    const port = app.url === undefined ? next.config.api.port : Number(new URL(app.url).port)
    current = { ...next, config: { ...next.config, api: { ...next.config.api, port } } }
    const restarted = await untilStarted(current, { only, call })
    if (!restarted) return
    running = restarted
  }
}

const againMs = 2_000

/** The app, as soon as it can be started: the store may be out of reach just now. Undefined once the signal aborts. */
async function untilStarted(
  platform: Platform,
  { only, call }: { only: readonly Stage[]; call: Call },
): Promise<App | undefined> {
  while (!call.signal.aborted) {
    try {
      return await startApp(platform, { only, print: (line) => void call.print(line) })
    } catch (error) {
      platform.logger.error({ err: error }, 'the stages cannot be started with the changed taxonomy, trying again')
      await sleep(againMs, undefined, { signal: call.signal }).catch(() => {})
    }
  }
  return undefined
}

const lookEveryMs = 2_000

/** Resolves with a platform of the new taxonomy, or undefined once the signal aborts. While the store is out of reach, nothing changes. */
async function untilTaxonomyChanges(platform: Platform, signal: AbortSignal): Promise<Platform | undefined> {
  const { baseTaxonomy, taxonomy, opened, logger } = platform
  while (!signal.aborted) {
    await sleep(lookEveryMs, undefined, { signal }).catch(() => {})
    try {
      const current = await editedTaxonomy(baseTaxonomy, opened.reader)
      if (current.taxonomy.version !== taxonomy.version && !signal.aborted) return await withTaxonomy(platform)
    } catch (error) {
      logger.debug({ err: error }, 'edits of the taxonomy could not be read, trying again')
    }
  }
  return undefined
}

function stagesOf(list: string | undefined): readonly Stage[] {
  if (list === undefined) return stages
  return list.split(',').map((word) => {
    const stage = stages.find((each) => each === word.trim())
    if (!stage) throw new UsageError(`--only: unknown stage "${word}"; the stages are ${stages.join(', ')}`)
    return stage
  })
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new UsageError(faults.join('\n'))
}
