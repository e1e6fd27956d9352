import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { UsageError } from '../../infra/verb.ts'
import { alertVerbs } from '../../alerts/verbs.ts'

const detect = alertVerbs({ store: () => Promise.reject(new Error('detect needs no store')) }).find(
  (verb) => verb.name === 'detect',
)!

async function detected(
  rows: string[],
  values: Record<string, string> = {},
): Promise<{ lines: string[]; error: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-detect-'))
  const [file, out] = [join(folder, 'in.csv'), join(folder, 'out.csv')]
  writeFileSync(file, `timestamp,value\n${rows.join('\n')}\n`)
  const call = {
    values: { out, bucket: 'auto', ...values },
    positionals: [file],
    print: async () => {},
    progress: () => {},
    note: () => {},
    signal: new AbortController().signal,
  }
  const error = await detect.run(call).then(
    () => '',
    (thrown: Error) => {
      if (thrown instanceof UsageError) throw thrown
      return thrown.message
    },
  )
  const lines = readFileSync(out, 'utf8').trim().split('\n')
  rmSync(folder, { recursive: true })
  return { lines, error }
}

const rowTime = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ')
const fiveMinutes = (i: number) => rowTime(Date.UTC(2026, 0, 5) + i * 300_000)

describe('detect', () => {
  test('timestamp and value come back byte for byte, every row, with six columns more', async () => {
    const rows = Array.from({ length: 700 }, (_, i) => `${fiveMinutes(i)},${i === 650 ? '90.50' : `${10 + (i % 3)}.0`}`)
    const { lines } = await detected(rows)
    expect(lines[0]).toBe('timestamp,value,anomaly_score,expected,lower,upper,p,alert')
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 2).join(','))).toEqual(rows)
    expect(lines.slice(1).every((line) => line.split(',').length === 8)).toBe(true)
    const alerts = lines.slice(1).flatMap((line, i) => (line.endsWith(',1') ? [i] : []))
    expect(alerts).toEqual([650])
    expect(lines[651]!.split(',')[2]).toBe('1')
  })

  test('a row that cannot be read is kept and named, and its neighbours go on', async () => {
    const { lines, error } = await detected([
      `${fiveMinutes(0)},3`,
      'never,4',
      `${fiveMinutes(2)},many`,
      `${fiveMinutes(3)},5`,
    ])
    expect(lines).toHaveLength(5)
    expect(lines[2]).toBe('never,4,,,,,,0')
    expect(error).toMatch(/in\.csv:3: "never" is not a time\n.*in\.csv:4: "many" is not a number/)
  })

  test('--holidays expects a Sunday on a holiday, in the zone of the series', async () => {
    // Five weeks of hours of a desk that is closed at weekends and on Good Friday and Easter Monday, in Berlin.
    const rows = Array.from({ length: 35 * 24 }, (_, i) => {
      const at = Date.UTC(2026, 2, 9) + i * 3_600_000
      const isClosed =
        [0, 6].includes(new Date(at).getUTCDay()) || ['03', '06'].some((d) => rowTime(at).startsWith(`2026-04-${d}`))
      return `${rowTime(at)},${isClosed ? 0 : 20 + (i % 5)}`
    })
    const zone = { 'time-zone': 'Europe/Berlin' }
    const [plain, kept] = [await detected(rows, zone), await detected(rows, { ...zone, holidays: 'DE, US-NY' })]
    const expectedAt = ({ lines }: { lines: string[] }, time: string) =>
      Number(lines.find((line) => line.startsWith(time))!.split(',')[3])
    for (const time of ['2026-04-03 00:00', '2026-04-03 23:00', '2026-04-06 12:00']) {
      expect(expectedAt(plain, time)).toBeGreaterThan(10)
      expect(expectedAt(kept, time)).toBeLessThan(3)
    }
    expect(expectedAt(kept, '2026-04-02 23:00')).toBeGreaterThan(10)
    expect(expectedAt(kept, '2026-04-07 00:00')).toBeGreaterThan(15)
  })

  test('--holidays names the nearest code to an unknown one', async () => {
    await expect(detected(['2026-01-05,1'], { holidays: 'US-NYY' })).rejects.toThrow(
      '--holidays: there are no holidays for "US-NYY". Did you mean "US-NY"?',
    )
  })

  test('what comes later changes no earlier row', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => `${fiveMinutes(i)},${10 + (i % 4)}`)
    const whole = await detected([...rows, `${fiveMinutes(900)},4000`])
    expect(whole.lines.slice(0, 401)).toEqual((await detected(rows)).lines)
  })
})

describe('detect, given what is no ordinary series', () => {
  const plainRows = (count: number, value: (i: number) => string | number) =>
    Array.from({ length: count }, (_, i) => `${fiveMinutes(i)},${value(i)}`)
  const numbersOf = (line: string) => line.split(',').slice(2).map(Number)
  const alertsOf = (lines: string[]) => lines.slice(1).filter((line) => line.endsWith(',1')).length

  test.each([
    ['one row', ['2026-01-05 00:00:00,7']],
    ['always the same', plainRows(900, () => 100)],
    ['nothing ever', plainRows(900, () => 0)],
    ['fractions', plainRows(900, (i) => (0.25 + (i % 3) / 10).toFixed(2))],
    ['every timestamp twice', plainRows(900, () => 5).flatMap((row) => [row, row])],
    ['in any order', plainRows(900, () => 5).map((_, i, all) => all[(i * 7) % all.length]!)],
    [
      'a year without rows in the middle',
      [...plainRows(400, () => 5), '2027-01-05 00:00:00,5', '2027-01-05 00:05:00,6'],
    ],
  ])('%s: every row has six sane numbers, and no alert', async (_, rows) => {
    const { lines, error } = await detected(rows)
    expect(error).toBe('')
    expect(lines).toHaveLength(rows.length + 1)
    expect(lines.slice(1).flatMap(numbersOf).every(Number.isFinite)).toBe(true)
    expect(alertsOf(lines)).toBe(0)
  })

  test('a spike of 10⁹ is one alert, and the days after are judged as before', async () => {
    const { lines } = await detected(plainRows(4_000, (i) => (i === 2_000 ? 1e9 : 10 + (i % 3))))
    expect(alertsOf(lines)).toBe(1)
    expect(numbersOf(lines[2_400]!)[1]).toBeLessThan(20)
    expect(lines.slice(1).flatMap(numbersOf).every(Number.isFinite)).toBe(true)
  })

  test('a count below zero is refused by line, and its neighbours go on', async () => {
    const { lines, error } = await detected([`${fiveMinutes(0)},3`, `${fiveMinutes(1)},-4`, `${fiveMinutes(2)},5`])
    expect(lines).toHaveLength(4)
    expect(error).toMatch(/in\.csv:3: "-4" is negative/)
  })

  test('clocks that go forward and back an hour raise nothing', async () => {
    const local = (i: number) => i + (i >= 1_500 ? 12 : 0) - (i >= 3_000 ? 12 : 0)
    const rows = Array.from({ length: 4_500 }, (_, i) => `${fiveMinutes(local(i))},${20 + (i % 5)}`)
    const { lines, error } = await detected(rows)
    expect(error).toBe('')
    expect(alertsOf(lines)).toBe(0)
  })
})
