import { accessSync, constants, existsSync, mkdirSync, readdirSync, statfsSync } from 'node:fs'
import { connect } from 'node:net'
import { once } from 'node:events'
import { openPlatform } from './platform.ts'
import type { Config } from './config.ts'
import { currentModels } from '../enrich/linear/current-models.ts'
import { readModels } from '../enrich/linear/models.ts'
import { readTaxonomy } from '../enrich/labels/taxonomy.ts'
import { openPipeline } from '../enrich/enrichers/pipeline.ts'
import type { Call } from '../infra/verb.ts'
import { sourceHealth } from '../ingest/source-table.ts'
import { nameOf } from '../ingest/sources/registry.ts'

interface Check {
  name: string
  /** Resolves with a description of what works. Rejects when it does not work. */
  run: () => Promise<string>
  /** What the user can do when `run` rejects. */
  remedy: string
}

const leastFreeBytes = 2 ** 30

/** Checks everything that Groundswell depends on. Resolves to the exit code: 1 when a check fails. */
export async function doctor(call: Call, config: Config): Promise<number> {
  let failed = 0
  for (const { name, run, remedy } of checksOf(config)) {
    try {
      await call.print(`✓ ${name.padEnd(10)} ${await run()}`)
    } catch (error) {
      failed++
      await call.print(`✗ ${name.padEnd(10)} ${error instanceof Error ? error.message : String(error)}\n  ${remedy}`)
    }
  }
  return failed === 0 ? 0 : 1
}

function checksOf(config: Config): Check[] {
  const { host, port } = config.api
  return [
    {
      name: 'node',
      run: async () => `Node ${process.versions.node} on ${process.platform} ${process.arch}`,
      remedy: 'Install Node 22.15 or newer.',
    },
    {
      name: 'data',
      run: async () => checkFolder(config.data),
      remedy: `Make ${config.data} writable with 1 GiB free, or name another folder in \`data\`.`,
    },
    {
      name: 'taxonomy',
      run: async () => `${readTaxonomy(config.taxonomy).topics.length} topics`,
      remedy: 'Correct the file above, then run `groundswell config check`.',
    },
    {
      name: 'classifier',
      run: () => checkClassifier(config),
      remedy: 'Run `npm ci`: a part of the classifier is missing.',
    },
    {
      name: 'log, store',
      run: () => checkLogAndStore(config),
      remedy:
        'Check `log` and `store` in the configuration. If they name Kafka or ClickHouse, check that these are running.',
    },
    {
      name: 'sources',
      run: () => checkSources(config),
      remedy: 'Mend what is named; `groundswell sources try NAME` fetches one page and says more.',
    },
    {
      name: 'port',
      run: () => checkPort(host, port),
      remedy: 'Choose another port with `api.port` or GROUNDSWELL_API_PORT.',
    },
    {
      name: 'dashboard',
      run: async () => {
        if (!existsSync(new URL('../dist/dashboard/index.html', import.meta.url))) throw new Error('is not built')
        return 'built'
      },
      remedy: 'Run `npm run build`. `npm start` builds it automatically.',
    },
  ]
}

async function checkFolder(data: string): Promise<string> {
  mkdirSync(data, { recursive: true, mode: 0o700 })
  accessSync(data, constants.W_OK)
  const { bavail, bsize } = statfsSync(data)
  const free = bavail * bsize
  if (free < leastFreeBytes) throw new Error(`only ${Math.round(free / 2 ** 20)} MiB are free in ${data}`)
  return `${data}, ${Math.round(free / 2 ** 30)} GiB free${setAsideIn(data)}`
}

/** Files that a start set aside because they were damaged; they stay until somebody deletes them. */
function setAsideIn(data: string): string {
  const files = readdirSync(data).filter((name) => name.includes('.damaged-') && !name.endsWith('.json'))
  return files.length === 0 ? '' : `; set aside after damage: ${files.join(', ')} (docs/operations.md says what to do)`
}

async function checkClassifier(config: Config): Promise<string> {
  const [found] = await openPipeline(
    readTaxonomy(config.taxonomy),
    {},
    readModels(currentModels(config.data)),
  )([{ text: 'My parcel is late again, nobody answers.' }])
  return `test text about a late parcel: ${found!.sentiment.label}, department ${found!.departments[0]?.id ?? 'none'}`
}

async function checkLogAndStore(config: Config): Promise<string> {
  const platform = await openPlatform(config, 'command')
  try {
    await platform.log.check()
    await platform.opened.store.check()
    const where = platform.opened.owned ? 'started for this check' : 'joined'
    return `${config.log} log, ${config.store === undefined ? `embedded store (${where})` : 'store by URL'}`
  } finally {
    await platform.close()
  }
}

const broken: readonly string[] = ['failing', 'blind', 'gone']

async function checkSources(config: Config): Promise<string> {
  const names = config.sources.map(nameOf)
  if (names.length === 0) return 'none configured: the demo runs'
  const platform = await openPlatform(config, 'command')
  try {
    const health = await sourceHealth(platform.opened.store)
    const faults = health.filter(({ source, state }) => names.includes(source) && broken.includes(state))
    if (faults.length > 0)
      throw new Error(faults.map(({ source, state, reason }) => `${source} is ${state}: ${reason}`).join('; '))
    const heard = health.filter(({ source, lastHeardAt }) => names.includes(source) && lastHeardAt > 0)
    return `${names.length} configured, ${heard.length} have delivered`
  } finally {
    await platform.close()
  }
}

async function checkPort(host: string, port: number): Promise<string> {
  const socket = connect({ host, port })
  try {
    await once(socket, 'connect')
  } catch {
    return `${host}:${port} is free`
  } finally {
    socket.destroy()
  }
  const ours = await fetch(`http://${host}:${port}/healthz`, { signal: AbortSignal.timeout(2000) }).catch(
    () => undefined,
  )
  if (!ours?.ok) throw new Error(`${host}:${port} is used by another program`)
  return `Groundswell is already running on ${host}:${port}`
}
