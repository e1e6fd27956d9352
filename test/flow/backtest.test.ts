import { seesAll } from '../../alerts/alert/visibility.ts'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findAlerts, saveAlerts } from '../../alerts/alert/alert-table.ts'
import type { Backtest } from '../../alerts/backtest/backtest.ts'
import { runBacktest } from '../../app/backtest.ts'
import { readConfig } from '../../app/config.ts'
import { migrate } from '../../infra/store/migrate.ts'
import { openStore } from '../../infra/store/open-store.ts'
import type { Store } from '../../infra/store/store.ts'
import { day, hour, minute, planted, storePlanted } from '../alerts/backtest/planted-weeks.ts'
import { alertNow } from '../alerts/make.ts'

const { start, burstAt, end } = planted
const iso = (at: number) => new Date(at).toISOString()

const folder = mkdtempSync(join(tmpdir(), 'groundswell-test-'))
const data = join(folder, 'data')
const config = readConfig(undefined, { GROUNDSWELL_DATA: data, GROUNDSWELL_LOG_LEVEL: 'silent' })
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const truth = file(
  'truth.json',
  JSON.stringify([
    {
      name: 'Release 4.2 crashes',
      department: 'product',
      topic: 'app.crash',
      startsAt: iso(burstAt),
      kind: 'incident',
    },
    { name: 'A giveaway', department: 'marketing', topic: 'marketing.campaign', startsAt: iso(burstAt), kind: 'trap' },
  ]),
)
const strict = file('strict.yaml', 'gates:\n  authors: 40\n')

async function run(values: Record<string, string | boolean>): Promise<string[]> {
  const lines: string[] = []
  const call = { values, positionals: [], progress: () => {}, note: () => {}, signal: new AbortController().signal }
  await runBacktest({ ...call, print: async (line) => void lines.push(line) }, config)
  return lines
}
const report = async (values: Record<string, string>) =>
  JSON.parse((await run({ ...values, json: true }))[0]!) as Backtest

async function inStore<T>(use: (store: Store) => Promise<T>): Promise<T> {
  const opened = await openStore({ data, role: 'command', logger: pino({ level: 'silent' }) })
  try {
    await migrate(opened.store)
    return await use(opened.store)
  } finally {
    await opened.close()
  }
}

beforeAll(() => inStore(storePlanted))
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

describe('a backtest', () => {
  test('finds what was planted in history, with its driver, and nothing else; nobody is alerted by it', async () => {
    const found = await report({ truth })
    expect(found.alerts).toMatchObject([
      {
        topic: 'app.crash',
        departments: ['product', 'support'],
        driver: { dimension: 'version', value: '4.2' },
        outcome: 'caught',
        incident: 'Release 4.2 crashes',
      },
    ])
    expect(found.summary).toMatchObject({ caught: 1, missed: 0, trapsAlerted: 0, falseAlerts: 0 })
    expect(found.incidents[0]!.caught!.delayMinutes).toBeLessThanOrEqual(30)
    expect(found.from).toBe(iso(start + 14 * day))
    expect(await inStore((store) => findAlerts(store, { limit: 10, visibility: seesAll }))).toEqual([])
    const lines = await run({ truth })
    expect(lines.join('\n')).toMatch(/caught {3}Release 4\.2 crashes, \d+ min after its start at 2026-06-16 22:00/)
    expect(lines.join('\n')).toContain('quiet    trap: A giveaway')
  })

  test('says what a stricter rule would miss', async () => {
    const { against } = await report({ truth, against: strict })
    expect(against!.report.summary).toMatchObject({ alerts: 0, caught: 0, missed: 1 })
    expect(against!.changes).toMatchObject({
      appear: [],
      disappear: [{ topic: 'app.crash' }],
      missedThen: ['Release 4.2 crashes'],
    })
    expect((await run({ truth, against: strict })).join('\n')).toContain('no longer caught: Release 4.2 crashes')
    expect((await report({ truth, rule: strict })).summary.missed).toBe(1)
  })

  test('without a truth goes by what people said of alerts', async () => {
    const judged = (verdict: 'useful' | 'noise') => (store: Store) =>
      saveAlerts(store, [
        alertNow({
          topic: 'app.crash',
          departments: ['product'],
          openedAt: burstAt + 20 * minute,
          updatedAt: burstAt + 5 * hour,
          verdict: { verdict, reason: '', by: 'mara', at: burstAt + day },
          facts: { ...alertNow({}).facts, revision: verdict === 'useful' ? 1 : 2 },
        }),
      ])
    await inStore(judged('useful'))
    expect(await report({})).toMatchObject({ summary: { caught: 1, noise: 0 }, alerts: [{ outcome: 'caught' }] })
    await inStore(judged('noise'))
    expect(await report({})).toMatchObject({ summary: { caught: 0, noise: 1 }, alerts: [{ outcome: 'noise' }] })
  })

  test('suggests a stricter rule that keeps what was caught and leaves what was not', async () => {
    const loose = file(
      'loose.yaml',
      'alarmBudget:\n  perDepartmentPerWeek: 30\ngates:\n  mentions: 3\n  authors: 3\n  texts: 3\n',
    )
    const { alerts, suggestion } = await report({ truth, rule: loose })
    expect(alerts.map(({ topic, outcome }) => [topic, outcome])).toEqual([
      ['billing.refund', 'unjudged'],
      ['app.crash', 'caught'],
    ])
    expect(suggestion!.changes).toMatchObject({
      disappear: [{ topic: 'billing.refund' }],
      missedThen: [],
      falseAlerts: [1, 0],
    })
    expect(suggestion!.rule).toMatchObject({ budgetPerWeek: 30, gates: { authors: 3 } })
  })

  test('refuses what it cannot go by, and says why', async () => {
    const wrong = file('wrong.yaml', 'gates:\n  authrs: 4\n')
    await expect(run({ rule: wrong })).rejects.toThrow(
      `${wrong}:2: unknown key "gates.authrs". Did you mean "authors"?`,
    )
    const other = file('other.yaml', 'api:\n  port: 1\n')
    await expect(run({ against: other })).rejects.toThrow(`${other}:1: unknown key "api"`)
    await expect(run({ from: iso(end), to: iso(start) })).rejects.toThrow('--from must be before --to')
    await expect(run({ from: 'yesterday' })).rejects.toThrow('--from: "yesterday" is not a time')
    const untimed = file(
      'untimed.json',
      JSON.stringify([{ name: 'x', department: 'y', topic: 'z', kind: 'trap', startsAt: 'noon' }]),
    )
    await expect(run({ truth: untimed })).rejects.toThrow(`${untimed}: [0] "noon" is not a time`)
    await expect(run({ from: iso(end + day), to: iso(end + 2 * day) })).rejects.toThrow('there are no mentions from')
  })

  test('replays a file beside the store, which is none the wiser', async () => {
    const rows = Array.from({ length: 40 }, (_, i) =>
      JSON.stringify({
        id: i,
        text: `the app crashes, ${i} times now`,
        createdAt: iso(start + i * 12 * hour),
        author: `a${i}`,
      }),
    )
    const input = file('told.jsonl', rows.join('\n'))
    const found = await report({ input, truth })
    expect(found).toMatchObject({ from: iso(start + 14 * day), alerts: [], summary: { missed: 1 } })
    expect(await inStore((store) => findAlerts(store, { limit: 10, visibility: seesAll }))).toHaveLength(1)
  })
})
