import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { alertVerbs } from '../../alerts/verbs.ts'

const detect = alertVerbs({ store: () => Promise.reject(new Error('detect needs no store')) }).find(
  (verb) => verb.name === 'detect',
)!

async function detected(rows: string[]): Promise<{ lines: string[]; error: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-detect-'))
  const [file, out] = [join(folder, 'in.csv'), join(folder, 'out.csv')]
  writeFileSync(file, `timestamp,value\n${rows.join('\n')}\n`)
  const call = {
    values: { out, bucket: 'auto' },
    positionals: [file],
    print: async () => {},
    progress: () => {},
    signal: new AbortController().signal,
  }
  const error = await detect.run(call).then(
    () => '',
    (thrown: Error) => thrown.message,
  )
  return { lines: readFileSync(out, 'utf8').trim().split('\n'), error }
}

const fiveMinutes = (i: number) =>
  new Date(Date.UTC(2026, 0, 5) + i * 300_000).toISOString().slice(0, 19).replace('T', ' ')

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
    expect(error).toMatch(/in\.csv:3: "never" is no time\n.*in\.csv:4: "many" is no number/)
  })

  test('what comes later changes no earlier row', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => `${fiveMinutes(i)},${10 + (i % 4)}`)
    const whole = await detected([...rows, `${fiveMinutes(900)},4000`])
    expect(whole.lines.slice(0, 401)).toEqual((await detected(rows)).lines)
  })
})
