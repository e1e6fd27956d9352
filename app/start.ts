import type { Config } from './config.ts'
import { openPlatform } from './platform.ts'
import { startApp } from './app.ts'
import { startFaults } from './config-faults.ts'
import { demoOverOwn, ownOverDemo } from './demo-data.ts'
import { stages, type Stage } from './stages.ts'
import { text, UsageError, type Call } from '../infra/verb.ts'

/** `start`: runs until the call's signal aborts. @throws UsageError when the configuration cannot be started */
export async function start(call: Call, config: Config): Promise<void> {
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

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new UsageError(faults.join('\n'))
}
