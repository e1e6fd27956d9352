import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertMentions } from '../../enrich/mentions/mention-table.ts'
import type { ErasureRequest } from '../../erasure/request.ts'
import { mentionsTopic } from '../../ingest/mention/mention.ts'
import { authorSecret } from '../../ingest/redact/author-secret.ts'
import { openSuppressions } from '../../ingest/redact/suppressions.ts'
import { openRejects } from '../../ingest/rejects.ts'
import { mentionRow } from '../alerts/make.ts'
import { openLogAndStore } from '../open-platform.ts'
import { erasureOf, mentionsOf, now } from './planted.ts'
import { filesWith } from './search.ts'

const composed = 'Jos\u00e9quix'
const decomposed = 'Jose\u0301quix'
let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
  mkdirSync(join(platform.data, 'rejects'))
})
afterAll(() => platform.close())

let count = 0
/** One mention in the store, one in the log only, and a rejected item, all with this spelling. */
async function plant(name: string): Promise<{ stored: string; logged: string }> {
  const { store, log, data } = platform
  const n = ++count
  const stored = `forum:${name}-${n}`
  const row = { id: stored, createdAt: now, version: now, authorKey: `k${n}`, authorHandle: name }
  await insertMentions(store, [mentionRow({ ...row, text: `The parcel of ${name} is late` })])
  const raw = {
    nativeId: `${name}-log-${n}`,
    createdAt: now,
    text: `It was ${name} again`,
    author: { id: name, handle: name },
  }
  const [mention] = mentionsOf(platform as never, [raw])
  await log.publish(mentionsTopic, [mention!])
  openRejects(data, 'forum').add({ at: 'item 1', reason: 'no time', row: { author: name } })
  openRejects(data, 'forum').add({ at: 'item 2', reason: 'no time', row: { author: 'josequix' } })
  return { stored, logged: mention!.id }
}

const spellings = [
  [composed, decomposed],
  [decomposed, composed],
] as const

describe.each(spellings)('%j is stored, and %j is asked for', (written, asked) => {
  test.each([
    { kind: 'author', author: asked },
    { kind: 'author', author: `@${asked.toLowerCase()}` },
    { kind: 'match', text: asked.toUpperCase() },
  ] satisfies ErasureRequest[])('%j finds the mentions and the rejected items', async (request) => {
    await plant(written)
    const report = await erasureOf(platform).erase(request, 'kim')
    expect(report.mentions).toBe(2)
    expect(report.places.filter(({ remaining }) => remaining > 0)).toEqual([])
    expect(report.places.find(({ place }) => place === 'rejected items')?.found).toBe(1)
    expect(filesWith(join(platform.data, 'rejects'), ['item 1'])).toEqual([])
    expect(filesWith(join(platform.data, 'rejects'), ['josequix']).length).toBe(1)
  })

  test('a mention is found by its id, and does not come back', async () => {
    const { stored, logged } = await plant(written)
    for (const id of [stored, logged]) {
      const other = id.normalize(id.normalize('NFC') === id ? 'NFD' : 'NFC')
      expect((await erasureOf(platform).erase({ kind: 'mention', id: other }, 'kim')).mentions).toBe(1)
    }
    const [again] = mentionsOf(platform as never, [
      { nativeId: logged.slice('forum:'.length), createdAt: now, text: 'once more' },
    ])
    const suppressions = openSuppressions(platform.store, authorSecret(platform.data))
    expect(await suppressions.withoutErased([again!])).toEqual([])
  })
})
