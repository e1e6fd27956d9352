import { Type, type Static } from 'typebox'
import type { Clock } from '../../infra/clock.ts'
import type { Http } from '../../infra/http/fetch.ts'
import { UsageError } from '../../infra/verb.ts'
import type { Source, WebhookReceiver } from '../mention/source.ts'
import { demo } from './demo/demo.ts'
import { feed, feedOptions } from './feed.ts'
import { file, fileOptions } from './file.ts'
import { webhook, webhookOptions } from './webhook.ts'

/** What sources are made with besides their own options. */
export interface SourceDeps {
  clock: Clock
  http: Http
  /** The beginning of the demo's story; see `demoAnchor`. */
  demoAnchor: number
}

/** The options of every kind of source, by its `type`. */
export const sourceOptions = {
  demo: Type.Object({ type: Type.Literal('demo') }, { additionalProperties: false }),
  feed: feedOptions,
  file: fileOptions,
  webhook: webhookOptions,
}
export type SourceOptions = Static<(typeof sourceOptions)[keyof typeof sourceOptions]>

/** Opens what the configuration lists; one entry may be several sources. @throws UsageError for a name that stands twice. */
export function toSources(options: readonly SourceOptions[], means: SourceDeps): Source[] {
  const names = options.map((option) => ('name' in option ? option.name : option.type))
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw new UsageError(`sources: the name ${twice} stands twice`)
  return options.flatMap((option) => {
    switch (option.type) {
      case 'demo':
        return demo({ anchor: means.demoAnchor, clock: means.clock })
      case 'feed':
        return feed(option, means)
      case 'file':
        return file(option)
      case 'webhook':
        return []
    }
  })
}

/** The sources that others push to, by name. */
export function toWebhooks(options: readonly SourceOptions[]): Map<string, WebhookReceiver> {
  return new Map(options.filter((option) => option.type === 'webhook').map((option) => [option.name, webhook(option)]))
}
