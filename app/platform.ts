import { readFileSync } from 'node:fs'
import { openCompany, type Company } from './company.ts'
import type { Config } from './config.ts'
import { editedTaxonomy } from '../enrich/edits/edit-table.ts'
import type { EntityLists } from '../enrich/enrichers/entities.ts'
import { readTaxonomy, type Taxonomy } from '../enrich/labels/taxonomy.ts'
import { openHttp, type Http } from '../infra/http/fetch.ts'
import type { EventLog } from '../infra/log/event-log.ts'
import { openLog } from './open-log.ts'
import { openLogger, type Logger } from '../infra/logger.ts'
import { openMetrics, type Metrics } from '../infra/metrics.ts'
import { putBackSalvaged, reportBrokenParts } from '../infra/store/damaged-parts.ts'
import { keepPrivate } from '../infra/private-files.ts'
import { migrate } from '../infra/store/migrate.ts'
import { openStore, type OpenStore } from '../infra/store/open-store.ts'
import { refuseUnfinished } from './restore-unfinished.ts'
import { demoAnchor } from '../ingest/sources/demo/clock.ts'
import { demoLists } from '../ingest/sources/demo/world.ts'
import type { Stop } from '../infra/stop.ts'

/** What all stages share: configuration, log, store, taxonomy and so on. `close` closes the log, then the store. */
export interface Platform {
  config: Config
  logger: Logger
  log: EventLog
  opened: OpenStore
  metrics: Metrics
  http: Http
  /** With what people changed. */
  taxonomy: Taxonomy
  /** As the configuration has it. */
  baseTaxonomy: Taxonomy
  lists: EntityLists
  company: Company
  isDemo: boolean
  close: Stop
}

/** Opens log and store, and migrates the schema. `start` runs the embedded store; a `command` joins it if it runs, and otherwise starts it. */
export async function openPlatform(config: Config, role: 'start' | 'command'): Promise<Platform> {
  const logger = openLogger(config.logLevel)
  const { data } = config
  refuseUnfinished(data)
  const isDemo = config.sources.length === 0 || config.sources.some((source) => source.type === 'demo')
  const baseTaxonomy = readTaxonomy(config.taxonomy)
  keepPrivate(data)
  const { store, storeCluster: cluster, sqlStore } = config
  const opened = await openStore({ store, cluster, sqlStore, data, role, logger })
  try {
    await migrate(opened.store)
    if (role === 'start') {
      await putBackSalvaged(opened.store)
      await reportBrokenParts(opened.store, logger)
    }
    const http = openHttp({ allowPrivate: config.allowPrivate, logger })
    const log = await openLog({ log: config.log, data, kafka: config.kafka, http, logger })
    const close = async () => {
      await log.close()
      await opened.close()
    }
    const lists = entityLists(config, isDemo)
    return withTaxonomy({ config, logger, log, opened, http, baseTaxonomy, lists, isDemo, close })
  } catch (error) {
    await opened.close()
    throw error
  }
}

/** The same log and store with the taxonomy as it is now, and what depends on it. */
export async function withTaxonomy(shared: Omit<Platform, 'metrics' | 'taxonomy' | 'company'>): Promise<Platform> {
  const { config, logger, opened, baseTaxonomy, isDemo } = shared
  const { taxonomy, faults } = await editedTaxonomy(baseTaxonomy, opened.store)
  for (const [edit, reason] of faults) logger.warn({ edit }, `an edit of the taxonomy is left out: ${reason}`)
  const anchor = isDemo ? demoAnchor(config.data, Date.now(), false) : undefined
  const company = openCompany(config, { taxonomy, demoAnchor: anchor }, (fault) => logger.warn(fault))
  return { ...shared, metrics: openMetrics(), taxonomy, company }
}

/** Opens the store for a command, embedded or by URL. Migrates the schema unless `migrated` is false. With `unfinished`, also in a data folder that is being restored. With `isBackground`, its queries take one thread of the server. */
export async function openCommand(
  config: Config,
  { migrated = true, unfinished = false, isBackground = false } = {},
): Promise<OpenStore> {
  if (!unfinished) refuseUnfinished(config.data)
  keepPrivate(config.data)
  const opened = await openStore({
    store: config.store,
    cluster: config.storeCluster,
    data: config.data,
    role: 'command',
    isBackground,
    logger: openLogger(config.logLevel),
  })
  if (migrated) await migrate(opened.store)
  return opened
}

/** The lists of the configuration; without any, the demo uses its own. */
export function entityLists(config: Config, isDemo: boolean): EntityLists {
  return isDemo && Object.keys(config.entities).length === 0 ? demoLists : config.entities
}

export const version = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version
