import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Alert } from '../../../alerts/alert/alert.ts'
import { type CardItem, impactStatuses } from '../../../alerts/alert/planner-card.ts'
import { confirmLinks } from '../../../alerts/planners/confirm-link.ts'
import { isTransition } from '../../../alerts/alert/impact.ts'
import { planningData } from '../../../alerts/planners/planning-data.ts'
import type { Named } from '../../../alerts/planners/named-query.ts'
import {
  exposureOf,
  firstImpact,
  matchingItems,
  valuesInItems,
  plannersDefaults,
  isHighExposure,
  frequentlyNamed,
  unmappedIn,
} from '../../../alerts/planners/make-card.ts'
import { withCard } from '../../../alerts/planners/with-card.ts'
import { raised } from '../../../alerts/explain/severity.ts'
import { reportingFaults } from '../../../infra/reloaded.ts'
import { insertMentions } from '../../../enrich/mentions/mention-table.ts'
import { demoPlanningData } from '../../../ingest/sources/demo/world.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { alertNow, mentionRow } from '../make.ts'

const now = Date.UTC(2026, 9, 15, 12)

const item = (part: string, over: Partial<CardItem>): CardItem => ({
  sku: '',
  lot: '',
  product: '',
  carrier: '',
  region: '',
  warehouse: '',
  supplier: 'Veld Plastics',
  site: '',
  part,
  owner: '',
  units: 0,
  openOrders: 0,
  revenue: 0,
  ...over,
})
const table: CardItem[] = [
  item('old hopper', { product: 'CM-40', lot: '2609-A', owner: 'petra', units: 2_700 }),
  item('hopper', { product: 'CM-40', lot: '2610-B', owner: 'petra', units: 3_200, openOrders: 410, revenue: 158_000 }),
  item('heater', { product: 'K3', owner: 'luca', units: 40, revenue: 900 }),
  item('north line', { carrier: 'Nordfracht', region: 'North', openOrders: 730 }),
  item('south line', { carrier: 'Nordfracht', region: 'South', openOrders: 410 }),
  item('north stock', { warehouse: 'Hamar', region: 'North' }),
]
const named = (...values: string[]): Named[] =>
  values.map((text) => {
    const [dimension = '', value = ''] = text.split(' ')
    return { dimension, value, mentions: 10, authors: 10 }
  })
const partsOf = (items: readonly CardItem[]) => items.map(({ part }) => part).join(', ')

describe('what the mentions are about', () => {
  test.each<[name: string, names: string[], rows: string]>([
    ['a lot with its product is the one row', ['product CM-40', 'lot 2610-B'], 'hopper'],
    ['a lot alone', ['lot 2610-B'], 'hopper'],
    ['a product alone is all its lots', ['product CM-40'], 'old hopper, hopper'],
    ['a product and a lot of another are both', ['product K3', 'lot 2610-B'], 'hopper, heater'],
    ['a product that no row has, and a lot', ['product T1', 'lot 2610-B'], 'hopper'],
    ['a lot nobody knows is none of those known', ['product CM-40', 'lot 2611-X'], ''],
    ['two products', ['product CM-40', 'product K3', 'lot 2609-A'], 'old hopper, heater'],
    ['large and small letters are the same', ['product cm-40', 'lot 2610-b'], 'hopper'],
    ['a carrier with its region', ['carrier Nordfracht', 'region North'], 'north line, north stock'],
    ['a carrier alone is everywhere', ['carrier Nordfracht'], 'north line, south line'],
    ['a region alone does not name an item', ['region North'], 'north stock'],
    ['a warehouse alone', ['warehouse Hamar'], 'north stock'],
    ['a product in a region is the product', ['product K3', 'region North'], 'heater, north stock'],
    ['what no row has', ['product T1'], ''],
    ['nothing', [], ''],
  ])('%s', (_, names, rows) => {
    expect(partsOf(matchingItems(table, named(...names)))).toBe(rows)
  })

  test('is what 30 % of them name, by at least three authors', () => {
    const of = (mentions: number, authors: number): Named => ({ dimension: 'lot', value: 'L', mentions, authors })
    const isMasked = (each: Named) => frequentlyNamed({ all: 100, named: [each] }).length === 1
    expect([of(50, 40), of(30, 3), of(29, 20), of(90, 2)].map(isMasked)).toEqual([true, true, false, false])
  })

  test('names of other rows are no reports; a name in no row is unmapped', () => {
    const all = named('lot 2610-b', 'product CM-40', 'product K3', 'region North', 'lot 2611-X', 'carrier Dronix')
    const rows = matchingItems(table, named('lot 2610-B'))
    expect(valuesInItems(rows, all).map(({ value }) => value)).toEqual(['2610-b', 'CM-40'])
    expect(unmappedIn(table, all)).toEqual([
      { dimension: 'lot', value: '2611-X' },
      { dimension: 'carrier', value: 'Dronix' },
    ])
  })
})

