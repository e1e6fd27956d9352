import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { knownIssueFile } from '../../../alerts/issues/read-known-issues.ts'
import { openCompany } from '../../../app/company.ts'
import { readConfig } from '../../../app/config.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'

const taxonomy = readTaxonomy()
const folder = mkdtempSync(join(tmpdir(), 'groundswell-issues-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function written(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}
const read = (name: string, text: string) => knownIssueFile(written(name, text), taxonomy)()

test('a YAML file: each bad row is named with its line, and the others count', async () => {
  const { issues, faults } = await read(
    'issues.yaml',
    `- { id: r42, kind: release, name: 4.2, from: 2026-10-14T08:00+02:00, versions: [4.2, 4.2.1] }
- { id: strike, kind: incident, name: Nordfracht strike, from: 2026-10-14, fixedAt: 2026-10-15, topics: [delivery.late] }
- { id: a, kind: outage, name: A, from: 2026-10-14 }
- { id: b, kind: incident, name: B, from: yesterday, topics: [app] }
- { id: c, kind: incident, name: C, from: 2026-10-14, topics: [ap] }
- { id: d, kind: incident, name: D, from: 2026-10-14 }
- { id: strike, kind: incident, name: Again, from: 2026-10-14, topics: [app] }
- { id: e, kind: incident, name: E, from: 2026-10-14, until: 2026-10-13, topics: [app] }
- { id: f, kind: release, name: F, from: 2026-10-14, fixedAt: 2026-10-15 }
- { id: g, kind: release, name: G, from: 2026-10-14, topic: app }
- { kind: release, name: H, from: 2026-10-14 }
- nonsense
- { id: i, kind: fix, name: Second carrier, from: 2026-10-15 12:00, fixes: strike }
`,
  )
  expect(issues).toMatchObject([
    { id: 'r42', name: '4.2', fromAt: Date.UTC(2026, 9, 14, 6), topics: [], versions: ['4.2', '4.2.1'] },
    { id: 'strike', fromAt: Date.UTC(2026, 9, 14), fixedAt: Date.UTC(2026, 9, 15), topics: ['delivery.late'] },
    { id: 'i', kind: 'fix', fromAt: Date.UTC(2026, 9, 15, 12), fixes: 'strike' },
  ])
  expect(faults).toEqual([
    'issues.yaml:3: kind "outage" is none of release, incident, recall, fix, launch, promotion, status, note',
    'issues.yaml:4: from "yesterday" is not a time (ISO 8601)',
    'issues.yaml:5: there is no topic "ap"',
    'issues.yaml:6: needs topics, departments, products or versions, or it would concern every alert',
    'issues.yaml:7: repeats the id of line 2',
    'issues.yaml:8: until is not after from',
    'issues.yaml:9: a release has no fixedAt',
    expect.stringMatching(/^issues\.yaml:10: unknown column "topic"; the columns are id, kind/),
    'issues.yaml:11: has no id',
    'issues.yaml:12: must be a mapping of columns to values',
  ])
})

test('a CSV file, with | between the values of a list', async () => {
  const { issues, faults } = await read(
    'issues.csv',
    'id,kind,name,from,until,departments,products\nk3,recall,K3 recall,2026-10-01,,product|support,Kettle K3\nk5,recall,K5,,,,\n',
  )
  expect(issues).toMatchObject([{ id: 'k3', departments: ['product', 'support'], products: ['Kettle K3'] }])
  expect(issues[0]).not.toHaveProperty('untilAt')
  expect(faults).toEqual(['issues.csv:3: has no from'])
})

test('the path is relative to the configuration file; a changed file is read again, a missing one is a fault', async () => {
  const file = written('groundswell.yaml', 'knownIssues: ./list.yaml\n')
  const reported: string[] = []
  const company = openCompany(
    readConfig(file, {}),
    { taxonomy, demoAnchor: undefined },
    (fault) => void reported.push(fault),
  )
  expect((await company.knownIssueFile()).issues).toEqual([])
  expect(reported).toEqual([expect.stringMatching(/^list\.yaml: .*ENOENT/)])
  written('list.yaml', '- { id: r, kind: release, name: 4.2, from: 2026-10-14 }\n')
  expect((await company.knownIssueFile()).issues).toMatchObject([{ id: 'r' }])
})
