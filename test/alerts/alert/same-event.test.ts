import { describe, expect, test } from 'vitest'
import type { Alert } from '../../../alerts/alert/alert.ts'
import { leads, sameEvent } from '../../../alerts/alert/same-event.ts'
import { subjectKey, termSubject } from '../../../alerts/series/subject.ts'
import { isWholeOf, takenOver, widened } from '../../../alerts/alert/take-over.ts'
import { alertNow } from '../make.ts'

const onset = Date.UTC(2026, 9, 6, 14, 10)
const minute = 60_000
const day = 24 * 60 * minute
const driver = (dimension: string, value: string, share = 0.8) => ({
  dimension,
  value,
  share,
  adds: share,
  lift: 4,
  z: 5,
  now: 20,
  expected: 2,
})
const named = (carrier: string) => ({ drivers: [driver('carrier', carrier)] })
let made = 0
const alertOf = (over: Partial<Alert>): Alert =>
  alertNow({
    id: `a${made++}`,
    kind: 'spike',
    status: 'open',
    departments: ['product', 'support'],
    drivers: [],
    cut: null,
    onsetAt: onset,
    ...over,
  })

describe('a new alert is part of an active one', () => {
  const crash = alertOf({ topic: 'app.crash' })
  const late = alertOf({ topic: 'travel.delay', departments: ['logistics', 'support'], ...named('Southwest') })

  test.each<[string, Partial<Alert>, Alert, boolean]>([
    [
      'with the same carrier, hours later and of another department',
      { departments: ['support'], ...named('Southwest'), onsetAt: onset + 5 * 60 * minute },
      late,
      true,
    ],
    [
      'with the same carrier as cut',
      { departments: ['support'], cut: { dimension: 'carrier', value: 'Southwest' } },
      late,
      true,
    ],
    ['not with another carrier at the same time', { departments: ['logistics'], ...named('JetBlue') }, late, false],
    ['not without a name beside one with a name', { departments: ['logistics'] }, late, false],
    [
      'not by a driver of a third',
      { departments: ['support'], drivers: [driver('carrier', 'Southwest', 0.33)] },
      late,
      false,
    ],
    [
      'not by a common source',
      { drivers: [driver('source', 'reddit')], onsetAt: onset + 60 * minute },
      alertOf({ drivers: [driver('source', 'reddit')] }),
      false,
    ],
    ['of the same owner ten minutes later', { topic: 'app.login', onsetAt: onset + 10 * minute }, crash, true],
    ['not of the same owner half an hour later', { topic: 'app.login', onsetAt: onset + 30 * minute }, crash, false],
    ['not of another owner', { topic: 'billing.refund', departments: ['support'] }, crash, false],
    ['when it is larger', { topic: 'app.login', observed: 1_000 }, crash, true],
    [
      'not when it is larger than a critical one',
      { topic: 'app.login', observed: 1_000 },
      { ...crash, severity: 'critical' },
      false,
    ],
    ['when it is smaller than a critical one', { topic: 'app.login' }, { ...crash, severity: 'critical' }, true],
    ['not when critical', { topic: 'safety.injury', severity: 'critical' }, crash, false],
    [
      'not when people split its topic from it',
      { topic: 'app.login' },
      { ...crash, splitTopics: ['app.login'] },
      false,
    ],
    ['not when the other is resolved', { topic: 'app.login' }, { ...crash, status: 'resolved' }, false],
    ['not when the other has too few mentions', { topic: 'app.login' }, { ...crash, kind: 'drop' }, false],
  ])('%s', (_name, over, other, isPart) => {
    expect(sameEvent(alertOf(over), [other])?.id).toBe(isPart ? other.id : undefined)
  })

  test('on the same day, where times are days', () => {
    const midnight = Date.UTC(2026, 9, 6)
    const ofDay = (topic: string, at: number) => alertOf({ topic, onsetAt: at, bucketMs: day })
    const first = ofDay('app.crash', midnight)
    expect(sameEvent(ofDay('app.update', midnight + day), [first])).toBe(first)
    expect(sameEvent(ofDay('app.update', midnight + 2 * day), [first])).toBeUndefined()
  })

  test('when its main phrase is the emerging term', () => {
    const term = alertOf({ topic: '', cut: { dimension: 'term', value: 'subscription' } })
    term.facts = { ...term.facts, subject: termSubject('subscription') }
    const whole = { topic: '', departments: ['support'], onsetAt: onset + 20 * 60 * minute }
    expect(sameEvent(alertOf({ ...whole, drivers: [driver('term', 'subscription', 0.56)] }), [term])).toBe(term)
    expect(sameEvent(alertOf({ ...whole, drivers: [driver('term', 'video', 0.56)] }), [term])).toBeUndefined()
  })
})