describe('exposure', () => {
  test('is the sum of the rows', () => {
    expect(exposureOf(table.slice(0, 3))).toEqual({ units: 5_940, openOrders: 410, revenue: 158_900 })
    expect(exposureOf([])).toEqual({ units: 0, openOrders: 0, revenue: 0 })
  })

  test.each<[string, Parameters<typeof exposureOf>[0], Alert['severity'], Alert['severity']]>([
    ['nothing', [], 'high', 'high'],
    ['too little of everything', [item('', { units: 999, openOrders: 99, revenue: 99_999 })], 'low', 'low'],
    ['many units', [item('', { units: 1_000 })], 'low', 'medium'],
    ['many open orders', [item('', { openOrders: 100 })], 'medium', 'high'],
    ['much revenue, in two rows', [item('', { revenue: 50_000 }), item('', { revenue: 50_000 })], 'high', 'critical'],
    ['what is critical already', [item('', { units: 1e9 })], 'critical', 'critical'],
  ])('%s: severity is the spike’s, one degree more where the exposure is high', (_, items, spike, severity) => {
    expect(isHighExposure(exposureOf(items), plannersDefaults) ? raised(spike) : spike).toBe(severity)
  })

  test('the owner of the largest exposure is asked first', () => {
    expect(firstImpact(table, now)).toEqual({
      status: 'potential',
      expectedUntil: null,
      owner: 'petra',
      by: 'groundswell',
      reason: '',
      at: now,
    })
    expect(firstImpact([item('', { revenue: 5 }), item('', { owner: 'luca', units: 1 })], now).owner).toBe('luca')
    expect(firstImpact([item('', {})], now).owner).toBeNull()
  })
})

test('an impact becomes confirmed or none, and restored only after confirmed', () => {
  const pairs = impactStatuses.flatMap((from) =>
    impactStatuses.filter((to) => isTransition(from, to)).map((to) => `${from} → ${to}`),
  )
  expect(pairs).toEqual([
    'potential → confirmed',
    'potential → none',
    'confirmed → confirmed',
    'confirmed → none',
    'confirmed → restored',
    'none → potential',
    'none → confirmed',
    'restored → confirmed',
  ])
})

