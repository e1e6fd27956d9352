import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Alert } from '../../../alerts/alert/alert.ts'
import { noveltySentence } from '../../../alerts/alert/novelty.ts'
import { sentenceOf } from '../../../alerts/alert/sentence.ts'
import { noveltyOf } from '../../../alerts/issues/find-novelty.ts'
import type { KnownIssue } from '../../../alerts/issues/known-issue.ts'
import { saveKnownIssues, storedIssuesFor } from '../../../alerts/issues/known-issue-table.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { alertNow } from '../make.ts'

const onset = Date.UTC(2026, 9, 15, 12)
const hour = 3_600_000
const day = 24 * hour

const issue = (over: Partial<KnownIssue>): KnownIssue => ({
  id: 'i',
  kind: 'incident',
  name: 'Nordfracht strike',
  fromAt: onset - day,
  fixes: '',
  topics: ['delivery.late'],
  departments: [],
  products: [],
  versions: [],
  ...over,
})
const release = (over: Partial<KnownIssue>) =>
  issue({ id: 'r', kind: 'release', name: '4.2', topics: [], fromAt: onset - hour, ...over })
const fix = (over: Partial<KnownIssue>) =>
  issue({ id: 'f', kind: 'fix', name: 'Second carrier', fixes: 'i', topics: [], fromAt: onset - hour, ...over })
const driver = (dimension: string, value: string, share = 0.8) => ({
  dimension,
  value,
  share,
  lift: 5,
  now: 9,
  expected: 1,
})

const said = (issues: KnownIssue[], over: Partial<Alert> = {}, now = onset + hour) =>
  noveltySentence(noveltyOf(alertNow({ onsetAt: onset, ...over }), issues, now))

describe('an alert says exactly one of four', () => {
  test.each<[string, KnownIssue[], string]>([
    ['nothing is listed', [], 'New issue.'],
    ['an incident is open', [issue({})], 'Known since 14 Oct 2026: Nordfracht strike.'],
    ['a recall is open', [issue({ kind: 'recall' })], 'Known since 14 Oct 2026: Nordfracht strike.'],
    [
      'an incident was reported after the onset',
      [issue({ fromAt: onset + 1 })],
      'Known since 15 Oct 2026: Nordfracht strike.',
    ],
    ['an incident is announced for later', [issue({ fromAt: onset + 2 * hour })], 'New issue.'],
    ['an incident had ended', [issue({ untilAt: onset })], 'New issue.'],
    [
      'an incident was fixed before',
      [issue({ fixedAt: onset - hour })],
      'Returned after the fix of 15 Oct 2026: Nordfracht strike.',
    ],
    ['an incident is fixed later', [issue({ fixedAt: onset + 1 })], 'Known since 14 Oct 2026: Nordfracht strike.'],
    ['a fix names it', [issue({}), fix({})], 'Returned after the fix of 15 Oct 2026: Nordfracht strike.'],
    [
      'a fix names it and comes later',
      [issue({}), fix({ fromAt: onset + 1 })],
      'Known since 14 Oct 2026: Nordfracht strike.',
    ],
    [
      'a fix of it was taken back',
      [issue({}), fix({ untilAt: onset - 1 })],
      'Known since 14 Oct 2026: Nordfracht strike.',
    ],
    [
      'it was fixed twice',
      [issue({ fixedAt: onset - 10 * hour }), fix({})],
      'Returned after the fix of 15 Oct 2026: Nordfracht strike.',
    ],
    [
      'a fix stands for itself',
      [fix({ fixes: '', topics: ['delivery'] })],
      'Returned after the fix of 15 Oct 2026: Second carrier.',
    ],
    ['it was fixed long ago', [issue({ fromAt: 0, fixedAt: onset - 91 * day })], 'New issue.'],
    ['a release came before', [release({})], 'After release 4.2 of 15 Oct 2026.'],
    ['a release came 72 h before', [release({ fromAt: onset - 3 * day })], 'After release 4.2 of 12 Oct 2026.'],
    ['a release came earlier', [release({ fromAt: onset - 3 * day - 1 })], 'New issue.'],
    ['a release came afterwards', [release({ fromAt: onset + 1 })], 'New issue.'],
    ['a release was rolled back', [release({ untilAt: onset - 1 })], 'New issue.'],
    [
      'of two releases the latest',
      [release({ fromAt: onset - day, name: '4.1' }), release({})],
      'After release 4.2 of 15 Oct 2026.',
    ],
    [
      'open is more than fixed',
      [issue({ id: 'x', fixedAt: onset - 1 }), issue({ name: 'Snow' }), release({})],
      'Known since 14 Oct 2026: Snow.',
    ],
    [
      'the fixed topic is more than the open department',
      [issue({ id: 'd', name: 'Snow', topics: [], departments: ['logistics'] }), issue({ fixedAt: onset - 1 })],
      'Returned after the fix of 15 Oct 2026: Nordfracht strike.',
    ],
    [
      'the fix of a removed issue stands for itself',
      [fix({ fixes: 'gone', topics: ['delivery'] })],
      'Returned after the fix of 15 Oct 2026: Second carrier.',
    ],
    [
      'fixed is more than released',
      [issue({ fixedAt: onset - 1 }), release({})],
      'Returned after the fix of 15 Oct 2026: Nordfracht strike.',
    ],
    [
      'the topic is more than the department',
      [issue({ name: 'Depot fire', topics: [], departments: ['logistics'], fromAt: onset - 1 }), issue({})],
      'Known since 14 Oct 2026: Nordfracht strike.',
    ],
  ])('%s', (_, issues, sentence) => {
    expect(said(issues)).toBe(sentence)
    expect(sentenceOf(alertNow({ novelty: noveltyOf(alertNow({ onsetAt: onset }), issues, onset + hour) }))).toMatch(
      new RegExp(` ${sentence.replaceAll('.', '\\.')}$`),
    )
  })

  test('an alert of an older version says nothing', () => {
    expect(sentenceOf(alertNow({}))).not.toMatch(/New issue|Known|Returned|release/)
  })
})

