import type { Static, TObject } from 'typebox'
import type { Clock } from '../../infra/clock.ts'
import type { Http } from '../../infra/http/fetch.ts'
import type { Logger } from '../../infra/logger.ts'
import type { Paces } from '../../infra/http/pace.ts'
import type { Matcher } from '../match/matcher.ts'
import type { Source, WebhookReceiver } from './source.ts'

/** What sources need besides their options. */
export interface SourceDeps {
  clock: Clock
  http: Http
  logger: Logger
  /** The pace of each credential; sources that share one share its pace. */
  paces: Paces
  /** Hosts with a private address that may be connected to; for protocols other than HTTP. */
  allowPrivate: readonly string[]
  /** Finds what `watch` lists, for sources that deliver what everybody writes. */
  matcher: Matcher
  /** Which mentions of a source are stored: their native ids, of those with one of these ids or prefixes. */
  stored(source: string, wanted: { ids: readonly string[]; prefixes: readonly string[] }): Promise<Set<string>>
  /** Called with the name of a source and the status of each response to it. */
  onResponse?: (source: string, status: number) => void
  /** For a source whose canary is a query; see ProbeDeps. */
  probe?: ((since: number) => Source) | undefined
  /** The start of the demo's timeline; see `demoAnchor`. */
  demoAnchor: number
}

/** `pagination` and `needs a parameter`. */
export interface OptionFault {
  key: string
  fault: string
}

/** A type of source in the configuration. Each file in ingest/sources exports one, and all.ts lists it. */
export interface SourceDefinition<Type extends string = string, Options extends TObject = TObject> {
  /** The entry's `type` in the configuration. */
  type: Type
  /** Schema of the entry. */
  options: Options
  /** What the schema cannot say: the fault (a sentence without a subject) of a key. Absent: nothing. */
  faults?(options: Static<Options>): OptionFault[]
  /** How many days the terms of the service allow to keep a text. Absent: they set no limit. */
  mostDays?: number
  /** The options with another query, for a canary. Absent: the type has no query, or asking costs money. */
  withQuery?(options: Static<Options>, query: string): Static<Options>
  /** Opens the sources of one entry (the demo has several). Absent for types that receive pushed mentions. */
  open?(options: Static<Options>, deps: SourceDeps): Source[]
  /** Opens the receiver of one entry, for types that receive pushed mentions. */
  receive?(options: Static<Options>): WebhookReceiver
}

/** Returns the definition unchanged. Exists so that TypeScript infers its exact types. */
export const defineSource = <const Type extends string, Options extends TObject>(
  definition: SourceDefinition<Type, Options>,
): SourceDefinition<Type, Options> => definition
