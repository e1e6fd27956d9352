import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { printable, readConfig } from '../../app/config.ts'
import { toOrganisation } from '../../alerts/organisation/organisation.ts'
import { organisationFaults } from '../../alerts/organisation/faults.ts'

const folder = mkdtempSync(join(tmpdir(), 'groundswell-sign-in-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'x.yaml')
const read = (yaml: string, environment: Record<string, string> = {}) => {
  writeFileSync(path, yaml)
  return readConfig(path, environment)
}
const secrets = { SIGN_IN_SECRET: 'sixteen-or-more-characters', PROXY_SECRET: 'twenty-four-or-more-characters' }
const provider = (issuer: string) =>
  `signIn: { issuer: "${issuer}", clientId: groundswell, clientSecret: ${secrets.SIGN_IN_SECRET} }\n`

test('the examples of docs/sign-in.md are valid, and printed without their secrets', () => {
  const page = readFileSync(new URL('../../docs/sign-in.md', import.meta.url), 'utf8')
  const examples = [...page.matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1]!)
  expect(examples.length).toBe(2)
  const printed = examples.map((yaml) => JSON.stringify(printable(read(yaml, secrets)))).join()
  for (const secret of Object.values(secrets)) expect(printed).not.toContain(secret)
  expect(printed).toContain('"secretHeader":"X-Groundswell-Proxy"')
})

test.each([
  [
    'signIn:',
    provider('http://id.halden.example'),
    /signIn\.issuer must be https; http is for a provider in your own network that allowPrivate lists/,
  ],
  [
    'signIn: elsewhere',
    `api: { host: 0.0.0.0 }\n${provider('https://id.halden.example')}`,
    /signIn needs api\.url, the URL that people open/,
  ],
  [
    'an empty secret',
    'signIn: { issuer: "https://a.example", clientId: a, clientSecret: "" }',
    /signIn\.clientSecret must/,
  ],
  [
    'a short secret of the proxy',
    'api: { proxy: { header: X-A, secretHeader: X-B, secret: short } }',
    /api\.proxy\.secret must/,
  ],
  ['no secret of the proxy', 'api: { proxy: { header: X-A, secretHeader: X-B } }', /api\.proxy\.secret is missing/],
  [
    'a header that is none',
    `api: { proxy: { header: "X A", secretHeader: X-B, secret: ${secrets.PROXY_SECRET} } }`,
    /api\.proxy\.header must/,
  ],
])('%s is refused with the key', (_, yaml, sentence) => {
  expect(() => read(yaml)).toThrow(sentence)
})

test('a provider in the own network may be http', () => {
  const { signIn } = read(`${provider('http://10.1.2.3:8080')}allowPrivate: ["10.1.2.3"]\n`)
  expect(signIn?.issuer).toBe('http://10.1.2.3:8080')
})

test('two people whom the provider calls the same are a fault', () => {
  const people = [
    { id: 'petra', signIn: 'P@halden.example', channels: ['a'] },
    { id: 'paul', signIn: 'p@halden.example', channels: ['a'] },
    { id: 'pia', signIn: 'petra', channels: ['a'] },
  ]
  const options = { model: 'honeycomb' as const, people }
  const known = { departments: new Set<string>(), topics: new Set<string>(), receivers: new Set(['a']) }
  const faults = organisationFaults(options, toOrganisation(options, { departments: [] }), known)
  expect(faults.map(({ key, sentence }) => `${key}: ${sentence}`)).toEqual([
    'organisation.people[0].signIn: paul has the same signIn; neither can sign in',
    'organisation.people[1].signIn: petra has the same signIn; neither can sign in',
    'organisation.people[2].signIn: petra has the same signIn; neither can sign in',
  ])
})
