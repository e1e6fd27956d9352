import { describe, expect, test } from 'vitest'
import { uncoveredIn, type Pattern } from '../../../alerts/explain/driver-counts.ts'
import { chooseAgain, chooseDrivers } from '../../../alerts/explain/choose-drivers.ts'
import { logOddsZ } from '../../../alerts/explain/log-odds.ts'
import { randomFrom } from '../../../ingest/sources/demo/random.ts'

interface Named {
  names: string[]
  isNow?: boolean
}

/** `carrier=Nordfracht` and the like; `expected` mentions since the onset are usual. */
function choose(mentions: readonly Named[], expected: number) {
  const all = [...new Set(mentions.flatMap(({ names }) => names))]
  const now = (name: string) => mentions.filter(({ isNow, names }) => isNow && names.includes(name)).length
  const could = all.filter((name) => now(name) >= 3)
  const values = could.map((name) => ({ dimension: name.split('=')[0]!, value: name.split('=')[1]! }))
  const tried: Record<string, number> = {}
  for (const name of all.filter((each) => now(each) > 0)) {
    const [dimension] = name.split('=') as [string]
    tried[dimension] = (tried[dimension] ?? 0) + 1
  }
  const patterns = mentions.map(({ names, isNow = false }): Pattern => {
    const places = names.map((name) => could.indexOf(name)).filter((place) => place >= 0)
    return { places, now: Number(isNow), before: Number(!isNow) }
  })
  const candidates = { expected, values, tried }
  return chooseDrivers(candidates, uncoveredIn({ candidates, patterns }))
}

const times = (count: number, names: string[], isNow = false): Named[] =>
  Array.from({ length: count }, () => ({ names, isNow }))
const told = (drivers: ReturnType<typeof choose>['drivers']) =>
  drivers.map(({ dimension, value }) => `${dimension}=${value}`)

const carriers = ['Nordfracht', 'Speedline', 'PostNova', 'GLX']
const usualCarriers = carriers.flatMap((name) => times(25, [`carrier=${name}`]))

describe('drivers', () => {
  test('the planted one is named with its share of the excess, and what is as usual is not', () => {
    const now = [
      ...times(30, ['carrier=Nordfracht', 'source=forum'], true),
      ...times(6, ['carrier=GLX', 'source=forum'], true),
    ]
    const { drivers } = choose(
      [...usualCarriers.map(({ names }) => ({ names: [...names, 'source=forum'] })), ...now],
      4,
    )
    expect(told(drivers)).toEqual(['carrier=Nordfracht'])
    expect(drivers[0]).toMatchObject({ now: 30, expected: 1, share: 0.906, adds: 0.906 })
    expect(drivers[0]!.z).toBeGreaterThan(4)
  })

  test.each([
    ['half of what its source explains is a cause before it', 20, ['product=KT-1', 'source=helpdesk']],
    ['less than that leaves the source as the cause', 10, ['source=helpdesk']],
  ])('a product that explains %s', (_, naming, drivers) => {
    const usual = [...times(30, ['source=forum']), ...times(2, ['source=forum', 'product=KT-1'])]
    const now = [
      ...times(naming, ['source=helpdesk', 'product=KT-1'], true),
      ...times(37 - naming, ['source=helpdesk'], true),
    ]
    expect(told(choose([...usual, ...now], 1).drivers).slice(0, drivers.length)).toEqual(drivers)
  })

  test('of two that are named together the one that covers more is a driver, the other stands with it', () => {
    const expected = [
      ...times(10, ['product=CM-40', 'lot=2610-B']),
      ...times(10, ['product=CM-40']),
      ...times(80, ['product=K3']),
    ]
    const now = [
      ...times(20, ['product=CM-40', 'lot=2610-B'], true),
      ...times(12, ['product=CM-40'], true),
      ...times(3, ['product=K3'], true),
    ]
    const [driver, ...others] = choose([...expected, ...now], 2).drivers
    expect(driver).toMatchObject({ value: 'CM-40', also: [{ dimension: 'lot', value: '2610-B', share: 0.6 }] })
    expect(others).toEqual([])
  })

  test.each(['carrier=Nordfracht', 'supplier=Klarpay', 'version=4.2', 'product=K3', 'lot=2610-B'])(
    'of %s and a region with nearly the same mentions, the region comes second',
    (name) => {
      const usual = [...times(100, ['region=South']), ...times(10, ['region=North']), ...times(12, [name])]
      const now = [
        ...times(30, [name, 'region=North'], true),
        ...times(5, ['region=North'], true),
        ...times(3, ['region=South'], true),
      ]
      expect(told(choose([...usual, ...now], 2).drivers)[0]).toBe(name)
    },
  )

  test('a region with clearly more of the mentions comes first', () => {
    const usual = [...times(100, ['region=South']), ...times(10, ['region=North']), ...usualCarriers]
    const now = [...times(15, ['carrier=GLX', 'region=North'], true), ...times(15, ['region=North'], true)]
    expect(told(choose([...usual, ...now], 2).drivers)[0]).toBe('region=North')
  })

  test('a second cause is named for what it adds', () => {
    const expected = [...usualCarriers, ...times(10, ['region=South'])]
    const now = [
      ...times(20, ['carrier=Nordfracht'], true),
      ...times(5, ['carrier=Nordfracht', 'region=South'], true),
      ...times(10, ['region=South'], true),
    ]
    const { drivers } = choose([...expected, ...now], 3)
    expect(told(drivers)).toEqual(['carrier=Nordfracht', 'region=South'])
    expect(drivers[1]!.adds).toBeLessThan(drivers[1]!.share)
    expect(drivers[0]!.adds! + drivers[1]!.adds!).toBeCloseTo(1, 0)
  })

  test('a term that only repeats a name is none; one that says more stands with it', () => {
    const expected = [...usualCarriers, ...times(4, ['term=strike'])]
    const names = ['carrier=Nordfracht', 'term=nordfracht', 'term=nordfracht strike', 'term=strike']
    const { drivers } = choose([...expected, ...times(20, names, true)], 2)
    expect(told(drivers)).toEqual(['carrier=Nordfracht'])
    expect(drivers[0]!.also).toMatchObject([{ dimension: 'term', value: expect.stringContaining('strike') }])
    expect(drivers[0]!.also).toHaveLength(1)
  })

  test('one never heard before is named', () => {
    const { drivers } = choose(
      [...times(200, ['version=4.1']), ...times(9, ['version=4.2'], true), ...times(2, ['version=4.1'], true)],
      2,
    )
    expect(told(drivers)).toEqual(['version=4.2'])
    expect(Number.isFinite(drivers[0]!.lift)).toBe(true)
  })

  test('tiny counts name nobody', () => {
    expect(choose([], 0).drivers).toEqual([])
    expect(choose([...usualCarriers, ...times(2, ['carrier=GLX'], true)], 0.5).drivers).toEqual([])
    const few = [...times(3, ['carrier=GLX'], true), ...times(3, ['carrier=PostNova'], true)]
    expect(choose([...usualCarriers, ...few], 0.5).drivers).toEqual([])
  })

  test('what no history tells of names nobody', () => {
    expect(choose(times(12, ['carrier=GLX'], true), 0).drivers).toEqual([])
  })

  test('the same choice is made from the stored table', () => {
    const now = [...times(20, ['carrier=Nordfracht', 'region=North'], true), ...times(9, ['region=South'], true)]
    const { drivers, table } = choose([...usualCarriers, ...times(20, ['region=South']), ...now], 3)
    expect(drivers.length).toBeGreaterThan(1)
    expect(chooseAgain(JSON.parse(JSON.stringify(table)))).toEqual(drivers)
  })
})

