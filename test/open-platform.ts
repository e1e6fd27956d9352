import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { openLog } from '../app/open-log.ts'
import { migrate } from '../infra/store/migrate.ts'
import { openStore } from '../infra/store/open-store.ts'

/** A real log and a real, migrated store in a folder of their own, which `fill` may put something into before; one for a file of tests. */
export async function openLogAndStore(fill?: (data: string) => Promise<void>) {
  const data = mkdtempSync(join(tmpdir(), 'groundswell-test-'))
  await fill?.(data)
  return openIn(data)
}

/** The same in a folder that is there. */
export async function openIn(data: string) {
  const logger = pino({ level: 'silent' })
  const { store, close } = await openStore({ data, role: 'start', logger })
  await migrate(store)
  const log = await openLog({ log: 'embedded', data, logger })
  return {
    data,
    logger,
    store,
    log,
    /** Ends both and leaves the folder. */
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
