import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { saveSilences, silencesTopic } from '../../alerts/notify/silence-table.ts'
import { insertMentions } from '../../enrich/mentions/mention-table.ts'
import { folded, sqlFolded } from '../../erasure/forms.ts'
import { mentionsTopic } from '../../ingest/mention/mention.ts'
import { openRejects } from '../../ingest/rejects.ts'
import { mentionRow } from '../alerts/make.ts'
import { openLogAndStore } from '../open-platform.ts'
import { erasureOf, mentionsOf, now } from './planted.ts'

let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
  mkdirSync(join(platform.data, 'rejects'))
})
afterAll(() => platform.close())

let count = 0
/** One mention in the store, one in the log only, and a rejected item, all of this handle. */
async function plant(handle: string): Promise<void> {
  const { store, log, data } = platform
  const n = ++count
  const row = { id: `forum:${handle}-${n}`, createdAt: now, version: now, authorKey: `k${n}`, authorHandle: handle }
  await insertMentions(store, [mentionRow({ ...row, text: `The parcel of ${handle} is late` })])
  const author = { id: handle, handle }
  const raw = { nativeId: `${handle}-log-${n}`, createdAt: now, text: `It was ${handle} again`, author }
  await log.publish(mentionsTopic, mentionsOf(platform as never, [raw]))
  openRejects(data, 'forum').add({ at: 'item 1', reason: 'no time', row: { author: handle } })
}

/** A handle, how another person wrote it, and how it is asked for. */
const names = [
  ['\u0130smail_k', 'ISMA\u0130L_K', 'ismail_k'],
  ['ismet.yarin', '\u0130SMET.YARIN', '\u0130smet.Yarin'],
  ['nguy\u1ec5nquang', 'nguy\u00ea\u0303nquang', 'NGUYE\u0302\u0303NQUANG'],
  ['vi\u1ec7t_anh', 'vi\u00ea\u0323t_anh', 'vie\u0323\u0302t_anh'],
  ['tr\u00e2\u0300nminh', 'tr\u1ea7nminh', 'TR\u1ea6NMINH'],
  ['\u039d\u0399\u039a\u039f\u03a3', '\u03bd\u03b9\u03ba\u03bf\u03c2', '\u03bd\u03b9\u03ba\u03bf\u03c3'],
  [
    '\u0398\u03b5\u03cc\u03b4\u03c9\u03c1\u03bf\u03c2',
    '\u0398\u0395\u039f\u0301\u0394\u03a9\u03a1\u039f\u03a3',
    '\u03b8\u03b5\u03cc\u03b4\u03c9\u03c1\u03bf\u03c3',
  ],
  ['z\u0307\u00f3\u0142ty_jan', '\u017b\u00d3\u0141TY_JAN', '\u017co\u0301\u0142ty_jan'],
  ['gro\u00dfmann', 'GRO\u1e9eMANN', 'Gro\u00dfmann'],
  ['\uae40\ubbfc\uc900\uc218', '\uae40\ubbfc\uc900\uc218'.normalize('NFD'), '\uae40\ubbfc\uc900\uc218'],
  [
    '\u0441\u0435\u0440\u0433\u0435\u0439',
    '\u0421\u0415\u0420\u0413\u0415\u0418\u0306',
    '\u0421\u0435\u0440\u0433\u0435\u0439',
  ],
  ['\u00c5sa_\u00d6berg', 'A\u030aSA_O\u0308BERG', '\u00e5sa_o\u0308berg'],
  ['\u01c5urica', '\u01c4URICA', '\u01c6urica'],
] as const

describe.each(names)('%s is also %s, and is asked for as %s', (handle, written, asked) => {
  const others = ['ismailov wrote, and nikosia', `${written}a and a${written} are others`]
  test.each(['author', 'match'] as const)(
    'by %s: nothing is left in the store, the log and the files',
    async (kind) => {
      const { store, log } = platform
      await plant(handle)
      const silence = (reason: string) => {
        const span = { fromAt: now, untilAt: now + 1, actingOnly: false, by: 'kim', version: 1 }
        return { id: `s${++count}`, matches: {}, reason, ...span }
      }
      const silences = [`${written} knows, @${written} too`, ...others].map(silence)
      await log.publish(silencesTopic, silences)
      await saveSilences(store, silences)
      const report = await erasureOf(platform).erase(
        kind === 'author' ? { kind, author: asked } : { kind, text: asked },
        'kim',
      )
      expect(report.mentions).toBe(2)
      expect(report.places.filter(({ remaining }) => remaining > 0)).toEqual([])
      expect(report.places.find(({ place }) => place === 'rejected items')?.found).toBe(1)
      const reasons = await store.select(
        Type.Object({ reason: Type.String() }),
        'SELECT reason FROM silences FINAL WHERE id IN {ids: Array(String)}',
        { ids: silences.map(({ id }) => id) },
      )
      const left = kind === 'author' ? others : [others[0], '[erased]a and a[erased] are others']
      const clean = kind === 'author' ? '[erased] knows, [erased] too' : '[erased] knows, @[erased] too'
      expect(new Set(reasons.map(({ reason }) => reason))).toEqual(new Set([clean, ...left]))
      const before = silences.map(({ reason }) => reason).filter((reason) => !left.includes(reason))
      const inLog: string[] = []
      await log.rewrite(({ value }) => void inLog.push(value), { dryRun: true })
      expect(inLog.filter((value) => before.some((reason) => value.includes(reason)))).toEqual([])
    },
  )
})

test('the store compares as the erasure does', async () => {
  const written = names.flat().flatMap((name) => [name, name.normalize('NFD'), name.toUpperCase(), name.toLowerCase()])
  const texts = [
    ...written,
    'a\u0307i\u0307I\u0307\u0130',
    '\u03a3\u03c2\u03c3 \u039f\u0394\u039f\u03a3',
    '\ud800',
    '\u0131I',
    '',
  ]
  const rows = await platform.store.select(
    Type.Object({ form: Type.String() }),
    `SELECT ${sqlFolded('t')} AS form FROM (SELECT arrayJoin({texts: Array(String)}) AS t)`,
    { texts: texts.map((text) => text.toWellFormed()) },
  )
  expect(rows.map(({ form }) => form)).toEqual(texts.map((text) => folded(text.toWellFormed())))
})