describe('planning data', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'groundswell-join-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const written = (name: string, lines: string[]) => {
    const file = join(folder, name)
    writeFileSync(file, lines.join('\n'))
    return file
  }
  const header = 'sku,lot,product,carrier,region,warehouse,supplier,site,part,owner,units,open_orders,revenue'

  test('as CSV: faults name file and line, and all other rows count', async () => {
    const file = written('planning.csv', [
      header,
      'CM40-BLK,2610-B,CM-40,,,,"Veld, Plastics",Aarhus,Hopper,petra,3200,410,158000',
      'CM40 BLK!,2610-A,CM-40,,,,Veld,,,,1,1,1',
      'CM40-BLK,2610-A,CM-40,,,,Veld,,,,many,1,1',
      ',,,,,,Veld,,,,1,1,1',
      'K3-STEEL,,K3,,,,Orsa,,,,-1,,',
      'K3-STEEL,,K3,,,,Orsa',
      'CM40-BLK,2610-B,CM-40,,,,"Veld, Plastics",Aarhus,Hopper,petra,1,1,1',
      `K3-STEEL,,K3,,,,${'x'.repeat(201)},,,,,,`,
      'K3-STEEL,,K3,,,,Orsa,,,luca,,,12.5',
    ])
    const { items, faults } = await planningData(file)()
    expect(items.map(({ sku, lot, supplier, units, revenue }) => [sku, lot, supplier, units, revenue])).toEqual([
      ['CM40-BLK', '2610-B', 'Veld, Plastics', 3_200, 158_000],
      ['K3-STEEL', '', 'Orsa', 0, 12.5],
    ])
    expect(faults).toEqual([
      'planning.csv:3: sku "CM40 BLK!" is not a valid sku',
      'planning.csv:4: units "many" is not a number',
      'planning.csv:5: has none of sku, lot, product, carrier, region, warehouse',
      'planning.csv:6: units "-1" is not a number',
      'planning.csv:7: has 7 columns, but the header has 13',
      'planning.csv:8: repeats line 2',
      'planning.csv:9: supplier must be text of at most 200 characters',
    ])
  })

  test('as YAML: the same, codes as written, and an error affects only its row', async () => {
    const file = written('planning.yaml', [
      '# planning data',
      '- sku: 00123',
      '  lot: 2610',
      '  supplier: Veld',
      '  units: 3200',
      '- just words',
      '- lot: 2611',
      '  lot: 2612',
      '- { sku: [a, b], product: K3 }',
      '- { product: K3, owners: luca }',
      '- { product: K3, owner: ~, units: 1e3 }',
      '- sku: "bad sku"',
    ])
    const { items, faults } = await planningData(file)()
    expect(items.map(({ sku, lot, product, owner, units }) => [sku, lot, product, owner, units])).toEqual([
      ['00123', '2610', '', '', 3_200],
      ['', '', 'K3', '', 1_000],
    ])
    expect(faults).toEqual([
      'planning.yaml:6: must be a mapping of columns to values',
      'planning.yaml:8: Map keys must be unique',
      'planning.yaml:9: sku must be text of at most 200 characters',
      'planning.yaml:10: unknown column "owners"',
      'planning.yaml:12: sku "bad sku" is not a valid sku',
    ])
  })

  test('a file that is not a table is one fault with the name of the file', async () => {
    const faultsOf = async (file: string) => (await planningData(file)()).faults
    expect(await faultsOf(written('map.yaml', ['product: K3']))).toEqual(['map.yaml: must be a list of rows'])
    expect(await faultsOf(written('broken.yaml', ['- product: K3', '}']))).toEqual([
      expect.stringMatching(/^broken\.yaml: line 2: /),
    ])
    expect(await faultsOf(join(folder, 'none.csv'))).toEqual(['none.csv: none.csv cannot be read (ENOENT)'])
    const wrong = await faultsOf(written('wrong.csv', ['kind,name', ...Array.from({ length: 500 }, () => 'a,b')]))
    expect([wrong.length, wrong[0], wrong.at(-1)]).toEqual([
      101,
      'wrong.csv:2: unknown column "kind"',
      'wrong.csv: 400 more rows cannot be read',
    ])
    expect(await planningData(undefined)()).toEqual({ items: [], faults: [] })
  })

  test('is read again when the file changes, and reports each fault once per change', async () => {
    const file = written('live.csv', ['sku,units', 'A-1,10', 'A 2,10'])
    const reported: string[] = []
    const read = reportingFaults(planningData(file), (fault) => void reported.push(fault))
    const skus = async () => (await read()).items.map(({ sku }) => sku)
    expect(await skus()).toEqual(['A-1'])
    expect(await skus()).toEqual(['A-1'])
    expect(reported).toEqual(['live.csv:3: sku "A 2" is not a valid sku'])
    written('live.csv', ['sku,units', 'A-1,10', 'A-2,10', 'A 3,1'])
    expect(await skus()).toEqual(['A-1', 'A-2'])
    rmSync(file)
    expect(await skus()).toEqual([])
    expect(reported.slice(1)).toEqual([
      'live.csv:4: sku "A 3" is not a valid sku',
      'live.csv: live.csv cannot be read (ENOENT)',
    ])
  })

  test('of the demo has no fault', async () => {
    const { items, faults } = await planningData(fileURLToPath(demoPlanningData))()
    expect([items.length, faults]).toEqual([10, []])
  })
})

