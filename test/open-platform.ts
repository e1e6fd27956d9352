import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { inject } from 'vitest'
import { openLog } from '../app/open-log.ts'
import { migrate } from '../infra/store/migrate.ts'
import { openStore } from '../infra/store/open-store.ts'

/** A real log in a folder of its own, and a real, migrated store: a database of its own on the worker's server. One for a test file. */
export async function openLogAndStore() {
  const stores = inject('stores')
  const server = stores[(Number(process.env.VITEST_POOL_ID ?? 1) - 1) % stores.length]!
  return openOn(server, inject('storeCluster') || undefined)
}

/** The same on the server at this URL, or on its cluster. */
export async function openOn(server: string, cluster?: string) {
  const [data, logger] = [mkdtempSync(join(tmpdir(), 'groundswell-test-')), pino({ level: 'silent' })]
  const database = `groundswell_${randomUUID().replaceAll('-', '')}`
  const storeUrl = `${server}/${database}`
  const address = { store: storeUrl, sqlStore: storeUrl, cluster }
  const { store, sql, close } = await openStore({ ...address, data, role: 'start', logger })
  await migrate(store)
  const log = await openLog({ log: 'embedded', data, logger })
  return {
    data,
    logger,
    store,
    sql,
    storeUrl,
    log,
    async close() {
      await log.close()
      await store.command(`DROP DATABASE ${database} SYNC`)
      await close()
      rmSync(data, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** The same with an embedded store in the folder, which `fill` may put something into before. */
export async function openEmbedded(fill?: (data: string) => Promise<void>) {
  const data = mkdtempSync(join(tmpdir(), 'groundswell-test-'))
  await fill?.(data)
  return openIn(data)
}

/** The same in a folder that is there. */
export async function openIn(data: string) {
  const logger = pino({ level: 'silent' })
  const { store, reader, sql, close } = await openStore({ data, role: 'start', logger })
  await migrate(store)
  const log = await openLog({ log: 'embedded', data, logger })
  return {
    data,
    logger,
    store,
    reader,
    sql,
    log,
    /** Closes both and keeps the folder. */
    async leave() {
      await log.close()
      await close()
    },
    async close() {
      await log.close()
      await close()
      rmSync(data, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
