import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Alert } from '../../../alerts/alert/alert.ts'
import { findAlerts, saveAlerts } from '../../../alerts/alert/alert-table.ts'
import { recipientsOf, unitOf } from '../../../alerts/organisation/routing.ts'
import { organisationFaults } from '../../../alerts/organisation/faults.ts'
import { models, type OrganisationOptions } from '../../../alerts/organisation/options.ts'
import { toOrganisation } from '../../../alerts/organisation/organisation.ts'
import { maySee, refusal, silenceRefusal } from '../../../alerts/organisation/permission.ts'
import { visibilityOf } from '../../../alerts/organisation/visibility.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { alertNow, changeNow } from '../make.ts'

const taxonomy = readTaxonomy()
const departments = ['support', 'product', 'logistics', 'procurement']
const at = Date.UTC(2026, 9, 15, 12)

/** One person and one channel per department, a service team, and two regions with a logistician each; the north has its own service team. */
const company: OrganisationOptions = {
  model: 'hub-and-spoke',
  hub: { channels: ['service'] },
  units: [
    {
      id: 'north',
      match: { region: ['North'] },
      channels: ['north-service'],
      departments: { logistics: { channels: ['north-logistics'] } },
    },
    { id: 'south', match: { region: ['South'] } },
  ],
  departments: Object.fromEntries(departments.map((id) => [id, { channels: [id] }])),
  people: [
    { id: 'service', hub: true, channels: ['service'] },
    ...departments.map((id) => ({ id, departments: [id], channels: [`${id}-person`] })),
    { id: 'north-service', hub: true, units: ['north'], channels: ['north-service'] },
    { id: 'north-logistics', departments: ['logistics'], units: ['north'], channels: ['north-logistics'] },
    { id: 'south-logistics', departments: ['logistics'], units: ['south'], channels: ['south-logistics'] },
  ],
}
const organised = (over: Partial<OrganisationOptions>) => toOrganisation({ ...company, ...over }, taxonomy)
const subscribersOf = (organisation: ReturnType<typeof organised>) =>
  [
    ...new Set(['service', ...departments, ...[...organisation.people.values()].flatMap(({ channels }) => channels)]),
  ].map((name) => ({ name, wants: {} }))

/** `sent act see` for each person: notified, may act, may see; a dash otherwise. */
function rightsIn(organisation: ReturnType<typeof organised>, alert: Alert): string {
  const notified = recipientsOf(organisation, subscribersOf(organisation), changeNow({ alert })).map(
    ({ receiver }) => receiver,
  )
  return [...organisation.people.values()]
    .map((person) => {
      const isSent = notified.includes(person.id)
      const sees = maySee(organisation, person, alert)
      const acts = sees && refusal(organisation, person, { alert, command: 'acknowledge', at }) === undefined
      return [isSent ? 'sent' : '   -', acts ? 'act' : '  -', sees ? 'see' : '  -'].join(' ')
    })
    .join(' | ')
}

const rights = (over: Partial<OrganisationOptions>, alerts: readonly Partial<Alert>[]) =>
  alerts.map((alert) => {
    const placed = alertNow({ departments: ['support'], ...alert })
    const name = `${placed.departments.join(',')}${placed.unit && `@${placed.unit}`}`
    return `${name.padEnd(18)} | ${rightsIn(organised(over), placed)}`
  })

const each = departments.map((id) => ({ departments: [id] }))