describe('a known issue concerns an alert', () => {
  const concerns = (over: Partial<KnownIssue>, alert: Partial<Alert> = {}) =>
    said([issue(over)], alert) !== 'New issue.'

  test('of its topic, an ancestor, a descendant, or a topic that has joined', () => {
    expect(concerns({ topics: ['delivery'] })).toBe(true)
    expect(concerns({ topics: ['delivery.late'] }, { topic: 'delivery' })).toBe(true)
    expect(concerns({ topics: ['delivery.lat'] })).toBe(false)
    expect(concerns({ topics: ['app'] })).toBe(false)
    expect(concerns({ topics: ['app'] }, { also: ['app.crash'] })).toBe(true)
  })

  test('of its department, or of its topic', () => {
    expect(concerns({ topics: [], departments: ['support'] })).toBe(true)
    expect(concerns({ topics: [], departments: ['product'] })).toBe(false)
    expect(concerns({ topics: ['app'], departments: ['support'] })).toBe(true)
  })

  test('that names its product and its version, where given', () => {
    const k3 = [driver('product', 'Kettle K3'), driver('version', '4.2')]
    expect(concerns({ products: ['kettle k3'] })).toBe(false)
    expect(concerns({ products: ['kettle k3'] }, { drivers: k3 })).toBe(true)
    expect(concerns({ products: ['Kettle K3'] }, { cut: { dimension: 'product', value: 'Kettle K3' } })).toBe(true)
    expect(concerns({ products: ['Kettle K5'] }, { drivers: k3 })).toBe(false)
    expect(concerns({ products: ['Kettle K3'], versions: ['v4.2'] }, { drivers: k3 })).toBe(true)
    expect(concerns({ products: ['Kettle K3'], versions: ['4.3'] }, { drivers: k3 })).toBe(false)
    expect(concerns({ products: ['Kettle K3'], topics: ['app'] }, { drivers: k3 })).toBe(false)
    expect(concerns({ products: ['Kettle K3'] }, { drivers: [driver('product', 'Kettle K3', 0.2)] })).toBe(false)
  })
})

test('an alert that reopens after a fix has returned, although it began before', () => {
  const fixed = [issue({ fixedAt: onset + 2 * hour })]
  expect(said(fixed)).toBe('Known since 14 Oct 2026: Nordfracht strike.')
  expect(said(fixed, { reopenedAt: onset + 3 * hour }, onset + 3 * hour)).toBe(
    'Returned after the fix of 15 Oct 2026: Nordfracht strike.',
  )
})

describe('what is read for an alert', () => {
  let platform: Awaited<ReturnType<typeof openLogAndStore>>
  beforeAll(async () => void (platform = await openLogAndStore()))
  afterAll(() => platform.close())
  const store = (issues: readonly KnownIssue[]) =>
    saveKnownIssues(
      platform.store,
      issues.map((each) => ({ ...each, by: 'kim', savedAt: onset, removed: false, version: 1 })),
    )

  test('leaves out releases, fixes and incidents that are over, and says the same as all events', async () => {
    const times = [-200 * day, -91 * day, -89 * day, -4 * day, -2 * day, -hour, hour].map((ms) => onset + ms)
    const kinds = ['release', 'incident', 'recall', 'fix', 'note'] as const
    const ends = [{}, ...times.flatMap((at) => [{ untilAt: at }, { fixedAt: at }])]
    const made = times.flatMap((fromAt) =>
      kinds.flatMap((kind) =>
        ends
          .filter(
            ({ untilAt = onset, fixedAt }: { untilAt?: number; fixedAt?: number }) =>
              untilAt > 0 && !(fixedAt && kind !== 'incident'),
          )
          .flatMap((end) =>
            (kind === 'fix' ? ['', 'i', 'r'] : ['']).map((fixes) => issue({ kind, fromAt, fixes, ...end })),
          ),
      ),
    )
    const named = made.map((each, n) => ({ ...each, id: `e${n}`, name: `Event ${n}` }))
    const open = [issue({ fromAt: onset - 300 * day }), release({ fromAt: onset - 80 * day })]
    await store([...open, ...named])
    const read = await storedIssuesFor(platform.store, onset)
    const ids = new Set(read.map(({ id }) => id))
    for (const each of named) {
      const events = [...open, each]
      expect([each, said(events.filter(({ id }) => ids.has(id)))]).toEqual([each, said(events)])
    }
    expect(said(read)).toBe(said(named))
    expect(read.filter(({ kind }) => kind === 'note')).toEqual([])
    const old = read.filter(({ id, kind, fromAt }) => id !== 'r' && kind === 'release' && fromAt < onset - 3 * day)
    expect(old).toEqual([])
  })
})