describe('an alert with its card', () => {
  let platform: Awaited<ReturnType<typeof openLogAndStore>>
  beforeAll(async () => {
    platform = await openLogAndStore()
  })
  afterAll(() => platform.close())
  const minute = 60_000

  /** Mentions of a topic of their own; the i-th names `names`, by one of `people` authors in one of `sources` sources. */
  async function planted(
    topic: string,
    { count, names, authors = count, sources = 3 }: Planted,
    over: Partial<Alert> = {},
  ): Promise<Alert> {
    const rows = Array.from({ length: count }, (_, i) => {
      const parts = names(i).map((text) => text.split(' '))
      return mentionRow({
        id: `${topic}-${i}`,
        createdAt: now - 30 * minute + i * 1000,
        topics: [topic],
        topicTree: [topic],
        authorKey: `person ${i % authors}`,
        source: `source ${i % sources}`,
        entityKinds: parts.map(([kind]) => kind) as never,
        entityValues: parts.map(([, value]) => value!),
      })
    })
    await insertMentions(platform.store, rows)
    const facts = { ...alertNow({}).facts, subject: { kind: 'topic' as const, id: topic, dimension: '', value: '' } }
    return alertNow({ id: topic, topic, onsetAt: now - 40 * minute, severity: 'medium', facts, ...over })
  }
  interface Planted {
    count: number
    names: (i: number) => string[]
    authors?: number
    sources?: number
  }
  const carded = (alert: Alert, items: CardItem[] = table) =>
    withCard(platform.store, alert, { items, options: { ...plannersDefaults, currency: 'EUR' }, now })

  test('a lot that half of them name makes the card; its exposure is high, and its owner is asked', async () => {
    const names = (i: number) => [...(i % 2 === 0 ? ['lot 2610-B'] : []), 'product CM-40']
    const alert = await carded(await planted('half', { count: 24, names, authors: 12 }))
    expect(alert.card).toEqual({
      items: [table[1]],
      exposure: { units: 3_200, openOrders: 410, revenue: 158_000, currency: 'EUR' },
      authors: 12,
      sources: 3,
      confirmation: 'confirmed',
      unmapped: [],
    })
    expect(isHighExposure(alert.card!.exposure, plannersDefaults)).toBe(true)
    expect(alert).toMatchObject({ impact: { status: 'potential', owner: 'petra', at: now } })
  })

  test('two authors are unconfirmed, and so are twelve in one source; twelve in three are confirmed', async () => {
    const names = () => ['lot 2610-B']
    const active = async (topic: string, authors: number, sources: number) =>
      (await carded(await planted(topic, { count: 24, names, authors, sources }))).card?.confirmation
    expect(await active('loud', 12, 3)).toBe('confirmed')
    expect(await active('onesource', 12, 1)).toBe('unconfirmed')
    expect(await active('few', 9, 3)).toBe('unconfirmed')
    // Below three people nobody is about anything.
    expect(await active('pair', 2, 1)).toBeUndefined()
  })

  test('authors who name something else, and copies, confirm nothing', async () => {
    const alert = await planted('others', { count: 24, names: (i) => (i < 8 ? ['lot 2610-B'] : ['product T1']) })
    const copies = Array.from({ length: 9 }, (_, i) =>
      mentionRow({
        id: `copy-${i}`,
        createdAt: now - minute,
        topicTree: ['others'],
        entityKinds: ['lot'],
        entityValues: ['2610-B'],
        duplicateOf: 'others-0',
      }),
    )
    await insertMentions(platform.store, copies)
    const { card } = await carded(alert)
    expect(card).toMatchObject({
      authors: 8,
      confirmation: 'unconfirmed',
      unmapped: [{ dimension: 'product', value: 'T1' }],
    })
  })

  test('an alert on one source is confirmed by the others', async () => {
    const names = () => ['lot 2610-B']
    const alert = await planted('cut', { count: 40, names, sources: 4 })
    const subject = { ...alert.facts.subject, dimension: 'source', value: 'source 1' }
    const { card } = await carded({ ...alert, facts: { ...alert.facts, subject } })
    expect(card).toMatchObject({ authors: 40, sources: 4, confirmation: 'confirmed' })
  })

  test('a product alone stands for all its lots and their exposure', async () => {
    const { card } = await carded(await planted('product', { count: 12, names: () => ['product CM-40'] }))
    expect(partsOf(card!.items)).toBe('hopper, old hopper')
    expect(card!.exposure.units).toBe(5_900)
  })

  test('values in no row make a card without an impact; nothing named makes no card', async () => {
    const unknown = await carded(await planted('unknown', { count: 12, names: () => ['sku X-1'] }))
    expect(unknown).toMatchObject({ severity: 'medium', impact: null })
    expect(unknown.card).toMatchObject({ items: [], unmapped: [{ dimension: 'sku', value: 'X-1' }] })
    const silent = await carded(await planted('silent', { count: 12, names: () => [] }))
    expect([silent.card, silent.impact, silent.severity]).toEqual([null, null, 'medium'])
    const without = await carded(await planted('without', { count: 12, names: () => ['lot 2610-B'] }), [])
    expect([without.card, without.impact]).toEqual([null, null])
  })

  test('a card keeps its exposure and impact when later mentions name nothing', async () => {
    const first = await carded(await planted('stays', { count: 12, names: () => ['lot 2610-B'] }))
    const assessed = { ...first.impact!, status: 'confirmed' as const, by: 'petra' }
    const noise = await planted('stays', { count: 60, names: (i) => (i < 12 ? ['lot 2610-B'] : []) })
    const later = await carded({ ...noise, card: first.card, impact: assessed })
    expect(isHighExposure(later.card!.exposure, plannersDefaults)).toBe(true)
    expect(later).toMatchObject({ impact: assessed, card: { items: [table[1]] } })
    const emptied = await carded({ ...noise, card: first.card, impact: assessed }, [])
    expect(isHighExposure(emptied.card!.exposure, plannersDefaults)).toBe(true)
    expect(emptied).toMatchObject({ card: { items: [table[1]] } })
  })

  test('a whole catalogue lists the rows with the largest exposure, and counts all', async () => {
    const rows = Array.from({ length: 120 }, (_, i) => item(`part ${i}`, { sku: `S-${i}`, product: 'B2', units: i }))
    const { card } = await carded(await planted('catalogue', { count: 12, names: () => ['product B2'] }), rows)
    expect([card!.items.length, card!.more, card!.items[0]!.part]).toEqual([50, 70, 'part 119'])
    expect(card!.exposure.units).toBe((119 * 120) / 2)
  })
})

