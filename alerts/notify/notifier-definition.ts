import type { Static, TObject, TProperties } from 'typebox'
import type { Http } from '../../infra/http/fetch.ts'
import type { Logger } from '../../infra/logger.ts'
import type { ChangeName } from '../alert/alert.ts'
import type { Notifier } from './notifier.ts'
import { notifiedByDefault } from './settings.ts'

/** What a notifier may use besides its own options. */
export interface NotifierDeps {
  http: Http
  print: (line: string) => void
  /** Base URL of the links in messages. */
  dashboard: string
  /** IANA zone of the times in messages; absent: UTC. */
  timeZone?: string
  logger: Logger
  /** Private addresses that the configuration allows; for protocols other than HTTP. */
  allowPrivate: readonly string[]
  /** Time for one exchange with the service. */
  timeoutMs: number
}

type OptionsOf<Fields extends TProperties> = Static<TObject<Fields>>

/** One kind of notifier: all that the configuration, the registry and the dispatcher need to know about it. */
export interface NotifierDefinition<Name extends string = string, Fields extends TProperties = TProperties> {
  /** Value of `type` in the configuration. */
  type: Name
  /** Its own options. The options of every receiver are added to them. */
  options: Fields
  /** JSON Schema keywords for all options together, such as `anyOf`. */
  constraints?: object
  /** The changes that are sent if `notifyOn` is not configured; absent: `notifiedByDefault`. */
  notifyOn?: (options: OptionsOf<Fields>) => readonly ChangeName[]
  /** Number of notifications sent at the same time; absent: 1, so people get them in order. */
  concurrency?: number
  /** Must not connect before the first notification. `close` ends a connection that is kept. */
  open(
    options: OptionsOf<Fields> & { name: string },
    deps: NotifierDeps,
  ): { notifier: Notifier; close?(): Promise<void> }
}

/** Infers the types of a definition. */
export const defineNotifier = <const Name extends string, Fields extends TProperties>(
  definition: NotifierDefinition<Name, Fields>,
): NotifierDefinition<Name, Fields> => definition

/** Default changes for services that show an alert's current state. */
export const stateChanges: readonly ChangeName[] = [
  ...notifiedByDefault,
  'acknowledged',
  'claimed',
  'released',
  'snoozed',
]
