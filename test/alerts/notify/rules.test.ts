import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Alert } from '../../../alerts/alert/alert.ts'
import { DeliveryFailed } from '../../../alerts/notify/notifier.ts'
import { wants, type Subscription } from '../../../alerts/organisation/subscription.ts'
import { termSubject } from '../../../alerts/series/subject.ts'
import { afterAttempt } from '../../../alerts/notify/retry.ts'
import { mutesAt, type Mutes } from '../../../alerts/notify/mute.ts'
import { notificationsOf } from '../../../alerts/notify/group.ts'
import { openPending, type Pending } from '../../../alerts/notify/pending.ts'
import { openOrganisation } from '../../../app/company.ts'
import { readConfig } from '../../../app/config.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { alertNow, changeNow } from '../make.ts'

const now = Date.UTC(2026, 10, 24, 12)
const hour = 3_600_000

const driver = (dimension: string, value: string, share: number) => ({
  dimension,
  value,
  share,
  lift: 3,
  now: 9,
  expected: 1,
})

describe('what a subscription wants', () => {
  const alert = alertNow({
    topic: 'delivery.late',
    also: ['billing.refund'],
    departments: ['logistics', 'support'],
    severity: 'high',
    cut: { dimension: 'product', value: 'Kettle' },
    drivers: [
      { ...driver('region', 'North', 0.5), also: [driver('region', 'Coast', 0.4)] },
      driver('region', 'South', 0.2),
    ],
    unit: 'retail',
  })
  test.each<[Subscription, boolean]>([
    [{}, true],
    [{ departments: ['support'] }, true],
    [{ departments: ['product'] }, false],
    [{ departments: [] }, false],
    [{ topics: ['delivery'] }, true],
    [{ topics: ['deliver'] }, false],
    [{ topics: ['delivery.late.again'] }, false],
    [{ topics: ['billing'] }, true],
    [{ products: ['Kettle', 'Toaster'] }, true],
    [{ products: ['kettle'] }, false],
    [{ regions: ['North'] }, true],
    [{ regions: ['Coast'] }, true],
    [{ regions: ['South'] }, false],
    [{ units: ['retail'] }, true],
    [{ units: ['wholesale'] }, false],
    [{ severity: 'high' }, true],
    [{ severity: 'critical' }, false],
    [{ impacts: true }, false],
    [{ topics: ['delivery'], departments: ['product'] }, false],
    [{ digest: 'daily' }, true],
  ])('%o: %s', (subscription, is) => {
    expect(wants(subscription, alert)).toBe(is)
  })
})

