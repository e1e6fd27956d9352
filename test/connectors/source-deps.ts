import pino from 'pino'
import { openHttp } from '../../infra/http/fetch.ts'
import { openPaces } from '../../infra/http/pace.ts'
import { openMatcher } from '../../ingest/match/matcher.ts'
import type { SourceDeps } from '../../ingest/mention/source-definition.ts'

/** What sources need, at the time of `clock`: only this machine is reached, nothing is stored and nothing is looked for. */
export function sourceDeps(over: Partial<SourceDeps> = {}): SourceDeps {
  const clock = over.clock ?? Date.now
  const logger = pino({ level: 'silent' })
  return {
    clock,
    http: openHttp({ allowPrivate: ['127.0.0.1'], logger }),
    logger,
    paces: openPaces({ clock }),
    allowPrivate: ['127.0.0.1'],
    matcher: openMatcher([]),
    stored: async () => new Set(),
    demoAnchor: 0,
    ...over,
  }
}
