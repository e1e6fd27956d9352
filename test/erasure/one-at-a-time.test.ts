import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertMentions } from '../../enrich/mentions/mention-table.ts'
import { deleteRemoved } from '../../erasure/removed-mentions.ts'
import type { Store } from '../../infra/store/store.ts'
import { mentionRow } from '../alerts/make.ts'
import { openLogAndStore } from '../open-platform.ts'
import { erasureOf, now } from './planted.ts'

const dayMs = 86_400_000
const people = ['zorblaxian', 'marnoflip', 'vextrimble']
let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
  // Of three months: each person has mentions in two of them.
  const at = [now, now - 31 * dayMs, now - 62 * dayMs]
  await insertMentions(
    platform.store,
    [...people, 'kim'].flatMap((handle, i) =>
      [0, 1].map((n) =>
        mentionRow({
          id: `forum:${handle}-${n}`,
          createdAt: at[(i + n) % at.length]!,
          authorKey: handle,
          authorHandle: handle,
          text: `The parcel of ${handle} is late`,
          version: now,
        }),
      ),
    ),
  )
})
afterAll(() => platform.close())

/** An erasure of a process of its own, and what it tells the store to change in the table of mentions. */
function processOf(name: string, statements: string[]) {
  const { store } = platform
  const told: Store = {
    ...store,
    command(sql, params) {
      if (/^(ALTER TABLE|INSERT INTO) (mentions|corrections)\b/.test(sql)) statements.push(`${name} ${sql}`)
      return store.command(sql, params)
    },
  }
  return erasureOf({ ...platform, store: told })
}

test('erasures of one store run one after the other, in one process and in several, and rewrite only the months concerned', async () => {
  const statements: string[] = []
  const first = processOf('first', statements)
  const second = processOf('second', statements)
  const reports = await Promise.all([
    first.erase({ kind: 'author', author: people[0]! }, 'kim'),
    second.erase({ kind: 'author', author: people[1]! }, 'kim'),
    first.erase({ kind: 'author', author: people[2]! }, 'kim'),
  ])
  for (const { mentions, places } of reports) {
    expect(mentions).toBe(2)
    expect(places.filter(({ remaining }) => remaining > 0)).toEqual([])
  }
  const order = statements.map((statement) => statement.split(' ')[0]!)
  const turns = order.filter((name, i) => name !== order[i - 1])
  // Two turns of the first process may follow each other, or have the second one between them.
  expect([
    ['first', 'second'],
    ['second', 'first'],
    ['first', 'second', 'first'],
  ]).toContainEqual(turns)
  const deletions = statements.filter((statement) => statement.includes('ALTER TABLE mentions DELETE'))
  expect(
    deletions
      .map((statement) => /IN PARTITION ID '(\d+)'/.exec(statement)?.[1] ?? '')
      .toSorted((a, b) => a.localeCompare(b)),
  ).toEqual(['202608', '202608', '202609', '202609', '202610', '202610'])
  const left = await platform.store.select(
    Type.Object({ text: Type.String() }),
    "SELECT text FROM mentions WHERE text != '' ORDER BY text",
  )
  expect(left.map(({ text }) => text)).toEqual(['The parcel of kim is late', 'The parcel of kim is late'])
}, 120_000)

test('the nightly deletion waits for an erasure, and a stop ends the waiting', async () => {
  const { store, log, logger } = platform
  await store.command("CREATE TABLE erasure_lock (a UInt8) ENGINE = Memory COMMENT 'of an erasure'")
  const deps = { store, log, logger, isShared: async () => false }
  await expect(deleteRemoved(deps, AbortSignal.timeout(700))).rejects.toThrow()
  await store.command('DROP TABLE erasure_lock')
  // Nothing quotes a mention that was removed.
  await deleteRemoved(deps, AbortSignal.timeout(60_000))
})
