import { fileURLToPath } from 'node:url'
import { toLocalities } from '../alerts/detection/locality.ts'
import { confirmLinks } from '../alerts/planners/confirm-link.ts'
import { allKeys } from '../api/request/key-table.ts'
import { startApi } from '../api/server.ts'
import { startSecondOpinions } from '../enrich/review/second-opinion.ts'
import type { Clock } from '../infra/clock.ts'
import type { GroupWatch } from '../infra/log/group-watch.ts'
import { isLoopback } from '../infra/public-address.ts'
import type { Stop } from '../infra/stop.ts'
import type { Store } from '../infra/store/store.ts'
import { mentionsTopic } from '../ingest/mention/mention.ts'
import type { Received } from '../ingest/mention/source.ts'
import { authorSecret } from '../ingest/redact/author-secret.ts'
import { redaction } from '../ingest/redact/redact.ts'
import { openSuppressions } from '../ingest/redact/suppressions.ts'
import { openRejects } from '../ingest/rejects.ts'
import { toWebhooks } from '../ingest/sources/registry.ts'
import { startAudit } from './api-audit.ts'
import type { Config } from './config.ts'
import { platformErasure } from './erase.ts'
import type { Platform } from './platform.ts'
import { sourcesOf } from './sources.ts'

async function refuseOpenAddress({ host, withoutKey }: Config['api'], store: Store): Promise<void> {
  if (withoutKey || isLoopback(host) || (await allKeys(store)).length > 0) return
  throw new Error(
    `api.host is ${host}, which other machines reach, and there is no API key: create one with \`groundswell keys create PERSON\`, or set api.withoutKey if a proxy with a sign-in of its own stands before it`,
  )
}

/** Starts the API and the dashboard. @throws Error when other machines reach the address, and no API key exists */
export async function runApi(
  platform: Platform,
  clock: Clock,
  watch: GroupWatch,
): Promise<{ url: string; stop: Stop }> {
  const { config, log, opened, logger, taxonomy, company, metrics } = platform
  await refuseOpenAddress(config.api, opened.store)
  const toMention = redaction(authorSecret(config.data), config.redaction)
  const webhooks = toWebhooks(config.sources)
  const suppressions = openSuppressions(opened.store, authorSecret(config.data))
  const { secondOpinionsPerMinute } = config.enrich
  const secondOpinions =
    secondOpinionsPerMinute > 0
      ? startSecondOpinions({
          perMinute: secondOpinionsPerMinute,
          departments: taxonomy.departments.map(({ id }) => id),
        })
      : undefined
  const { audit, stop: stopAudit } = await startAudit(platform)
  const api = await startApi({
    audit,
    ...config.api,
    reader: opened.reader,
    log,
    clock,
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
    accounts: company.accounts,
    knownIssueFile: company.knownIssueFile,
    publish: async (source: string, { mentions, rejected }: Received) => {
      const rejects = openRejects(config.data, source, { redaction: config.redaction })
      for (const item of rejected) rejects.add(item)
      const received = mentions.map((raw) => toMention(raw, source, clock()))
      const kept = await suppressions.withoutErased(received)
      metrics.events.inc({ stage: 'ingest', outcome: 'rejected' }, received.length - kept.length)
      if (kept.length > 0) await log.publish(mentionsTopic, kept)
    },
    secondOpinions,
    erasure: platformErasure(platform, async () => true),
  })
  const stop = async () => {
    await api.stop()
    await stopAudit()
    await secondOpinions?.stop()
  }
  return { url: api.url, stop }
}
