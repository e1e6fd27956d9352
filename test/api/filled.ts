import { idleWatch } from '../idle-watch.ts'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { confirmLinks } from '../../alerts/planners/confirm-link.ts'
import type { OrganisationOptions } from '../../alerts/organisation/options.ts'
import { toOrganisation } from '../../alerts/organisation/organisation.ts'
import { planningData } from '../../alerts/planners/planning-data.ts'
import { emptyCompany } from '../../alerts/company.ts'
import { saveAlerts } from '../../alerts/alert/alert-table.ts'
import { accountList } from '../../alerts/accounts/read-accounts.ts'
import { startAlerts } from '../../alerts/alerts.ts'
import type { ApiDeps } from '../../api/request/deps.ts'
import { insertMentions, toMentionRow } from '../../enrich/mentions/mention-table.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { openPipeline } from '../../enrich/enrichers/pipeline.ts'
import { openLog } from '../../app/open-log.ts'
import { openAudit } from '../../infra/audit/audit.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { migrate } from '../../infra/store/migrate.ts'
import { openStore } from '../../infra/store/open-store.ts'
import type { Store } from '../../infra/store/store.ts'
import { redaction } from '../../ingest/redact/redact.ts'
import { saveHealth } from '../../ingest/source-table.ts'
import { demoSources, mentionsOfHour } from '../../ingest/sources/demo/timeline.ts'
import { demoPlanningData, demoLists } from '../../ingest/sources/demo/world.ts'
import { alertNow, hazardPolicy } from '../alerts/make.ts'
import { copyOfBuilt } from '../global-setup.ts'
import { until } from '../until.ts'

const hourMs = 3_600_000
const historyHours = 12 * 24
const liveHours = 8
const stepMs = 20 * 60_000
/** A Thursday noon; the incidents of the demo began in the hours before. */
const anchor = Date.UTC(2026, 9, 15, 12)
export const now = anchor + 20 * 60_000

/** Resolved a week ago, and similar to one of the incidents to come. */
export const pastAlert = alertNow({
  id: 'past',
  title: 'Refund not received: Paylane',
  topic: 'billing.refund',
  departments: ['support'],
  status: 'resolved',
  openedAt: anchor - 7 * 24 * hourMs,
  resolvedAt: anchor - 7 * 24 * hourMs + 5 * hourMs,
  owner: 'Lea',
  verdict: { verdict: 'expected', reason: '', by: 'Lea', at: anchor - 6 * 24 * hourMs },
})

/** Whoever comes first builds it, in a minute on a free machine; the others wait. */
export const filledWithinMs = 450_000

export interface Filled {
  deps: ApiDeps
  store: Store
  /** The folder of the log and the store. */
  data: string
  /** Stops the writer of alerts and deletes the data. */
  close(): Promise<void>
}

/** Business units by region. */
export const regions: OrganisationOptions['units'] = ['North', 'South'].map((region) => ({
  id: region.toLowerCase(),
  match: { region: [region] },
}))

const gates = { mentions: 3, authors: 3, texts: 3, ratio: 1.5 }
const logger = pino({ level: 'silent' })