describe('who is notified, may act and sees', () => {
  // people:               service      | support      | product      | logistics    | procurement  | north-service| north-logist.| south-logistics
  const tables: Record<(typeof models)[number], string[]> = {
    centralized: [
      'support            | sent act see |    -   - see |    -   -   - |    -   -   - |    -   -   - |    - act see |    -   -   - |    -   -   -',
      'product            | sent act see |    -   -   - |    -   - see |    -   -   - |    -   -   - |    - act see |    -   -   - |    -   -   -',
      'logistics          | sent act see |    -   -   - |    -   -   - |    -   - see |    -   -   - |    - act see |    -   - see |    -   - see',
      'procurement        | sent act see |    -   -   - |    -   -   - |    -   -   - |    -   - see |    - act see |    -   -   - |    -   -   -',
    ],
    decentralized: [
      'support            |    -   -   - | sent act see |    -   -   - |    -   -   - |    -   -   - |    -   -   - |    -   -   - |    -   -   -',
      'product            |    -   -   - |    -   -   - | sent act see |    -   -   - |    -   -   - |    -   -   - |    -   -   - |    -   -   -',
      'logistics          |    -   -   - |    -   -   - |    -   -   - | sent act see |    -   -   - |    -   -   - |    - act see |    - act see',
      'procurement        |    -   -   - |    -   -   - |    -   -   - |    -   -   - | sent act see |    -   -   - |    -   -   - |    -   -   -',
    ],
    'hub-and-spoke': [
      'support            | sent act see | sent act see |    -   -   - |    -   -   - |    -   -   - |    - act see |    -   -   - |    -   -   -',
      'product            | sent act see |    -   -   - | sent act see |    -   -   - |    -   -   - |    - act see |    -   -   - |    -   -   -',
      'logistics          | sent act see |    -   -   - |    -   -   - | sent act see |    -   -   - |    - act see |    - act see |    - act see',
      'procurement        | sent act see |    -   -   - |    -   -   - |    -   -   - | sent act see |    - act see |    -   -   - |    -   -   -',
    ],
    // Of no unit: the central service team's.
    dandelion: [
      'support            | sent act see |    -   -   - |    -   -   - |    -   -   - |    -   -   - |    -   -   - |    -   -   - |    -   -   -',
      'product            | sent act see |    -   -   - |    -   -   - |    -   -   - |    -   -   - |    -   -   - |    -   -   - |    -   -   -',
      'logistics          | sent act see |    -   -   - |    -   -   - |    -   -   - |    -   -   - |    -   -   - |    -   -   - |    -   -   -',
      'procurement        | sent act see |    -   -   - |    -   -   - |    -   -   - |    -   -   - |    -   -   - |    -   -   - |    -   -   -',
    ],
    honeycomb: [
      'support            | sent act see | sent act see | sent act see | sent act see | sent act see |    - act see |    - act see |    - act see',
      'product            | sent act see | sent act see | sent act see | sent act see | sent act see |    - act see |    - act see |    - act see',
      'logistics          | sent act see | sent act see | sent act see | sent act see | sent act see |    - act see |    - act see |    - act see',
      'procurement        | sent act see | sent act see | sent act see | sent act see | sent act see |    - act see |    - act see |    - act see',
    ],
  }
  test.each(models)('%s', (model) => {
    expect(rights({ model }, each)).toEqual(tables[model])
  })

  test('dandelion: an alert of a unit is that unit’s, with its own channels and service team', () => {
    expect(
      rights({ model: 'dandelion' }, [
        { departments: ['logistics'], unit: 'north' },
        { departments: ['logistics'], unit: 'south' },
        { departments: ['support', 'logistics'], unit: 'north' },
      ]),
    ).toEqual([
      'logistics@north    |    - act see |    -   -   - |    -   -   - |    - act see |    -   -   - | sent act see | sent act see |    -   -   -',
      'logistics@south    |    - act see |    -   -   - |    -   -   - | sent act see |    -   -   - |    -   -   - |    -   -   - |    - act see',
      'support,logistics@north |    - act see | sent act see |    -   -   - |    -   - see |    -   -   - | sent act see | sent   - see |    -   -   -',
    ])
  })

  test('the first department acts, the others are notified and see', () => {
    expect(rights({ model: 'decentralized' }, [{ departments: ['logistics', 'support'] }])).toEqual([
      'logistics,support  |    -   -   - | sent   - see |    -   -   - | sent act see |    -   -   - |    -   -   - |    - act see |    - act see',
    ])
  })

  test('the hub acts for a department outside the rollout, under every model', () => {
    for (const model of models) {
      const [row] = rights({ model, rollout: ['support', 'product'] }, [{ departments: ['logistics'] }])
      expect(row, model).toMatch(/^logistics +\| sent act see \|/)
      if (model !== 'honeycomb') expect(row!.split(' | ').slice(4, 6).join(), model).not.toMatch(/sent|act|see/)
    }
  })

  test('who has it may act whatever the model; a viewer never; an admin wherever they see', () => {
    const organisation = organised({
      model: 'centralized',
      people: [
        { id: 'owner', departments: ['logistics'], channels: ['a'] },
        { id: 'viewer', hub: true, role: 'viewer', channels: ['b'] },
        { id: 'admin', departments: ['support'], role: 'admin', channels: ['c'] },
      ],
    })
    const alert = alertNow({ departments: ['support'], owner: 'owner' })
    const may = (id: string) =>
      refusal(organisation, organisation.people.get(id)!, { alert, command: 'resolve', at }) ?? 'yes'
    expect([may('owner'), may('viewer'), may('admin')]).toEqual(['yes', expect.stringContaining('viewer'), 'yes'])
  })

  test('a refusal says who may', () => {
    const say = (model: (typeof models)[number], alert: Partial<Alert>) => {
      const organisation = organised({ model, hub: { name: 'Customer Care', channels: ['service'] } })
      const person = { ...organisation.people.get('product')!, departments: [] }
      return refusal(organisation, person, {
        alert: alertNow({ departments: ['logistics'], ...alert }),
        command: 'acknowledge',
        at,
      })
    }
    expect(say('centralized', {})).toBe('only Customer Care may acknowledge this alert')
    expect(say('decentralized', {})).toBe('only the people of Logistics may acknowledge this alert')
    expect(say('hub-and-spoke', {})).toBe('only the people of Logistics and Customer Care may acknowledge this alert')
    expect(say('dandelion', { unit: 'north' })).toBe(
      'only the people of Logistics in north, its service team and Customer Care may acknowledge this alert',
    )
    expect(say('honeycomb', { claim: { by: 'logistics', until: at + 60_000 } })).toBe(
      'logistics has claimed the alert until 2026-10-15 12:01 UTC; only they may change it',
    )
    expect(say('honeycomb', { claim: { by: 'logistics', until: at } })).toBeUndefined()
  })
})