describe('what is muted', () => {
  const nothing: Mutes = { inhibit: [], parentsInhibit: true, maintenance: [], silences: [], dismissed: [] }
  const child = (over: Partial<Alert> = {}) => alertNow({ id: 'child', topic: 'a.b.c', openedAt: now, ...over })
  const parent = (over: Partial<Alert> = {}) => child({ id: 'parent', title: 'It', topic: 'a', ...over })
  const said = (mutes: Partial<Mutes>, alert: Alert, active: Alert[] = []) =>
    mutesAt({ ...nothing, ...mutes }, { active: [alert, ...active], now })(alert)?.reason

  test.each<[string, Alert, string | undefined]>([
    ['a parent', parent(), 'inhibited by It'],
    ['a nearer parent', parent({ topic: 'a.b' }), 'inhibited by It'],
    ['a parent that was taken', parent({ status: 'acknowledged' }), 'inhibited by It'],
    ['itself', child(), undefined],
    ['a topic that only begins alike', parent({ topic: 'a.b.' }), undefined],
    ['a child', parent({ topic: 'a.b.c.d' }), undefined],
    ['a parent that is over', parent({ status: 'resolved' }), undefined],
    ['a part of a parent', parent({ cut: { dimension: 'product', value: 'Kettle' } }), undefined],
    ['a parent that came later', parent({ openedAt: now + 1 }), undefined],
    ['a milder parent', parent({ severity: 'medium' }), undefined],
    ['a parent of which not all of its departments hear', parent({ departments: ['logistics'] }), undefined],
    ['a parent of another unit', parent({ unit: 'north' }), undefined],
    ['a department as a whole', parent({ topic: '' }), undefined],
  ])('by %s: %s', (_, other, reason) => {
    expect(said({}, child(), [other])).toBe(reason)
    expect(said({ parentsInhibit: false }, child(), [other])).toBeUndefined()
  })

  test('by a rule, where what must be equal is, and never by itself or its like', () => {
    const rule = { source: { severity: 'critical' as const }, target: { topics: ['x'] }, equal: ['topic' as const] }
    const [source, target] = [
      alertNow({ id: 'source', title: 'It', severity: 'critical', topic: 'x' }),
      alertNow({ id: 'target', topic: 'x' }),
    ]
    const outside = alertNow({ id: 'outside', severity: 'critical', topic: 'y' })
    expect(said({ inhibit: [rule] }, target, [source])).toBe('inhibited by It')
    expect(
      said({ inhibit: [rule], parentsInhibit: false }, alertNow({ id: 'other', topic: 'x.y' }), [source]),
    ).toBeUndefined()
    expect(said({ inhibit: [rule] }, source, [target])).toBeUndefined()
    expect(said({ inhibit: [rule] }, source, [{ ...source, id: 'its like' }])).toBeUndefined()
    expect(said({ inhibit: [{ source: {}, target: {} }] }, source, [target, outside])).toBeUndefined()
  })

  test('a silence and a maintenance hold from their beginning until before their end', () => {
    const silence = {
      id: 's',
      matches: { topics: ['a'] },
      fromAt: now,
      untilAt: now + 1,
      by: 'ana',
      reason: '',
      actingOnly: false,
      version: 1,
    }
    const window = { name: 'move', from: now, until: now + 1, matches: { departments: ['logistics'] } }
    expect(said({ silences: [silence] }, child())).toBe('silenced by ana')
    expect(said({ silences: [{ ...silence, reason: 'known' }] }, child())).toBe('silenced by ana: known')
    expect(said({ silences: [{ ...silence, fromAt: now + 1, untilAt: now + 2 }] }, child())).toBeUndefined()
    expect(said({ silences: [{ ...silence, fromAt: now - 1, untilAt: now }] }, child())).toBeUndefined()
    expect(said({ silences: [{ ...silence, matches: { topics: ['b'] } }] }, child())).toBeUndefined()
    // A department's silence is of what it acts on.
    const own = { ...silence, actingOnly: true, matches: { departments: ['support'] } }
    expect(said({ silences: [own] }, { ...child(), departments: ['support', 'product'] })).toBe('silenced by ana')
    expect(said({ silences: [own] }, { ...child(), departments: ['product', 'support'] })).toBeUndefined()
    expect(said({ maintenance: [window] }, child())).toBe('maintenance: move')
    expect(said({ maintenance: [{ ...window, until: now }] }, child())).toBeUndefined()
  })

  test('a dismissed term holds back the alerts of it that its department owns', () => {
    const dismissal = { id: 'd', department: 'support', term: 'black friday', emergingId: 'e', observed: 5, by: 'ana' }
    const dismissed = [
      {
        ...dismissal,
        kind: 'planned' as const,
        note: '',
        companyObserved: 5,
        dismissedAt: now,
        restored: false,
        version: 1,
      },
    ]
    const about = (term: string, departments = ['support', 'product']) => {
      const { facts } = child()
      return child({ departments, facts: { ...facts, subject: termSubject(term) } })
    }
    expect(said({ dismissed }, about('black friday'))).toBe('“black friday” was dismissed by ana')
    const noted = dismissed.map((each) => ({ ...each, note: 'our sale' }))
    expect(said({ dismissed: noted }, about('black friday'))).toBe('“black friday” was dismissed by ana: our sale')
    expect(said({ dismissed }, about('black friday', ['product', 'support']))).toBeUndefined()
    expect(said({ dismissed }, about('friday'))).toBeUndefined()
    expect(said({ dismissed }, child({ departments: ['support'] }))).toBeUndefined()
  })
})

