import { Type, type Static } from 'typebox'
import type { Clock } from '../../infra/clock.ts'
import type { Http } from '../../infra/fetch.ts'
import type { Source } from '../source.ts'
import { demo } from './demo/demo.ts'

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
}
export type SourceOptions = Static<(typeof sourceOptions)[keyof typeof sourceOptions]>

/** Opens what the configuration lists; one entry may be several sources. */
export function toSources(options: readonly SourceOptions[], means: SourceMeans): Source[] {
  return options.flatMap((option) => {
    switch (option.type) {
      case 'demo':
        return demo({ anchor: means.demoAnchor, clock: means.clock })
    }
  })
}
