import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import type { Store } from '../infra/store/store.ts'
import { anchorFile } from '../ingest/sources/demo/clock.ts'
import type { Config } from './config.ts'

type Data = Pick<Config, 'data' | 'sources' | 'store'>

const isDemo = ({ sources }: Data) => sources.length === 0 || sources.some(({ type }) => type === 'demo')
const holdsDemo = ({ data }: Data) => existsSync(join(data, anchorFile))

/** Why own sources may not run on the data of the demo: a name such as `app-store` would go on from the demo's cursor. Empty: they may. */
export const ownOverDemo = (config: Data): string[] =>
  config.store === undefined && !isDemo(config) && holdsDemo(config)
    ? [
        `${config.data} holds the demo, whose mentions would mix with yours: name another folder (\`data: ./own\`), or remove this one`,
      ]
    : []

/** Why the demo may not run: what was imported would mix with its mentions. Empty: it may. A store elsewhere is not judged. */
export async function demoOverOwn(config: Data, store: Store): Promise<string[]> {
  if (config.store !== undefined || !isDemo(config) || holdsDemo(config)) return []
  const [row] = await store.select(Type.Object({ count: Type.Integer() }), 'SELECT count() AS count FROM mentions')
  if (row!.count === 0) return []
  return [
    `${config.data} holds imported mentions, and without sources the demo would add its own: add a source (\`groundswell sources add TYPE\`), or name another folder (\`data: ./demo\`)`,
  ]
}