describe('a link to update the impact status', () => {
  const links = confirmLinks(Buffer.alloc(32, 1))
  const confirmation = { alertId: 'a1', person: 'petra' }
  const token = links.toToken(confirmation, now)
  const month = 30 * 24 * 3_600_000

  test('names the alert and the person, for 30 days', () => {
    expect(links.read(token, now + month - 1)).toEqual(confirmation)
    expect(links.read(token, now + month)).toBeUndefined()
  })

  test('is refused once altered, signed with another secret, or invented', () => {
    const [payload, signature] = token.split('.')
    const forged = Buffer.from(JSON.stringify(['a1', 'mallory', now + month])).toString('base64url')
    const bad = [
      `${forged}.${signature}`,
      `${payload}.${signature!.slice(0, -1)}${signature!.endsWith('A') ? 'B' : 'A'}`,
      `${payload}.`,
      `${payload}`,
      '',
      '.',
      `${token}.more`,
      confirmLinks(Buffer.alloc(32, 2)).toToken(confirmation, now),
    ]
    expect(bad.map((each) => links.read(each, now))).toEqual(bad.map(() => undefined))
  })

  test('is another one for another person', () => {
    expect(links.read(links.toToken({ ...confirmation, person: 'luca' }, now), now)?.person).toBe('luca')
  })
})
