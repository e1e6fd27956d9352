import { Type, type Static } from 'typebox'
import type { Clock } from '../../infra/clock.ts'
import type { Http } from '../../infra/fetch.ts'
import type { Source, WebhookReceiver } from '../source.ts'
import { demo } from './demo/demo.ts'
import { webhook, webhookOptions } from './webhook.ts'

/** What sources are made with besides their own options. */
export interface SourceMeans {
  clock: Clock
  http: Http
  /** The beginning of the demo's story; see `demoAnchor`. */
  demoAnchor: number
}

/** The options of every kind of source, by its `type`. */
export const sourceOptions = {
  demo: Type.Object({ type: Type.Literal('demo') }, { additionalProperties: false }),
  webhook: webhookOptions,
}
export type SourceOptions = Static<(typeof sourceOptions)[keyof typeof sourceOptions]>

/** Opens what the configuration lists; one entry may be several sources. */
export function toSources(options: readonly SourceOptions[], means: SourceMeans): Source[] {
  return options.flatMap((option) => {
    switch (option.type) {
      case 'demo':
        return demo({ anchor: means.demoAnchor, clock: means.clock })
      case 'webhook':
        return []
    }
  })
}

/** The sources that others push to, by name. */
export function toWebhooks(options: readonly SourceOptions[]): Map<string, WebhookReceiver> {
  return new Map(options.filter((option) => option.type === 'webhook').map((option) => [option.name, webhook(option)]))
}
