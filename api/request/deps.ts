import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { AssessmentSettings } from '../../alerts/assessment/settings.ts'
import type { Backtests } from '../../alerts/backtest/jobs.ts'
import type { LocalityOf } from '../../alerts/detection/locality.ts'
import type { Organisation } from '../../alerts/organisation/organisation.ts'
import type { PlanningData } from '../../alerts/planners/planning-data.ts'
import type { ConfirmLinks } from '../../alerts/planners/confirm-link.ts'
import type { Audit } from '../../infra/audit/audit.ts'
import type { Clock } from '../../infra/clock.ts'
import type { EventLog } from '../../infra/log/event-log.ts'
import type { Logger } from '../../infra/logger.ts'
import type { GroupWatch } from '../../infra/log/group-watch.ts'
import type { Metrics } from '../../infra/metrics.ts'
import type { SqlReader } from '../../infra/store/sql-reader.ts'
import type { Store } from '../../infra/store/store.ts'
import type { SecondOpinions } from '../../enrich/review/second-opinion.ts'
import type { AccountList } from '../../alerts/accounts/read-accounts.ts'
import type { KnownIssue } from '../../alerts/issues/known-issue.ts'
import type { WorthOptions } from '../../alerts/report/worth-schema.ts'
import type { KnownIssueList } from '../../alerts/issues/read-known-issues.ts'
import type { LabelWith } from '../../enrich/edits/preview.ts'
import type { Erasure } from '../../erasure/erasure.ts'
import type { Provider } from '../identity/provider.ts'
import type { ProxyOptions } from '../identity/proxy.ts'
import type { SessionLimits } from '../identity/sessions.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Received, Source, WebhookReceiver } from '../../ingest/mention/source.ts'

export interface ApiDeps {
  host: string
  port: number
  /** Public URL. Unless it means this machine, requests come from a proxy, and none counts as one from this machine. */
  url?: string | undefined
  /** Whether everybody who reaches the API may use it without a key, as long as none was created. */
  withoutKey?: boolean
  /** Where people sign in; absent: with API keys only. */
  provider?: Provider | undefined
  /** The reverse proxy that names people; absent: none. */
  proxy?: ProxyOptions | undefined
  /** How long sessions of browsers last; `sessionDefaults` if absent. */
  session?: SessionLimits
  /** A read-only store. */
  reader: Store
  /** For queries that people write; absent: none are answered. */
  sql?: SqlReader | undefined
  /** Writes sessions, last uses of credentials, and backtests. Everything else that the API changes goes through the log. */
  store: Store
  log: EventLog
  clock: Clock
  /** Real time, for the lifetime of credentials: the clock of the demo is faster. `Date.now` if absent. */
  realClock?: Clock
  /** Whether the mentions are those of the demo. */
  isDemo?: boolean
  taxonomy: Taxonomy
  /** The taxonomy of the configuration, without what people changed; `taxonomy` if absent. */
  baseTaxonomy?: Taxonomy
  /** Labels texts with another taxonomy; absent: edits of the taxonomy have no preview. */
  labelWith?: LabelWith
  organisation: Organisation
  /** The time zones and holidays that the expected ranges follow; absent: UTC without holidays. */
  localityOf?: LocalityOf
  links: ConfirmLinks
  logger: Logger
  metrics: Metrics
  storeState: () => 'ready' | 'restarting'
  /** Whether the stages make progress. */
  watch: Pick<GroupWatch, 'stages' | 'lag'>
  /** Folder of the built dashboard; may be missing. */
  dashboard: string
  webhooks: ReadonlyMap<string, WebhookReceiver>
  /** The sources of the configuration; absent: none. */
  sources?: readonly Pick<Source, 'name' | 'kind'>[]
  /** The current list of the company's accounts; absent: none. */
  accounts?: () => Promise<AccountList>
  /** The known issues of the configured file; absent: none. */
  knownIssueFile?: () => Promise<KnownIssueList>
  /** The current planning data, for figures per 1,000 units; absent: none. */
  planningData?: () => Promise<Pick<PlanningData, 'items'>>
  /** The planned events of the configuration; absent: none. */
  plannedEvents?: readonly KnownIssue[]
  /** Resolves once the mentions of a webhook are durable, and its rejected items are kept. */
  publish(source: string, received: Received): Promise<void>
  /** Of this program. */
  version: string
  /** Absent: changes are not noted. */
  audit?: Audit
  /** Absent: this process has no routes for backtests. */
  backtests?: Backtests
  /** Absent: this process has no route to erase. */
  erasure?: Erasure
  /** Assumptions about what warnings are worth. */
  worth?: WorthOptions | undefined
  /** What an assessment takes from the configuration; absent: this process has no route for it. */
  assessing?: AssessmentSettings
  /** Absent: no second opinions. */
  secondOpinions?: SecondOpinions | undefined
  /** Mentions that may wait to be stored before webhooks are refused; 200,000 if absent. */
  mostWaiting?: number
  /** Bytes of webhooks' bodies in memory at once; 200 MB if absent. */
  mostWebhookBytes?: number
  /** Rate limit per client address; 1,200 if absent. */
  requestsPerMinute?: number
  /** The same for webhooks; 60,000 if absent. */
  webhooksPerMinute?: number
}

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>