describe('a larger spike of the event', () => {
  const whole = (kind: 'topic' | 'department', id: string) => ({ kind, id, dimension: '', value: '' })
  const crash = alertOf({ topic: 'app.crash', observed: 22, expected: 2, also: ['app'], facts: factsOf('app.crash') })
  const login = alertOf({
    topic: 'app.login',
    departments: ['support'],
    observed: 80,
    title: 'Login fails',
    onsetAt: onset + minute,
    facts: factsOf('app.login'),
  })

  function factsOf(topic: string): Alert['facts'] {
    return { ...alertOf({}).facts, subject: whole('topic', topic) }
  }

  test.each([
    [31, whole('topic', 'app.login'), crash, true],
    [29, whole('topic', 'app.login'), crash, false],
    [200, whole('department', 'support'), crash, false],
    [200, whole('department', 'support'), { ...crash, topic: '' }, true],
    [200, whole('topic', 'app.login'), { ...crash, severity: 'critical' as const }, false],
  ])('of %i more than expected, on %j, leads it or not', (excess, subject, event, isLeading) => {
    expect(leads({ subject, excess }, event)).toBe(isLeading)
  })

  test('takes the alert over under its id: title, figures and topic are its own, and the former topic has joined', () => {
    const { alert, change } = takenOver(crash, login, 'larger')
    expect(alert).toMatchObject({
      id: crash.id,
      title: 'Login fails',
      topic: 'app.login',
      also: ['app', 'app.crash'],
      observed: 80,
      departments: ['support', 'product'],
      onsetAt: onset,
      status: 'open',
    })
    expect(alert.facts.joined).toEqual([subjectKey(whole('topic', 'app.crash'))])
    expect(change).toEqual({ change: 'worsened', set: {}, reason: 'larger' })
  })

  test('leaves it to whoever has acknowledged it', () => {
    const { alert } = takenOver({ ...crash, status: 'acknowledged', owner: 'petra' }, login, 'larger')
    expect(alert).toMatchObject({ status: 'acknowledged', owner: 'petra', departments: ['product', 'support'] })
  })

  test('that led it before, and leads it again, has not joined it twice', () => {
    const { alert } = takenOver(crash, login, 'larger')
    const again = takenOver(alert, crash, 'larger').alert
    expect(again.also).toEqual(['app', 'app.login'])
    expect(again.facts.joined).toEqual([subjectKey(whole('topic', 'app.login'))])
  })
})

describe('a spike of the whole topic of which an alert names a part', () => {
  const late = { kind: 'topic', id: 'delivery.late', dimension: '', value: '' } as const
  const ofCarrier = { ...late, dimension: 'carrier', value: 'Nordfracht' }
  const factsOf = (subject: Alert['facts']['subject']): Alert['facts'] => ({ ...alertOf({}).facts, subject })
  const part = alertOf({
    kind: 'shift',
    topic: late.id,
    title: 'Late: Nordfracht',
    cut: { dimension: 'carrier', value: 'Nordfracht' },
    drivers: [driver('region', 'North', 0.8), driver('carrier', 'Nordfracht', 1)],
    observed: 42,
    expected: 2,
    facts: { ...factsOf(ofCarrier), notifiedExcess: 40, peakExcess: 44 },
  })
  const whole = alertOf({
    topic: late.id,
    title: 'Late',
    drivers: [driver('carrier', 'Nordfracht', 0.9), driver('region', 'North', 0.8)],
    observed: 50,
    expected: 6,
    facts: factsOf(late),
  })

  test.each([
    ['with at least its excess', late, 44, part, true],
    ['with less', late, 39, part, false],
    ['of another topic', { ...late, id: 'delivery.lost' }, 44, part, false],
    ['that is another part', { ...late, dimension: 'region', value: 'North' }, 44, part, false],
    ['that somebody has snoozed', late, 44, { ...part, status: 'snoozed' as const }, false],
    ['that is resolved', late, 44, { ...part, status: 'resolved' as const }, false],
    ['that is part of another alert', late, 44, { ...part, mergedInto: 'x' }, false],
  ])('%s', (_, subject, excess, alert, isWhole) => {
    expect(isWholeOf(subject, excess, alert)).toBe(isWhole)
  })

  test('the alert is about the whole from now on, names the part as its first driver, and notifies nobody of it', () => {
    const { alert, change } = widened(part, whole)
    expect(alert).toMatchObject({ id: part.id, kind: 'spike', cut: null, title: 'Late', observed: 50 })
    expect(alert.drivers[0]).toMatchObject({ dimension: 'carrier', value: 'Nordfracht' })
    expect(alert.facts).toMatchObject({ subject: late, joined: [], notifiedExcess: 40, peakExcess: 44 })
    expect(change).toMatchObject({ change: 'joined', related: { alertId: null, name: 'Late: Nordfracht' } })
  })
})