function pendingOf(over: Partial<Pending> & Pick<Pending, 'alertId' | 'changeNumber'>): Pending {
  const { alertId, changeNumber } = over
  const alert = alertNow({ id: alertId, changeNumber })
  return {
    changeName: 'opened',
    receiver: 'wall',
    state: 'due',
    dueAt: now,
    attempt: 0,
    reason: '',
    groupKey: 'logistics',
    mode: 'now',
    person: '',
    asksImpact: false,
    createdAt: now,
    firstAttemptAt: 0,
    sentAt: 0,
    reference: '',
    version: 0,
    change: changeNow({ alert, changeNumber }),
    ...over,
  }
}

describe('after an attempt', () => {
  const refused = (over: ConstructorParameters<typeof DeliveryFailed>[1] = {}) =>
    ({ sent: false, error: new DeliveryFailed('it answers 500', over) }) as const
  const row = pendingOf({ alertId: 'a', changeNumber: 1 })
  const due = (attempt: number, random = 0.5) =>
    afterAttempt({ ...row, attempt, firstAttemptAt: attempt && now }, refused(), { now, random }).dueAt - now

  test('it is due on the schedule of Standard Webhooks, a tenth to and fro', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => due(attempt) / 1000)).toEqual([
      5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 50_400, 50_400,
    ])
    expect([due(1, 0), due(1, 1)]).toEqual([270_000, 330_000])
  })

  test('it is never due before the receiver wants to be asked', () => {
    expect(afterAttempt(row, refused({ retryAt: now + hour }), { now, random: 0.5 }).dueAt).toBe(now + hour)
    expect(afterAttempt(row, refused({ retryAt: now + 1 }), { now, random: 0.5 }).dueAt).toBe(now + 5_000)
  })

  test('it is given up by the time of the first try, not of the filing; for good, at once', () => {
    const old = { ...row, createdAt: now - 7 * 24 * hour }
    expect(afterAttempt(old, refused(), { now, random: 0 })).toMatchObject({
      state: 'due',
      firstAttemptAt: now,
      attempt: 1,
    })
    const tried = { ...old, attempt: 8, firstAttemptAt: now - 31 * hour }
    expect(afterAttempt(tried, refused(), { now, random: 0 }).state).toBe('due')
    expect(afterAttempt(tried, refused(), { now: now + hour, random: 0 })).toMatchObject({
      state: 'failed',
      reason: 'it answers 500',
    })
    expect(afterAttempt(row, refused({ permanent: true }), { now, random: 0 }).state).toBe('failed')
  })

  test('once sent, it has no reason any more', () => {
    const sent = afterAttempt(
      { ...row, reason: 'quiet hours' },
      { sent: true, references: new Map([['a', 'C:1']]) },
      { now, random: 0 },
    )
    expect(sent).toMatchObject({ state: 'sent', reason: '', sentAt: now, attempt: 1, version: 1 })
  })
})