/** A real store and log with twelve days of the demo, counted, and the alerts found in them; built once for all test files. */
export async function openFilled(): Promise<Filled> {
  const data = mkdtempSync(join(tmpdir(), 'groundswell-api-'))
  await copyOfBuilt('filled', data, build)
  const { store, log, taxonomy, opened, close } = await open(data)
  const stopAlerts = await evaluate({ store, log, taxonomy, clock: () => now })
  return {
    store,
    data,
    deps: {
      host: '127.0.0.1',
      port: 0,
      reader: opened.reader,
      store,
      log,
      clock: () => now,
      taxonomy,
      organisation: toOrganisation({ model: 'hub-and-spoke' }, taxonomy),
      links: confirmLinks(Buffer.alloc(32, 3)),
      logger,
      metrics: openMetrics(),
      storeState: opened.state,
      watch: idleWatch,
      dashboard: join(data, 'nothing'),
      webhooks: new Map(),
      accounts: accountList(accountsFile(data)),
      audit: openAudit({ store, data, clock: Date.now }),
      publish: async () => {},
      version: '1',
      requestsPerMinute: 1_000_000,
    },
    async close() {
      await stopAlerts()
      await close()
      rmSync(data, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function open(data: string) {
  const opened = await openStore({ data, role: 'start', logger })
  await migrate(opened.store)
  const log = await openLog({ log: 'embedded', data, logger })
  const close = async () => {
    await log.close()
    await opened.close()
  }
  return { store: opened.store, opened, log, taxonomy: readTaxonomy(), close }
}

type Opened = Awaited<ReturnType<typeof open>>

const evaluate = (
  { store, log, taxonomy, clock }: Pick<Opened, 'store' | 'log' | 'taxonomy'> & { clock: () => number },
  onEvaluated = () => {},
) =>
  startAlerts({
    log,
    store,
    clock,
    logger,
    taxonomy,
    gates,
    budgetPerWeek: 3,
    hazards: hazardPolicy,
    upliftOf: () => 1,
    tickMs: 100,
    onEvaluated,
    company: {
      ...emptyCompany(taxonomy),
      organisation: toOrganisation({ model: 'dandelion', units: regions }, taxonomy),
      planningData: planningData(fileURLToPath(demoPlanningData)),
    },
  })

async function build(data: string): Promise<void> {
  const { store, log, taxonomy, close } = await open(data)
  await fill(store, taxonomy)
  await saveAlerts(store, [pastAlert])
  await saveHealth(
    store,
    demoSources.map((source) => ({
      source,
      kind: 'stream' as const,
      canary: '',
      canaryAt: 0,
      updatedAt: now,
      ...(source === 'mastodon'
        ? {
            state: 'failing' as const,
            reason: 'the server answers 429',
            frontierAt: now - hourMs,
            lastHeardAt: now - hourMs,
          }
        : { state: 'live' as const, reason: '', frontierAt: now, lastHeardAt: now - 60_000 }),
    })),
  )
  // Evaluate through the hours in which the incidents began, as they would have run live.
  let time = anchor - liveHours * hourMs
  const step = () => void (time = Math.min(now, time + stepMs))
  const stopAlerts = await evaluate({ store, log, taxonomy, clock: () => time }, step)
  await until('the evaluations have reached now', async () => time === now, 160_000)
  await stopAlerts()
  await close()
}

/** A neglected account, an active one, one on an uncovered platform, and a row that cannot be read. */
function accountsFile(data: string): string {
  const file = join(data, 'accounts.csv')
  const posted = new Date(now - hourMs).toISOString()
  const rows = ['mastodon,@halden,,,', `forum,halden,=Lea,DACH,${posted}`, 'tiktok,halden,Kim,,', 'forum,,Kim,,']
  writeFileSync(file, ['platform,handle,owner,unit,last_post_at', ...rows].join('\n'))
  return file
}

async function fill(store: Store, taxonomy: ReturnType<typeof readTaxonomy>): Promise<void> {
  const pipeline = openPipeline(taxonomy, demoLists)
  const toMention = redaction(Buffer.alloc(32, 7))
  const toRow = toMentionRow(taxonomy)
  for (let hour = -historyHours; hour <= 0; hour++) {
    const raws = mentionsOfHour('halden', anchor, hour).filter((mention) => mention.createdAt <= now)
    const mentions = raws.map(({ source, ...raw }) =>
      toMention({ ...raw, backfill: hour < -liveHours }, source, raw.createdAt),
    )
    const found = await pipeline(mentions)
    rows.push(...mentions.map((mention, i) => toRow(mention, found[i]!)))
    if (rows.length > 5_000 || hour === 0) await insertMentions(store, rows.splice(0))
  }
}
const rows: Parameters<typeof insertMentions>[1][number][] = []
