import { afterAll, beforeAll, expect, test } from 'vitest'
import { models, type OrganisationOptions } from '../../../alerts/organisation/options.ts'
import { toOrganisation, type Organisation, type Person } from '../../../alerts/organisation/organisation.ts'
import { maySee } from '../../../alerts/organisation/permission.ts'
import { visibilityOf } from '../../../alerts/organisation/visibility.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { findMentions } from '../../../enrich/mentions/mention-query.ts'
import { insertMentions } from '../../../enrich/mentions/mention-table.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { alertNow, mentionRow } from '../make.ts'

const taxonomy = readTaxonomy()
const at = Date.UTC(2026, 9, 15, 12)
const company: OrganisationOptions = {
  model: 'hub-and-spoke',
  units: [
    { id: 'north', match: { region: ['North'] } },
    { id: 'south', match: { region: ['South'], source: ['south-forum'] } },
  ],
  people: [
    { id: 'service', hub: true },
    { id: 'support', departments: ['support'] },
    { id: 'both', departments: ['support', 'logistics'] },
    { id: 'nobody' },
    { id: 'north-service', hub: true, units: ['north'] },
    { id: 'north-logistics', departments: ['logistics'], units: ['north'] },
    { id: 'south-logistics', departments: ['logistics'], units: ['south'] },
  ],
}

interface Placed {
  id: string
  departments: string[]
  guess: string
  region: string
  source: string
}
const owned: [departments: string[], guess: string][] = [
  [['support'], 'support'],
  [['logistics', 'support'], 'logistics'],
  [['product'], 'support'],
  [[], 'logistics'],
  [[], ''],
]
const mentions = ['', 'North', 'South', 'East'].flatMap((region) =>
  ['forum', 'south-forum'].flatMap((source) =>
    owned.map(([departments, guess]): Placed => ({
      id: `${source}:${departments.join('+')}-${guess}-${region}`,
      departments,
      guess,
      region,
      source,
    })),
  ),
)

let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
  await insertMentions(
    platform.store,
    mentions.map(({ id, departments, guess, region, source }) =>
      mentionRow({
        id,
        source,
        createdAt: at,
        departments,
        departmentGuess: guess,
        entityKinds: region === '' ? [] : ['region'],
        entityValues: region === '' ? [] : [region],
      }),
    ),
  )
})
afterAll(() => platform.close())

/** As if the mention were an alert: of one of its departments (or of its best guess), in a unit that it names. */
function sees(organisation: Organisation, person: Person, { departments, guess, region, source }: Placed): boolean {
  const owners = departments.length > 0 ? departments : [guess]
  const units = [region === 'North' && 'north', (region === 'South' || source === 'south-forum') && 'south']
  const named = units.filter((unit) => unit !== false)
  return owners.some((id) =>
    (named.length > 0 ? named : ['']).some((unit) =>
      maySee(organisation, person, alertNow({ departments: id === '' ? [] : [id], unit })),
    ),
  )
}

test.each(models)('%s: a person sees the mentions of their departments as they see the alerts', async (model) => {
  for (const rollout of [undefined, ['support', 'product']]) {
    const organisation = toOrganisation({ ...company, model, ...(rollout && { rollout }) }, taxonomy)
    for (const person of organisation.people.values()) {
      const { mentions: visible } = visibilityOf(organisation, person)
      const found = await findMentions(platform.store, { filters: {}, from: 0, to: at + 1, limit: 100, visible })
      const seen = mentions.filter((mention) => sees(organisation, person, mention))
      expect(found.map(({ id }) => id).toSorted(), person.id).toEqual(seen.map(({ id }) => id).toSorted())
    }
  }
})
