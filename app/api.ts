import { plannedAsIssues } from '../alerts/issues/planned-as-issues.ts'
import { fileURLToPath } from 'node:url'
import { openBacktests, type Backtests } from '../alerts/backtest/jobs.ts'
import { toLocalities } from '../alerts/detection/locality.ts'
import { confirmLinks } from '../alerts/planners/confirm-link.ts'
import { allKeys } from '../api/identity/key-table.ts'
import { openProvider } from '../api/identity/provider.ts'
import { startApi, type ApiDeps } from '../api/server.ts'
import { startSecondOpinions } from '../enrich/review/second-opinion.ts'
import type { Clock } from '../infra/clock.ts'
import type { Http } from '../infra/http/fetch.ts'
import type { EventLog } from '../infra/log/event-log.ts'
import { publishWithin } from '../infra/log/publish-within.ts'
import type { GroupWatch } from '../infra/log/group-watch.ts'
import { isLoopback } from '../infra/public-address.ts'
import type { Stop } from '../infra/stop.ts'
import type { Store } from '../infra/store/store.ts'
import { openThread } from '../infra/thread.ts'
import { mentionsTopic } from '../ingest/mention/mention.ts'
import type { Received } from '../ingest/mention/source.ts'
import { authorSecret } from '../ingest/redact/author-secret.ts'
import { redaction } from '../ingest/redact/redact.ts'
import { openSuppressions } from '../ingest/redact/suppressions.ts'
import { openRejects } from '../ingest/rejects.ts'
import { toWebhooks } from '../ingest/sources/registry.ts'
import { startAudit } from './api-audit.ts'
import { assessmentSettings } from './assessment.ts'
import { ruleInForce } from './backtest-input.ts'
import type { Config } from './config.ts'
import { platformErasure } from './erase.ts'
import { version, type Platform } from './platform.ts'
import { sourcesOf } from './sources.ts'

/** Shorter than the time-outs of those who send webhooks: 10 s at GitHub and Zendesk. */
const publishWithinMs = 5_000

async function refuseOpenAddress({ api, signIn }: Config, store: Store): Promise<void> {
  const { host, withoutKey, proxy } = api
  if (withoutKey || signIn || proxy || isLoopback(host) || (await allKeys(store)).length > 0) return
  throw new Error(
    `api.host is ${host}, which other machines reach, and there is no API key: create one with \`groundswell keys create PERSON\`, or set api.withoutKey if a proxy with a sign-in of its own stands before it`,
  )
}

/** How people sign in, and for how long. */
function signInOf(
  { signIn, data, api }: Config,
  http: Http,
): Pick<ApiDeps, 'withoutKey' | 'provider' | 'proxy' | 'session'> {
  return {
    withoutKey: api.withoutKey,
    provider: signIn && openProvider(signIn, { http, secret: authorSecret(data), clock: Date.now }),
    proxy: api.proxy,
    session: { idleMs: api.session.idleHours * 3_600_000, longestMs: api.session.days * 86_400_000 },
  }
}

/** What webhooks receive goes to the log, redacted; what is unreadable to the rejected items. */
function publisherOf(
  { config, opened, metrics }: Platform,
  { log, clock }: { log: Pick<EventLog, 'publish'>; clock: Clock },
): ApiDeps['publish'] {
  const toMention = redaction(authorSecret(config.data), config.redaction)
  const suppressions = openSuppressions(opened.store, authorSecret(config.data))
  return async (source: string, { mentions, rejected }: Received) => {
    const rejects = openRejects(config.data, source, { redaction: config.redaction })
    for (const item of rejected) rejects.add(item)
    const received = mentions.map((raw) => toMention(raw, source, clock()))
    const kept = await suppressions.withoutErased(received)
    metrics.events.inc({ stage: 'ingest', outcome: 'rejected' }, received.length - kept.length)
    if (kept.length > 0) await log.publish(mentionsTopic, kept)
  }
}

/** What the company knows beside its organisation. */
function companyOf({
  config,
  company,
  isDemo,
}: Platform): Pick<ApiDeps, 'accounts' | 'knownIssueFile' | 'planningData' | 'plannedEvents' | 'worth' | 'assessing'> {
  const { accounts, knownIssueFile, planningData, worth } = company
  return {
    accounts,
    knownIssueFile,
    planningData,
    plannedEvents: plannedAsIssues(config.plannedEvents),
    worth,
    assessing: assessmentSettings(config, { isDemo }),
  }
}

/** Backtests replay in a thread of their own, which has the lowest priority and little memory. */
function backtestsOf({ config, opened, logger, isDemo }: Platform): Backtests {
  const program = new URL('./backtest-worker.ts', import.meta.url)
  return openBacktests({
    store: opened.store,
    logger,
    clock: Date.now,
    inForce: ruleInForce(config),
    openThread: () => openThread(program, { config, isDemo }, { maxOldGenerationSizeMb: backtestMb }),
  })
}
const backtestMb = 1_024

/** Starts the API and the dashboard. @throws Error when other machines reach the address, and no API key exists */
export async function runApi(
  platform: Platform,
  clock: Clock,
  watch: GroupWatch,
): Promise<{ url: string; stop: Stop }> {
  const { config, log, opened, logger, taxonomy, company, metrics, http, isDemo } = platform
  await refuseOpenAddress(config, opened.store)
  const answering = publishWithin(log, publishWithinMs)
  const webhooks = toWebhooks(config.sources)
  const { secondOpinionsPerMinute } = config.enrich
  const secondOpinions =
    secondOpinionsPerMinute > 0
      ? startSecondOpinions({
          perMinute: secondOpinionsPerMinute,
          departments: taxonomy.departments.map(({ id }) => id),
        })
      : undefined
  const { audit, stop: stopAudit } = await startAudit(platform)
  const backtests = backtestsOf(platform)
  const api = await startApi({
    version,
    audit,
    host: config.api.host,
    port: config.api.port,
    url: config.api.url,
    ...signInOf(config, http),
    reader: opened.reader,
    store: opened.store,
    log: { ...log, publish: answering.publish },
    clock,
    isDemo,
    taxonomy,
    organisation: company.organisation,
    localityOf: toLocalities(config, company.organisation.departments, taxonomy),
    links: confirmLinks(authorSecret(config.data)),
    logger,
    metrics,
    storeState: opened.state,
    watch,
    dashboard: fileURLToPath(new URL('../dist/dashboard', import.meta.url)),
    webhooks,
    sources: [
      ...sourcesOf(platform, clock).map(({ name, kind }) => ({ name, kind })),
      ...[...webhooks.keys()].map((name) => ({ name, kind: 'webhook' as const })),
    ],
    publish: publisherOf(platform, { log: answering, clock }),
    secondOpinions,
    ...companyOf(platform),
    backtests,
    erasure: platformErasure(platform, async () => true),
  })
  const stop = async () => {
    await api.stop()
    await backtests.stop()
    await stopAudit()
    await secondOpinions?.stop()
  }
  return { url: api.url, stop }
}