describe('recipients', () => {
  const recipients = (
    organisation: ReturnType<typeof organised>,
    over: Parameters<typeof changeNow>[0],
    subscribers = subscribersOf(organisation),
  ) => recipientsOf(organisation, subscribers, changeNow(over))

  test('a person whom the alert names is notified on their own channel, except of their own actions', () => {
    const alert = alertNow({ departments: ['logistics'], owner: 'product' })
    const receivers = (by: string) =>
      recipients(organised({}), { change: 'assigned', by, alert }).map(({ receiver }) => receiver)
    expect(receivers('logistics')).toContain('product-person')
    expect(receivers('product')).not.toContain('product-person')
  })

  test('an escalation calls people, receivers and the hub by name', () => {
    const organisation = organised({ model: 'decentralized' })
    const alert = alertNow({
      departments: ['logistics'],
      escalation: { step: 1, at, to: ['product', 'hub', 'support-person'] },
    })
    const receivers = recipients(organisation, { change: 'escalated', alert }).map(({ receiver }) => receiver)
    expect(receivers.toSorted()).toEqual(['logistics', 'product-person', 'service', 'support-person'])
  })

  test('a subscription gets matching alerts that its person sees, immediately or with a digest', () => {
    const people: OrganisationOptions['people'] = [
      {
        id: 'a',
        departments: ['logistics'],
        channels: ['a'],
        subscriptions: [{ topics: ['delivery'], severity: 'high', digest: 'daily' }],
      },
      { id: 'b', departments: ['product'], channels: ['b'], subscriptions: [{ topics: ['delivery'] }] },
    ]
    const organisation = organised({ people })
    const address = (alert: Partial<Alert>) =>
      recipients(organisation, { alert: alertNow({ departments: ['logistics'], ...alert }) }).filter(
        ({ person }) => person !== '',
      )
    expect(address({ topic: 'delivery.late', severity: 'high' })).toEqual([
      { receiver: 'a', person: 'a', mode: 'daily', asksImpact: false },
    ])
    expect(address({ topic: 'delivery.late', severity: 'low' })).toEqual([])
    expect(address({ topic: 'deliveryx', severity: 'high' })).toEqual([])
  })

  test('a receiver gets only what matches its filter, and each change once', () => {
    const organisation = organised({ people: [{ id: 'support', departments: ['support'], channels: ['service'] }] })
    const subscribers = [
      { name: 'service', wants: {} },
      { name: 'logistics', wants: { severity: 'critical' as const } },
      { name: 'wall', wants: { topics: ['delivery'] } },
      { name: 'planners', wants: { impacts: true } },
    ]
    const alert = alertNow({ departments: ['logistics'], owner: 'support', severity: 'high' })
    expect(
      recipients(organisation, { change: 'assigned', alert }, subscribers).map(({ receiver }) => receiver),
    ).toEqual(['service', 'wall'])
  })

  test('a department without a channel notifies its people', () => {
    const organisation = organised({ departments: {}, model: 'decentralized' })
    const alert = alertNow({ departments: ['product'] })
    expect(recipients(organisation, { alert }).map(({ receiver }) => receiver)).toContain('product-person')
  })

  test('an alert is of the one unit that its cut or a strong driver names', () => {
    const driver = (value: string, share: number) => ({
      dimension: 'region',
      value,
      share,
      lift: 3,
      now: 9,
      expected: 1,
    })
    expect(unitOf(organised({}), { cut: { dimension: 'region', value: 'North' }, drivers: [] })).toBe('north')
    expect(unitOf(organised({}), { cut: null, drivers: [driver('South', 0.6), driver('North', 0.1)] })).toBe('south')
    expect(unitOf(organised({}), { cut: null, drivers: [driver('South', 0.5), driver('North', 0.4)] })).toBe('')
  })
})

