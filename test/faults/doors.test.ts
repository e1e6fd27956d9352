import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { Type } from 'typebox'
import { Webhook } from 'standardwebhooks'
import { afterAll, describe, expect, test } from 'vitest'
import { noProc, openPrograms, output } from '../flow/program.ts'
import { until } from '../until.ts'
import { withStore } from './check.ts'
import { openProduct, secret, type Product } from './product.ts'

/** 1 in `npm test`; each has other records. */
const rounds = Math.ceil(Number(process.env['FAULT_ROUNDS'] ?? 1) / 10)
const [records, neighbours] = [400, 40]

const programs = openPrograms()
afterAll(programs.close)

/** Texts that parsers, stores and indexes have been known to fail on, of any size that a source may send. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '\ud800',
    'a\udfffb',
    '\u0000',
    '\ufeff',
    '\u202e\u2066',
    '\r\n"\',;\t',
    '=cmd|calc',
    "'); DROP TABLE mentions",
    '{id: String}',
    '<![CDATA[',
    '[]',
    '-1',
    '9'.repeat(400),
    '💥'.repeat(400),
    'ﷺ'.repeat(3_000),
    'x'.repeat(30_000),
    'й '.repeat(9_000),
  ),
)
const anything = fc.oneof(hostile, fc.constantFrom(null, 0, -1, true, [], {}, [['a']], 1e308))
const field = fc.oneof({ weight: 3, arbitrary: hostile }, { weight: 1, arbitrary: anything })
const record = fc.record(
  {
    id: field,
    text: field,
    title: field,
    // Most have a time, so that they get as far as the store.
    createdAt: fc.oneof(
      { weight: 5, arbitrary: fc.constant(new Date().toISOString()) },
      { weight: 1, arbitrary: field },
    ),
    author: fc.oneof(field, fc.record({ id: field, handle: field })),
    url: field,
    channel: field,
    inReplyTo: field,
    rating: field,
    product: field,
    lot: field,
  },
  { requiredKeys: ['text'] },
)

/** Hostile records with good ones in between, which are to be stored whatever happens to the others. */
function mixed(name: string, seed: number): { items: object[]; good: string[] } {
  const items: object[] = fc.sample(record, { numRuns: records, seed })
  const good = Array.from({ length: neighbours }, (_, i) => `${name}-good-${i}`)
  const every = records / neighbours
  for (const [i, id] of good.entries())
    items.splice(i * (every + 1), 0, { id, text: `Parcel ${id} is late`, createdAt: new Date().toISOString() })
  return { items, good }
}

async function post(product: Product, items: readonly object[]): Promise<number> {
  const [body, id, at] = [JSON.stringify(items), randomUUID(), new Date()]
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  }
  return (await fetch(`${product.url()}/api/v1/webhooks/load`, { method: 'POST', headers, body })).status
}

const cell = (value: unknown) =>
  `"${(typeof value === 'string' ? value : JSON.stringify(value ?? '')).replaceAll('"', '""')}"`
const columns = ['id', 'text', 'createdAt', 'author', 'url', 'channel', 'product', 'lot']
const toCsv = (items: readonly object[]) =>
  [
    columns.join(','),
    ...items.map((item) => columns.map((name) => cell((item as Record<string, unknown>)[name])).join(',')),
  ].join('\r\n')

/** Resolves once all of these are stored; rejects with those that are not after two minutes. */
const allStored = (product: Product, good: readonly string[]) =>
  withStore(product, async (store) => {
    let missing: string[] = []
    const isDone = async () => {
      const rows = await store.select(
        Type.Object({ id: Type.String() }),
        // Where ids repeat, an import does not use them.
        "SELECT extract(text, 'Parcel (\\\\S+-good-\\\\d+) is late') AS id FROM mentions FINAL WHERE id != ''",
      )
      const stored = new Set(rows.map(({ id }) => id))
      missing = good.filter((id) => !stored.has(id))
      return missing.length === 0
    }
    await until('neighbours are stored', isDone, 120_000).catch(() => undefined)
    expect(missing).toEqual([])
  })

const stored = (product: Product) =>
  withStore(product, async (store) => {
    const [row] = await store.select(Type.Object({ n: Type.Integer() }), 'SELECT uniqExact(id) AS n FROM mentions')
    return row!.n
  })

describe.skipIf(noProc)('whatever comes in, its neighbours are stored and the pipeline goes on', () => {
  test('by webhook, by import of JSON lines and CSV, and by commands of people', async () => {
    const product = await openProduct(programs)
    const good: string[] = []
    for (let seed = 1; seed <= rounds; seed++) {
      const [sent, lines, rows] = ['hook', 'lines', 'rows'].map((door, i) => mixed(`${door}${seed}`, 10 * seed + i))
      for (let i = 0; i < sent!.items.length; i += 44) {
        // A post that is refused as a whole stores none: then its good records are sent again alone.
        const some = sent!.items.slice(i, i + 44)
        const status = await post(product, some)
        expect([200, 202, 400, 413]).toContain(status)
        if (status >= 400)
          expect(
            await post(
              product,
              some.filter((each) => sent!.good.includes(String((each as { id?: unknown }).id))),
            ),
          ).toBe(202)
      }
      const files = [join(product.data, `lines${seed}.jsonl`), join(product.data, `rows${seed}.csv`)] as const
      writeFileSync(files[0], lines!.items.map((item) => JSON.stringify(item)).join('\n'))
      writeFileSync(files[1], toCsv(rows!.items))
      for (const file of files) await output(programs.run(['import', file, '--json'], { data: product.data }))
      good.push(...sent!.good, ...lines!.good, ...rows!.good)
    }
    await allStored(product, good)
    await commanded(product)
    const ready = await fetch(`${product.url()}/readyz`)
    expect([ready.status, await ready.text()]).toEqual([200, 'ready\n'])
    // Most of the hostile ones are mentions like others.
    expect(await stored(product)).toBeGreaterThan(rounds * records)
  }, 600_000)
})

/** Silences with any reason; the last one, which is a good one, is there afterwards. */
async function commanded(product: Product): Promise<void> {
  const silence = async (reason: string) => {
    const body = JSON.stringify({
      matches: { topics: ['delivery.late'] },
      until: new Date(Date.now() + 3_600_000).toISOString(),
      reason,
    })
    const headers = { 'content-type': 'application/json', 'x-groundswell-person': 'mara' }
    return (await fetch(`${product.url()}/api/v1/silences`, { method: 'POST', headers, body })).status
  }
  for (const reason of fc.sample(hostile, { numRuns: 20, seed: 7 })) expect(await silence(reason)).toBeLessThan(500)
  expect(await silence('a good one')).toBeLessThan(300)
  const isThere = async () => (await (await fetch(`${product.url()}/api/v1/silences`)).text()).includes('a good one')
  await until('the silence is there', isThere, 60_000)
}
