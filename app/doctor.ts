import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs'
import { connect } from 'node:net'
import { once } from 'node:events'
import { openPlatform } from './platform.ts'
import type { Config } from './config.ts'
import { currentModels } from '../enrich/linear/current-models.ts'
import { readModels } from '../enrich/linear/models.ts'
import { readTaxonomy } from '../enrich/labels/taxonomy.ts'
import { openPipeline } from '../enrich/enrichers/pipeline.ts'
import type { Call } from '../infra/verb.ts'

interface Check {
  name: string
  /** Resolves with a sentence when it works, rejects when it does not. */
  run: () => Promise<string>
  cure: string
}

const leastFreeBytes = 2 ** 30

/** Tries everything that Groundswell depends on. Exit code 1 when something does not work. */
export async function doctor(call: Call, config: Config): Promise<number> {
  let sick = 0
  for (const { name, run, cure } of checksOf(config)) {
    try {
      await call.print(`✓ ${name.padEnd(10)} ${await run()}`)
    } catch (error) {
      sick++
      await call.print(`✗ ${name.padEnd(10)} ${error instanceof Error ? error.message : String(error)}\n  ${cure}`)
    }
  }
  return sick === 0 ? 0 : 1
}

function checksOf(config: Config): Check[] {
  const { host, port } = config.api
  return [
    {
      name: 'node',
      run: async () => `Node ${process.versions.node} on ${process.platform} ${process.arch}`,
      cure: 'Install Node 22.15 or newer.',
    },
    {
      name: 'data',
      run: async () => writable(config.data),
      cure: `Make ${config.data} writable with 1 GiB free, or name another folder in \`data\`.`,
    },
    {
      name: 'taxonomy',
      run: async () => `${readTaxonomy(config.taxonomy).topics.length} topics`,
      cure: 'Correct the file named above; `groundswell config check` reports when it is valid.',
    },
    {
      name: 'classifier',
      run: () => classified(config),
      cure: 'Run `npm ci` again: a part of the classifier is missing.',
    },
    {
      name: 'log, store',
      run: () => stands(config),
      cure: 'Check `log` and `store` in the configuration, and that Kafka and ClickHouse run there; `embedded` needs neither.',
    },
    {
      name: 'port',
      run: () => portState(host, port),
      cure: 'Choose another one with `api.port` or GROUNDSWELL_API_PORT.',
    },
    {
      name: 'dashboard',
      run: async () => {
        if (!existsSync(new URL('../dist/dashboard/index.html', import.meta.url))) throw new Error('is not built')
        return 'built'
      },
      cure: 'Run `npm run build`; `npm start` does it by itself.',
    },
  ]
}

async function writable(data: string): Promise<string> {
  mkdirSync(data, { recursive: true })
  accessSync(data, constants.W_OK)
  const { bavail, bsize } = statfsSync(data)
  const free = bavail * bsize
  if (free < leastFreeBytes) throw new Error(`only ${Math.round(free / 2 ** 20)} MiB are free in ${data}`)
  return `${data}, ${Math.round(free / 2 ** 30)} GiB free`
}

async function classified(config: Config): Promise<string> {
  const [found] = await openPipeline(
    readTaxonomy(config.taxonomy),
    {},
    readModels(currentModels(config.data)),
  )([{ text: 'My parcel is late again, nobody answers.' }])
  return `a late parcel is ${found!.sentiment.label} and goes to ${found!.departments[0]?.id ?? 'nobody'}`
}

async function stands(config: Config): Promise<string> {
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

async function portState(host: string, port: number): Promise<string> {
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
  return `Groundswell answers on ${host}:${port}`
}