describe('what goes together', () => {
  function notifications(due: Pending[], later: Pending[] = [], active = new Map<string, Pending['change']>()) {
    const pending = openPending()
    for (const each of [...due, ...later]) pending.put(each)
    const state = { pending, sent: new Map(), active }
    return notificationsOf(due, { state, now, confirmUrl: (alert, person) => `${alert}/${person}` })
  }
  const inShort = (all: ReturnType<typeof notifications>) =>
    all.map(
      ({ notification, deliveries }) =>
        `${notification.kind} ${notification.group}: ${deliveries.map((d) => d.alertId + d.changeNumber).join(' ')}`,
    )

  test('nothing goes twice, also when an alert changed its group meanwhile', () => {
    const first = pendingOf({ alertId: 'a', changeNumber: 1, groupKey: 'logistics', attempt: 1 })
    const second = pendingOf({ alertId: 'a', changeNumber: 2, groupKey: 'product', attempt: 1 })
    expect(inShort(notifications([first, second]))).toEqual(['changes logistics: a1 a2'])
  })

  test('older changes of an alert go along, later ones and other alerts do not', () => {
    const [a1, a2, a3] = [1, 2, 3].map((changeNumber) => pendingOf({ alertId: 'a', changeNumber }))
    const others = [
      pendingOf({ alertId: 'b', changeNumber: 1 }),
      pendingOf({ alertId: 'a', changeNumber: 1, receiver: 'other' }),
    ]
    expect(inShort(notifications([a2!], [a1!, a3!, ...others]))).toEqual(['changes logistics: a1 a2'])
    expect(inShort(notifications([a2!], [{ ...a1!, mode: 'daily' }]))).toEqual(['changes logistics: a2'])
  })

  test('a digest is one message for all groups', () => {
    const digest = ['x', 'y'].map((groupKey) =>
      pendingOf({ alertId: groupKey, changeNumber: 1, groupKey, mode: 'daily' }),
    )
    expect(inShort(notifications([...digest, pendingOf({ alertId: 'z', changeNumber: 1 })]))).toEqual([
      'digest daily: x1 y1',
      'changes logistics: z1',
    ])
  })

  test('an alert is told as it stands now, and the same is told under the same id', () => {
    const row = pendingOf({ alertId: 'a', changeNumber: 1 })
    const taken = changeNow({
      change: 'acknowledged',
      changeNumber: 2,
      alert: alertNow({ id: 'a', changeNumber: 2, status: 'acknowledged', owner: 'kim' }),
    })
    const [before] = notifications([row])
    const [now_] = notifications([row], [], new Map([['a', taken]]))
    expect(now_!.notification.alerts[0]!.newest).toMatchObject({
      change: 'opened',
      changeNumber: 1,
      alert: { owner: 'kim' },
    })
    expect(now_!.notification.id).toBe(before!.notification.id)
  })

  test('only who is asked gets a link to say how the impact stands', () => {
    const urls = (over: Partial<Pending>) =>
      notifications([pendingOf({ alertId: 'a', changeNumber: 1, ...over })])[0]!.notification.alerts[0]!.confirmUrl
    expect([urls({}), urls({ person: 'kim' }), urls({ person: 'kim', asksImpact: true })]).toEqual([
      undefined,
      undefined,
      'a/kim',
    ])
  })
})

test('what cannot be meant is said with file, line and key, and the rest holds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-faults-'))
  const file = join(folder, 'groundswell.yaml')
  const lines = [
    'notifiers:',
    '  - type: console',
    '    name: wall',
    '    departments: [logistcs]',
    '    quietHours: [{ from: "22:00", to: "07:00" }, { from: "06:00", to: "08:00" }]',
    'notifications:',
    '  timeZone: Berlin',
    '  maintenance:',
    '    - { name: move, from: 2026-11-24, to: 2026-11-23 }',
    '  inhibit:',
    '    - source: { topics: [no.such] }',
    '      target: {}',
  ]
  writeFileSync(file, `${lines.join('\n')}\n`)
  const { faults } = openOrganisation(readConfig(file, {}), readTaxonomy())
  rmSync(folder, { recursive: true })
  expect(faults.map((fault) => fault.replace(`${file}:`, ''))).toEqual([
    '7: notifications.timeZone: there is no time zone "Berlin"; UTC is used',
    '9: notifications.maintenance[0]: move ends before it begins and is ignored',
    '11: notifications.inhibit[0].source.topics: there is no topic "no.such"',
    '5: notifiers[0].quietHours: quiet hours overlap; both apply',
    '4: notifiers[0].departments: there is no department "logistcs"',
  ])
})