/** Mentions that name one value of each dimension, whatever the time; `plant` rewrites those of an incident. */
function drawn(seed: string, mentions: { now: number; before: number }, plant = 0): Named[] {
  const random = randomFrom(seed)
  const regions = ['North', 'South', 'East', 'West', 'Capital']
  return Array.from({ length: mentions.now + mentions.before }, (_, i) => {
    const isNow = i < mentions.now
    const word = Math.floor(1_000 ** random.next())
    const carrier = isNow && random.chance(plant) ? 'Nordfracht' : random.pick(carriers)
    return { isNow, names: [`carrier=${carrier}`, `region=${random.pick(regions)}`, `term=w${word}`] }
  })
}

describe('chance', () => {
  test('makes a driver of an ordinary excess in fewer than three of a hundred', () => {
    const seeds = Array.from({ length: 300 }, (_, i) => `null ${i}`)
    const fooled = seeds.filter((seed) => choose(drawn(seed, { now: 15, before: 150 }), 3).drivers.length > 0)
    expect(fooled.length / seeds.length).toBeLessThan(0.03)
  })

  test('does not hide one that has four of five mentions', () => {
    const seeds = Array.from({ length: 100 }, (_, i) => `planted ${i}`)
    const found = seeds.filter(
      (seed) => told(choose(drawn(seed, { now: 15, before: 150 }, 0.8), 3).drivers)[0] === 'carrier=Nordfracht',
    )
    expect(found.length / seeds.length).toBeGreaterThan(0.9)
  })

  test('stands out of a thousand values of a dimension no more often', () => {
    const random = randomFrom('a thousand')
    const product = () => `product=P${Math.floor(random.next() * 1_000)}`
    const expected = Array.from({ length: 5_000 }, () => ({ names: [product()] }))
    const now = Array.from({ length: 60 }, () => ({ names: [product()], isNow: true }))
    expect(choose([...expected, ...now], 10).drivers).toEqual([])
    const one = times(30, ['product=P7'], true)
    expect(told(choose([...expected, ...now, ...one], 10).drivers)).toEqual(['product=P7'])
  })
})

describe('log-odds with an informative prior', () => {
  test('are 0 for equal shares, grow with evidence, and mirror', () => {
    expect(logOddsZ({ named: 5, of: 20 }, { named: 50, of: 200 })).toBeCloseTo(0, 0)
    const little = logOddsZ({ named: 4, of: 8 }, { named: 10, of: 100 })
    const much = logOddsZ({ named: 40, of: 80 }, { named: 100, of: 1000 })
    expect(little).toBeGreaterThan(0)
    expect(much).toBeGreaterThan(2 * little)
    expect(logOddsZ({ named: 10, of: 100 }, { named: 4, of: 8 })).toBeCloseTo(-little, 9)
  })
})
