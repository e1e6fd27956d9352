import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { Organisation } from '../../alerts/organisation/organisation.ts'
import type { ConfirmLinks } from '../../alerts/planners/confirm-link.ts'
import type { Clock } from '../../infra/clock.ts'
import type { EventLog } from '../../infra/log/event-log.ts'
import type { Logger } from '../../infra/logger.ts'
import type { Metrics } from '../../infra/metrics.ts'
import type { Store } from '../../infra/store/store.ts'
import type { SecondOpinions } from '../../enrich/review/second-opinion.ts'
import type { AccountList } from '../../alerts/accounts/read-accounts.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { RawMention, WebhookReceiver } from '../../ingest/mention/source.ts'

export interface ApiDeps {
  host: string
  port: number
  /** Public URL. If it is set and people are configured, the header X-Groundswell-Person is not accepted. */
  url?: string | undefined
  /** A read-only store. */
  reader: Store
  log: EventLog
  clock: Clock
  taxonomy: Taxonomy
  organisation: Organisation
  links: ConfirmLinks
  logger: Logger
  metrics: Metrics
  storeState: () => 'ready' | 'restarting'
  /** Folder of the built dashboard; may be missing. */
  dashboard: string
  webhooks: ReadonlyMap<string, WebhookReceiver>
  /** The current list of the company's accounts; absent: none. */
  accounts?: () => Promise<AccountList>
  /** Resolves once the mentions of a webhook are durable. */
  publish(source: string, raws: RawMention[]): Promise<void>
  /** Absent: no second opinions. */
  secondOpinions?: SecondOpinions | undefined
  /** Rate limit per client address; 1,200 if absent. */
  requestsPerMinute?: number
}

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>
