import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { createKey } from '../../api/identity/key-table.ts'
import { buildApi } from '../../api/server.ts'
import { until } from '../until.ts'
import { hour, iso, itemsOf, now, openCompany, problemOf, type Call } from './company.ts'

const { call, deps, platform, post } = openCompany()

interface Listed {
  id: string
  name: string
  from: string
  by: string | null
}
const list = async (more: Call = {}) => itemsOf<Listed>(await call('GET', '/company-events', { by: 'vic', ...more }))
const report = (by: string, body: object, more: Call = {}) => post('/company-events', by, body, more)
const named = async (id: string) => (await list()).find((issue) => issue.id === id)
const incident = { id: 'strike', kind: 'incident', name: 'Strike', topics: ['delivery'] }

test('known issues are checked, go through the log, and are replaced by their id', async () => {
  expect(problemOf(await report('vic', incident))).toMatch(/^403 viewers/)
  expect(problemOf(await report('petra', { ...incident, topics: ['ap'] }))).toBe('400 there is no topic "ap"')
  expect(problemOf(await report('petra', { ...incident, topics: [] }))).toMatch(/^400 needs topics/)
  expect(problemOf(await report('petra', { ...incident, until: '2026-10-01' }))).toBe('400 until is not after from')
  expect(problemOf(await report('petra', { kind: 'fix', name: 'F', fixes: 'nothing' }))).toBe(
    '400 there is no event "nothing"',
  )
  expect((await report('petra', incident)).status).toBe(202)
  await until('it is stored', async () => (await named('strike')) !== undefined)
  expect(await named('strike')).toMatchObject({ name: 'Strike', by: 'petra', from: iso(now) })
  expect(problemOf(await report('pia', { ...incident, name: 'Snow' }))).toBe(
    '403 only petra, Customer Care and admins may change this event',
  )
  await report('petra', { ...incident, name: 'Strike in the north', fixedAt: iso(now + hour) })
  await until('it is replaced', async () => (await named('strike'))?.name === 'Strike in the north')
  expect((await list()).filter(({ id }) => id === 'strike')).toHaveLength(1)
  expect((await report('pia', { kind: 'fix', name: 'Second carrier', fixes: 'strike' })).status).toBe(202)
})

test('a removed one is gone, and its record stays', async () => {
  await report('petra', { ...incident, id: 'gone' })
  await until('it is stored', async () => (await named('gone')) !== undefined)
  expect(problemOf(await call('DELETE', '/company-events/gone', { by: 'pia' }))).toMatch(/^403 only petra/)
  expect((await call('DELETE', '/company-events/gone', { by: 'sam' })).status).toBe(202)
  await until('it is removed', async () => (await named('gone')) === undefined)
  expect(problemOf(await call('DELETE', '/company-events/gone', { by: 'sam' }))).toBe('404 there is no event "gone"')
  const Row = Type.Object({ by: Type.String(), removed: Type.Boolean(), version: Type.Integer() })
  const rows = await platform().store.select(
    Row,
    "SELECT by, removed, version FROM known_issues FINAL WHERE id = 'gone' ORDER BY version",
  )
  expect(rows).toEqual([
    { by: 'petra', removed: false, version: 1 },
    { by: 'sam', removed: true, version: 2 },
  ])
})

test('those of the file are listed with its faults, and changed only there', async () => {
  const ofFile = { id: 'r', kind: 'release' as const, name: '4.1', fromAt: now - hour, fixes: '' }
  const empty = { topics: [], departments: [], products: [], versions: [] }
  const knownIssueFile = async () => ({ issues: [{ ...ofFile, ...empty }], faults: ['issues.yaml:3: has no id'] })
  const on = await buildApi({ ...deps(), knownIssueFile })
  expect((await list({ on })).find(({ id }) => id === 'r')).toMatchObject({ name: '4.1', by: null })
  expect(JSON.parse((await call('GET', '/company-events', { by: 'vic', on })).text)).toMatchObject({
    faults: ['issues.yaml:3: has no id'],
  })
  const inFile = '409 event "r" stands in the configured file; change it there'
  expect(problemOf(await report('sam', { id: 'r', kind: 'release', name: '4.2' }, { on }))).toBe(inFile)
  expect(problemOf(await call('DELETE', '/company-events/r', { by: 'sam', on }))).toBe(inFile)
  await on.close()
})

