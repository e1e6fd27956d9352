import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { inject } from 'vitest'
import bundled from '@sparticuz/chromium'
import pino from 'pino'
import { startClickHouse } from '../infra/store/clickhouse-process.ts'
import { clusterName } from './store-cluster/node-config.ts'
import { startNodes } from './store-cluster/nodes.ts'
import { until } from './until.ts'

declare module 'vitest' {
  interface ProvidedContext {
    builtOnce: string
    /** URL, user and password of one ClickHouse server for each worker. With STORE_CLUSTER=1 two servers stand behind each, as two shards. */
    stores: string[]
    /** The name of their cluster; '' for single servers. */
    storeCluster: string
  }
}

/** vitest's global set-up: a folder for what several test files share, and a ClickHouse server for each worker. All are gone when the tests are done. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Unpacks it, once a machine. Two workers that do so at once find half a file.
  await bundled.executablePath()
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-tests-'))
  project.provide('builtOnce', folder)
  const workers = Array.from({ length: project.config.maxWorkers }, (_, i) => i)
  const logger = pino({ level: 'silent' })
  const isCluster = process.env['STORE_CLUSTER'] === '1'
  const single = async (i: number) => {
    const { url, owner, stop } = await startClickHouse({ data: join(folder, `store-${i}`), logger, queryPath: '/' })
    return { url: url.replace('//', `//${owner.user}:${owner.password}@`), stop }
  }
  const servers = await Promise.all(workers.map((i) => (isCluster ? startNodes({ shards: 2 }) : single(i))))
  project.provide(
    'stores',
    servers.map(({ url }) => url),
  )
  project.provide('storeCluster', isCluster ? clusterName : '')
  return async () => {
    await Promise.all(servers.map((server) => server.stop()))
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** A copy, in `to`, of the folder that `build` fills: built by whoever comes first in this run of tests, the others wait for it. */
export async function copyOfBuilt(name: string, to: string, build: (folder: string) => Promise<void>): Promise<void> {
  const built = join(inject('builtOnce'), name)
  const failed = `${built}.failed`
  if (isFirst(`${built}.lock`)) {
    const making = `${built}.making`
    try {
      mkdirSync(making)
      await build(making)
      renameSync(making, built)
    } catch (error) {
      writeFileSync(failed, '')
      throw error
    }
  }
  await until(`${name} is built`, async () => existsSync(built) || existsSync(failed), 400_000)
  if (!existsSync(built)) throw new Error(`${name} could not be built; another file of tests says why`)
  await cp(built, to, { recursive: true })
}

function isFirst(lock: string): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    return false
  }
}
