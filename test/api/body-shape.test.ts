import { expect, test } from 'vitest'
import { refuseOddShape } from '../../api/request/body-shape.ts'
import { now, openCompany, links, problemOf } from './company.ts'

const { call, post } = openCompany()
const fieldsOf = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`field${i}`, 1]))
const nested = (levels: number): object => (levels === 1 ? {} : { a: nested(levels - 1) })

test('a body whose objects have hundreds of fields is refused before the schema lists every one', async () => {
  const odd = '400 an object of the body has more than 300 fields'
  for (const body of [fieldsOf(301), { matches: fieldsOf(60_000) }])
    expect(problemOf(await post('/silences', 'sam', body))).toBe(odd)
  expect(problemOf(await post('/silences', 'sam', fieldsOf(300)))).not.toBe(odd)
})

test('a body is at most 32 levels deep; lists are as long as their schema says, bytes are left alone', async () => {
  expect(problemOf(await post('/silences', 'sam', nested(33)))).toBe('400 the body is nested more than 32 levels deep')
  for (const body of [nested(32), Array.from({ length: 1_000 }, () => 1), Buffer.alloc(1_000), 'text', undefined, null])
    expect(() => refuseOddShape(body)).not.toThrow()
})

test('what anybody may send is small', async () => {
  const token = links.toToken({ alertId: 'none', person: 'sam' }, now)
  const paths = { '/session': 2_000, [`/confirmations/${token}`]: 16_000 }
  for (const [path, limit] of Object.entries(paths)) {
    expect((await call('POST', path, { body: { a: 'a'.repeat(limit) } })).status).toBe(413)
    expect((await call('POST', path, { body: { a: 'a'.repeat(limit - 100) } })).status).toBe(400)
  }
})