test('a CSV file is uploaded: what cannot be saved is named by its line, and the same file again changes nothing', async () => {
  const upload = async (by: string, text: string | Buffer) =>
    (await call('POST', '/company-events.csv', {
      by,
      body: Buffer.from(text),
      headers: { 'content-type': 'text/csv' },
    })) as unknown as { status: number; body: { saved: number; faults: string[] } & { detail: string } }
  const text = [
    'id,kind,name,from,until,fixes,topics',
    'sale,promotion,Sale,2026-10-10,2026-10-12,,',
    ',launch,Kettle K3,2026-10-11,,,product|delivery.late',
    ',incident,Nothing,2026-10-11,,,',
    'x,fix,Second carrier,2026-10-11,,nobody,',
    'strike,incident,Mine now,2026-10-11,,,delivery',
    'of-file,release,4.1,2026-10-11,,,',
    ',fix,Carrier back,2026-10-12,,sale,',
  ].join('\r\n')
  const first = await upload('pia', text)
  expect(first).toMatchObject({ status: 202, body: { saved: 4 } })
  expect(first.body.faults).toEqual([
    'Line 4: needs topics, departments, products or versions, or it would concern every alert',
    'Line 5: there is no event "nobody"',
    'Line 6: only petra, Customer Care and admins may change this event',
  ])
  await until('they are stored', async () => (await named('sale')) !== undefined)
  await upload('pia', text)
  const stored = (await list()).filter(({ name }) => ['Sale', 'Kettle K3', '4.1', 'Carrier back'].includes(name))
  expect(stored.map(({ id }) => id).toSorted()).toEqual([
    'fix:2026-10-12:Carrier back',
    'launch:2026-10-11:Kettle K3',
    'of-file',
    'sale',
  ])
  expect((await upload('vic', text)).status).toBe(403)
  expect(await upload('pia', '')).toMatchObject({ status: 400, body: { detail: 'the file is empty' } })
  expect((await upload('pia', Buffer.from([0xff, 0x00, 0x81]))).body.saved ?? 0).toBe(0)
  expect((await call('POST', '/company-events.csv', { by: 'pia', body: { kind: 'note' } })).status).toBe(415)
})

test('a time that the store cannot hold is refused with its line', async () => {
  const upload = await call('POST', '/company-events.csv', {
    by: 'pia',
    body: Buffer.from(
      'id,kind,name,from,until\nfar,note,Far,20261-10-10,\nlate,note,Late,2026-10-10,2999-01-01\nold,note,Old,1960-01-01,',
    ),
    headers: { 'content-type': 'text/csv' },
  })
  expect(upload.body).toEqual({
    saved: 0,
    faults: [
      'Line 2: from "20261-10-10" is not a time (ISO 8601)',
      'Line 3: until "2999-01-01" is not between 1970 and 2200',
      'Line 4: from "1960-01-01" is not between 1970 and 2200',
    ],
  })
})

test('ten thousand events are enough: others are replaced and removed, and no new one is saved', async () => {
  const { store } = platform()
  await store.insert(
    'known_issues',
    Array.from({ length: 10_000 }, (_, n) => ({
      id: `full${n}`,
      kind: 'note',
      name: 'Full',
      fromAt: now,
      fixes: '',
      topics: [],
      departments: [],
      products: [],
      versions: [],
      by: 'petra',
      savedAt: now,
      removed: false,
      version: 1,
    })),
  )
  const enough = 'there are 10000 events, and no more are kept; remove some first'
  const note = { kind: 'note', name: 'One more' }
  expect(problemOf(await report('petra', note))).toBe(`409 ${enough}`)
  expect((await report('petra', { ...note, id: 'full7' })).status).toBe(202)
  const upload = await call('POST', '/company-events.csv', {
    by: 'petra',
    body: Buffer.from('id,kind,name,from\nfull8,note,Replaced,2026-10-10\nmore,note,More,2026-10-10'),
    headers: { 'content-type': 'text/csv' },
  })
  expect(upload.body).toEqual({ saved: 1, faults: [`Line 3: ${enough}`] })
  await store.command(
    "INSERT INTO known_issues SELECT * REPLACE (true AS removed, 9 AS version) FROM known_issues WHERE id LIKE 'full%'",
  )
  expect((await report('petra', note)).status).toBe(202)
})

// Last: once a key exists, every request needs one.
test('a pipeline reports a release with its API key, and once although it repeats itself', async () => {
  const key = await createKey(platform().store, { person: 'paul' }, now)
  await until('the key is read', async () => (await call('GET', '/company-events')).status === 401)
  const later = await buildApi({ ...deps(), clock: () => now + hour })
  const released = (headers: Record<string, string>, more: Call = {}) =>
    call('POST', '/company-events', { body: { id: 'release-4.2', kind: 'release', name: '4.2' }, headers, ...more })
  expect((await released({})).status).toBe(401)
  const authorization = { authorization: `Bearer ${key}` }
  expect((await released(authorization)).status).toBe(202)
  const all = async () => itemsOf<Listed>(await call('GET', '/company-events', { headers: authorization }))
  await until('it is stored', async () => (await all()).some(({ id }) => id === 'release-4.2'))
  expect((await released(authorization, { on: later })).body).toMatchObject({ from: iso(now) })
  await later.close()
  expect((await all()).filter(({ id }) => id === 'release-4.2')).toMatchObject([{ by: 'paul', from: iso(now) }])
})