describe('queries by visibility', () => {
  let platform: Awaited<ReturnType<typeof openLogAndStore>>
  const alerts = ['', 'north', 'south', 'gone'].flatMap((unit) =>
    [['support'], ['logistics', 'support'], ['procurement', 'product'], ['marketing']].flatMap((of) =>
      [null, 'product'].map((owner) =>
        alertNow({ id: `${of.join('-')}-${unit}-${owner}`, departments: of, unit, owner }),
      ),
    ),
  )
  beforeAll(async () => {
    platform = await openLogAndStore()
    await saveAlerts(platform.store, alerts)
  })
  afterAll(() => platform.close())

  test.each(models)('%s: a list holds exactly the alerts that the person sees', async (model) => {
    for (const rollout of [undefined, ['support', 'product']]) {
      const organisation = organised({ model, ...(rollout && { rollout }) })
      for (const person of organisation.people.values()) {
        const found = await findAlerts(platform.store, { limit: 100, visibility: visibilityOf(organisation, person) })
        const seen = alerts.filter((alert) => maySee(organisation, person, alert))
        expect(found.map(({ id }) => id).toSorted(), person.id).toEqual(seen.map(({ id }) => id).toSorted())
      }
    }
  })
})

test('mistakes are reported by key, and the rest stays in force', () => {
  const options: OrganisationOptions = {
    model: 'centralized',
    rollout: ['suport'],
    departments: {
      logistics: { channels: ['nowhere'], escalation: [{ afterMinutes: 5, to: ['nobody', 'hub', 'ana'] }] },
      support: { timeZone: 'New York', holidays: ['US', 'US-NYY'] },
    },
    people: [
      { id: 'ana', departments: ['logistcs'] },
      { id: 'ana', channels: ['slack'], subscriptions: [{ topics: ['no.such'] }] },
    ],
  }
  const known = {
    departments: new Set(taxonomy.departments.map(({ id }) => id)),
    topics: new Set(taxonomy.topics.map(({ id }) => id)),
    receivers: new Set(['slack']),
  }
  const faults = organisationFaults(options, toOrganisation(options, taxonomy), known)
  expect(faults.map(({ key, sentence }) => `${key}: ${sentence}`)).toEqual([
    'organisation.rollout: there is no department "suport"',
    'organisation.departments.logistics.channels: there is no receiver "nowhere"',
    'organisation.departments.logistics.escalation[0].to: there is no person or receiver "nobody"',
    'organisation.departments.support.timeZone: there is no time zone "New York"; that of the company is used',
    'organisation.departments.support.holidays[1]: there are no holidays for "US-NYY". Did you mean "US-NY"?',
    'organisation.people[0].departments: there is no department "logistcs"',
    'organisation.people[0]: ana has no channel and will not be notified',
    'organisation.people[1].id: person "ana" is already defined above',
    'organisation.people[1].subscriptions[0].topics: there is no topic "no.such"',
    'organisation.hub: all alerts go to the hub, which has no channel',
  ])
})

describe('who may silence', () => {
  const person = (over: object) => [...organised({ people: [{ id: 'p', ...over }] }).people.values()][0]!
  const mayNot = (over: Partial<OrganisationOptions>, who: object, matches: object) =>
    silenceRefusal(organised(over), person(who), matches)
  const support = { departments: ['support'] }

  test.each(models)('%s: the service team anything, a viewer nothing', (model) => {
    expect(mayNot({ model }, { hub: true }, { topics: ['app'] })).toBeUndefined()
    expect(mayNot({ model }, { hub: true, role: 'viewer' }, support)).toBe(
      'viewers may not create silences; responders and admins may',
    )
  })

  test('a department only its own alerts, and under centralized none', () => {
    expect(mayNot({}, support, support)).toBeUndefined()
    for (const matches of [{}, { topics: ['app'] }, { departments: ['support', 'product'] }])
      expect(mayNot({}, support, matches)).toBe(
        'only the service team may silence alerts outside your departments; list your departments in "matches"',
      )
    expect(mayNot({ model: 'centralized' }, support, support)).toBe('only the service team may create silences')
  })

  test('in a dandelion, people of a unit only alerts of their units', () => {
    const dandelion = { model: 'dandelion' } as const
    const north = { ...support, units: ['north'] }
    expect(mayNot(dandelion, north, north)).toBeUndefined()
    expect(mayNot(dandelion, { hub: true, units: ['north'] }, { units: ['north'] })).toBeUndefined()
    for (const matches of [support, { ...support, units: ['north', 'south'] }])
      expect(mayNot(dandelion, north, matches)).toBe(
        'only the service team may silence alerts outside your units; list your units in "matches"',
      )
  })
})
