import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertMentions } from '../../enrich/mentions/mention-table.ts'
import { startRelabel } from '../../enrich/relabel/relabel-table.ts'
import { openErasure } from '../../erasure/erasure.ts'
import { ErasureUnfinished } from '../../erasure/unfinished.ts'
import type { Store } from '../../infra/store/store.ts'
import { authorSecret } from '../../ingest/redact/author-secret.ts'
import { mentionRow } from '../alerts/make.ts'
import { openLogAndStore } from '../open-platform.ts'
import { now } from './planted.ts'

let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
})
afterAll(() => platform.close())

const stored = (id: string) =>
  mentionRow({ id, createdAt: now, version: now, authorKey: id, authorHandle: 'zorblaxian' })

/** Why an erasure is not finished while no process of enrich answers. */
async function whyUnfinished(store: Store = platform.store): Promise<string> {
  const { log, logger, data } = platform
  const isShared = async () => true
  const deps = {
    store,
    log,
    logger,
    data,
    secret: authorSecret(data),
    listed: new Set<string>(),
    isShared,
    reachMs: 800,
  }
  const error: unknown = await openErasure(deps)
    .erase({ kind: 'author', author: 'zorblaxian' }, 'kim')
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ErasureUnfinished)
  expect((error as Error).cause).toBeDefined()
  return (error as Error).message
}

test('it is said whether labels are being made, or were left half done by a process that is gone', async () => {
  await insertMentions(platform.store, [stored('forum:1')])
  expect(await whyUnfinished()).toMatch(/^no process stores mentions now: start one .*, and erase again$/)

  await startRelabel(platform.store, { id: 'r1', modelVersion: 'm', taxonomyVersion: 't', fromAt: now, rows: 1 })
  expect(await whyUnfinished()).toMatch(/half done.*did not go on.*start one/)

  const relabelling = (async () => {
    for (let n = 2; n < 40; n++) {
      await insertMentions(platform.store, [stored(`forum:${n}`)])
      await pause(200)
    }
  })()
  expect(await whyUnfinished()).toMatch(/are being given the labels of the current version.*erase again later/)
  await relabelling
}, 60_000)

test('an erasure whose lock another process has stops, says so, and leaves that lock alone', async () => {
  const { store } = platform
  let isTaken = false
  const slow: Store = {
    ...store,
    async insert(table, rows, onRefused) {
      if (!isTaken) {
        isTaken = true
        await store.command("ALTER TABLE erasure_lock MODIFY COMMENT 'of another'")
        await pause(9_000)
      }
      await store.insert(table, rows, onRefused)
    },
  }
  expect(await whyUnfinished(slow)).toMatch(/^erasure_lock was lost: .*: erase again$/)
  await expect(store.command("ALTER TABLE erasure_lock MODIFY COMMENT 'still there'")).resolves.toBeUndefined()
  await store.command('DROP TABLE erasure_lock SYNC')
}, 60_000)
