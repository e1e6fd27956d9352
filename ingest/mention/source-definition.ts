import type { Static, TObject } from 'typebox'
import type { Clock } from '../../infra/clock.ts'
import type { Http } from '../../infra/http/fetch.ts'
import type { Source, WebhookReceiver } from './source.ts'

/** What sources need besides their options. */
export interface SourceDeps {
  clock: Clock
  http: Http
  /** The start of the demo's timeline; see `demoAnchor`. */
  demoAnchor: number
}

/** A type of source in the configuration. Each file in ingest/sources exports one, and all.ts lists it. */
export interface SourceDefinition<Type extends string = string, Options extends TObject = TObject> {
  /** The entry's `type` in the configuration. */
  type: Type
  /** Schema of the entry. */
  options: Options
  /** Opens the sources of one entry (the demo has several). Absent for types that receive pushed mentions. */
  open?(options: Static<Options>, deps: SourceDeps): Source[]
  /** Opens the receiver of one entry, for types that receive pushed mentions. */
  receive?(options: Static<Options>): WebhookReceiver
}

/** Returns the definition unchanged. Exists so that TypeScript infers its exact types. */
export const defineSource = <const Type extends string, Options extends TObject>(
  definition: SourceDefinition<Type, Options>,
): SourceDefinition<Type, Options> => definition
