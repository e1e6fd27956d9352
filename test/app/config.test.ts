import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { afterAll, describe, expect, test } from 'vitest'
import { toReceivers } from '../../alerts/notifiers/registry.ts'
import { printable, readConfig } from '../../app/config.ts'
import { startFaults } from '../../app/config-faults.ts'
import { UsageError } from '../../infra/verb.ts'
import { openHttp } from '../../infra/http/fetch.ts'
import { sourceDeps } from '../connectors/source-deps.ts'
import { toSources } from '../../ingest/sources/registry.ts'

const folder = mkdtempSync(join(tmpdir(), 'groundswell-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const path = join(folder, 'x.yaml')
function read(yaml: string, environment: Record<string, string> = {}) {
  writeFileSync(path, yaml)
  return readConfig(path, environment)
}
function faultOf(yaml: string, environment: Record<string, string> = {}): string {
  try {
    read(yaml, environment)
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError)
    return (error as Error).message.replaceAll(folder, '')
  }
  return 'none'
}

describe('the configuration', () => {
  test('the environment goes over the file, the file over the defaults', () => {
    const yaml = 'logLevel: info\napi: { port: 9000 }\n'
    const config = read(yaml, { GROUNDSWELL_API_PORT: '9001', GROUNDSWELL_ALARM_BUDGET_PER_DEPARTMENT_PER_WEEK: '1.5' })
    expect(config).toMatchObject({ logLevel: 'info', api: { host: '127.0.0.1', port: 9001 }, log: 'embedded' })
    expect(config.alarmBudget.perDepartmentPerWeek).toBe(1.5)
    expect(readConfig(path, {}).api.port).toBe(9000)
  })

  test('it cannot be changed once it is read', () => {
    const config = read('api: { port: 9000 }')
    expect(() => Object.assign(config.api, { port: 1 })).toThrow(TypeError)
  })

  test.each([
    ['an unknown key', 'foo: 1', /^\/x\.yaml:1: unknown key "foo"$/],
    [
      'a mistyped key',
      'logLevel: info\n\nentites:\n  product: []\n',
      /^\/x\.yaml:3: unknown key "entites"\. Did you mean "entities"\?$/,
    ],
    [
      'a key of the whole file in a source',
      'sources:\n  - { type: feed, name: a, url: "https://x.example", allowPrivate: [a] }',
      /^\/x\.yaml:2: unknown key "sources\[0\]\.allowPrivate"\. "allowPrivate" is a key of the whole file: write it without indentation$/,
    ],
    ['an unknown key inside', 'api: { prt: 1 }', /^\/x\.yaml:\d+: unknown key "api\.prt"\. Did you mean "port"\?/],
    ['a wrong type', 'api: { port: eighty }', /^\/x\.yaml:\d+: api\.port must be integer/],
    ['a number out of range', 'api: { port: 70000 }', /^\/x\.yaml:\d+: api\.port must be <= 65535/],
    ['an unknown zone', 'data: ./d\ntimeZone: Berlin', /^\/x\.yaml:2: there is no time zone "Berlin"/],
    [
      'an unknown country of holidays',
      'holidays:\n  - DE\n  - US-NYY\n',
      /^\/x\.yaml:3: there are no holidays for "US-NYY"\. Did you mean "US-NY"\?$/,
    ],
    ['a wrong shape', 'sources: 3', /^\/x\.yaml:\d+: sources must be array/],
    ['no mapping', '- 1', /^\/x\.yaml: it must be a mapping/],
    ['no YAML', 'a: [', /^\/x\.yaml: .* at line 1/],
    [
      'an unknown source',
      'sources: [{ type: demo }, { type: carrier-pigeon }]',
      /^\/x\.yaml:\d+: sources\[1\]\.type must be one of .*feed, file, .*webhook, .*zendesk$/,
    ],
    [
      'a date of a source that there is not',
      "sources: [{ type: hacker-news, name: hn, query: 'Halden', since: '2026-13-45' }]",
      /^\/x\.yaml:\d+: sources\[0\]\.since is no date: "2026-13-45"$/,
    ],
    [
      'half a credential',
      'sources: [{ type: rest, name: r, url: https://a.example, auth: { user: ann } }]',
      /^\/x\.yaml:\d+: sources\[0\]\.auth needs a token; or user and password; or clientId, clientSecret and tokenUrl$/,
    ],
    [
      'a pagination without its parameter',
      'sources: [{ type: rest, name: r, url: https://a.example, pagination: { by: page } }]',
      /^\/x\.yaml:\d+: sources\[0\]\.pagination by page needs parameter$/,
    ],
    [
      'an App Store key without its id',
      "sources: [{ type: app-store, name: a, appId: '1', privateKey: x }]",
      /^\/x\.yaml:\d+: sources\[0\]\.privateKey needs keyId and issuerId, and they need it$/,
    ],
    ['a source without a type', 'sources: [{}]', /^\/x\.yaml:\d+: sources\[0\]\.type must be one of/],
    ['a source without a name', 'sources: [{ type: file, path: x }]', /^\/x\.yaml:\d+: sources\[0\]\.name is missing/],
    [
      'a source’s unknown key',
      'sources: [{ type: file, name: a, path: x, folow: true }]',
      /^\/x\.yaml:\d+: unknown key "sources\[0\]\.folow"/,
    ],
    [
      'a field that cannot be mapped',
      'sources: [{ type: file, name: a, path: x, map: { txt: b } }]',
      /^\/x\.yaml:\d+: unknown key "sources\[0\]\.map\.txt"/,
    ],
    [
      'a poll too often',
      'sources: [{ type: feed, name: a, url: "https://x.example", everySeconds: 5 }]',
      /^\/x\.yaml:\d+: sources\[0\]\.everySeconds must be >= 60/,
    ],
    ['no web address', 'sources: [{ type: feed, name: a, url: "file:///etc" }]', /^\/x\.yaml:\d+: sources\[0\]\.url /],
    [
      'a secret too short',
      'sources: [{ type: webhook, name: a, secret: short }]',
      /^\/x\.yaml:\d+: sources\[0\]\.secret must not have fewer than 24 characters/,
    ],
    [
      'a broken secret',
      `sources: [{ type: webhook, name: a, secret: whsec_${'?'.repeat(32)} }]`,
      /^\/x\.yaml:\d+: sources\[0\]\.secret /,
    ],
    ['a name that is a path', 'sources: [{ type: file, name: ../a, path: x }]', /^\/x\.yaml:\d+: sources\[0\]\.name /],
    [
      'a notifier without its address',
      'notifiers: [{ type: slack }]',
      /^\/x\.yaml:\d+: notifiers\[0\]\.url is missing/,
    ],
    [
      'mail without a recipient',
      'notifiers: [{ type: email, url: "smtp://mail.example", from: a@acme.example, to: [] }]',
      /^\/x\.yaml:\d+: notifiers\[0\]\.to /,
    ],
    [
      'a recipient that would be two',
      'notifiers: [{ type: email, url: "smtp://mail.example", from: a@acme.example, to: ["b@acme.example, c@x.example"] }]',
      /^\/x\.yaml:\d+: notifiers\[0\]\.to\.0 /,
    ],
    [
      'a secret that is not set',
      'sources: [{ type: webhook, name: a, secret: "${CRM_SECRET}" }]',
      /^\/x\.yaml:\d+: sources\[0\]\.secret needs the environment variable CRM_SECRET, which is not set/,
    ],
    ['a mistyped choice', 'logLevel: inof', /^\/x\.yaml:1: logLevel must be one of trace, .*\. Did you mean "info"\?$/],
    [
      'a choice that there is not',
      'sources: [{ type: file, name: a, path: x.yaml, dates: ymd }]',
      /^\/x\.yaml:1: sources\[0\]\.dates must be one of dmy, mdy/,
    ],
  ])('%s is refused with a sentence that names the key', (_, yaml, message) => expect(faultOf(yaml)).toMatch(message))

  test.each([
    [
      'GROUNDSWELL_API_PRT',
      '1',
      'environment: unknown variable GROUNDSWELL_API_PRT; there is no configuration key for it',
    ],
    ['GROUNDSWELL_API_PORT', 'x', 'environment: GROUNDSWELL_API_PORT must be a number, not "x"'],
  ])('a variable %s=%s is refused by its name', (name, value, message) => {
    expect(faultOf('', { [name]: value, HOME: '/' })).toBe(message)
  })

  test.each([
    ['sources: [{ type: webhook, name: a, secret: 12345 }]', 'sources[0].secret', 'a number: put it in quotes'],
    [
      `sources: [{ type: webhook, name: a, secret: 0x${'1234'.repeat(8)} }]`,
      'sources[0].secret',
      'a number: put it in quotes',
    ],
    ['sources: [{ type: webhook, name: a, secret: true }]', 'sources[0].secret', 'true or false: put it in quotes'],
    ['sources: [{ type: webhook, name: a, secret: [x] }]', 'sources[0].secret', 'a list'],
    ['sources: [{ type: webhook, name: a, secret: { env: X } }]', 'sources[0].secret', 'a mapping'],
    ['sources: [{ type: app-store, name: a, appId: 284882215 }]', 'sources[0].appId', 'a number: put it in quotes'],
    [
      'sources: [{ type: feed, name: 2026, url: "https://x.example" }]',
      'sources[0].name',
      'a number: put it in quotes',
    ],
    ['notifiers: [{ type: slack, token: x, channel: 12345 }]', 'notifiers[0].channel', 'a number: put it in quotes'],
    [
      'notifiers: [{ type: webhook, url: "https://x.example", secrets: [1] }]',
      'notifiers[0].secrets.0',
      'a number: put it in quotes',
    ],
    ['organisation: { people: [{ id: 5, name: Kim }] }', 'organisation.people.0.id', 'a number: put it in quotes'],
    ['data: 5', 'data', 'a number: put it in quotes'],
  ])('what is not text is refused, and quotes are asked for: %s', (yaml, key, kind) => {
    expect(faultOf(yaml)).toBe(`/x.yaml:1: ${key} must be text, but is ${kind}`)
  })

  test.each([
    ['sources:\n  -\nnotifiers:\n  - ~\n'],
    ['sources:\n#  - { type: demo }\nnotifiers:\n'],
    ['sources:'],
    ['sources: ~\naccounts:\n'],
    ['entities:\nplanners:\n'],
    ['plannedEvents:\norganisation:\n  departments:\n'],
    ['api:\n  host:\n  port: # 8080\n'],
  ])('a key without a value is as if it were absent: %j', (yaml) => {
    expect({ ...read(yaml), file: undefined }).toEqual({ ...read('{}'), file: undefined })
  })

  test.each([
    ['p@ss/w#rd:1?', 'p@ss/w#rd:1?'],
    ['with space & é', 'with space & é'],
    ['100%', '100%'],
    ['plain', 'plain'],
    ['p%40ss', 'p@ss'],
    ['[x]', '[x]'],
    ['a\\b', 'a\\b'],
  ])('the password %s from a variable is put into a URL as it is', (secret, password) => {
    const url = URL.parse(read('store: "http://gs:${CH}@clickhouse.example:8123"', { CH: secret }).store!)!
    expect([url.host, decodeURIComponent(url.password)]).toEqual(['clickhouse.example:8123', password])
  })

  test('a cluster needs a store by URL', () => {
    expect(faultOf('data: ./d\nstoreCluster: ours')).toMatch(/^\/x\.yaml:2: storeCluster needs store: the URL/)
    expect(read('store: http://ch:8123\nstoreCluster: ours')).toMatchObject({ storeCluster: 'ours' })
  })

  test('a variable elsewhere is not encoded', () => {
    const environment = { URL: 'https://a:b@x.example/c?d#e', P: 'a/b?c=d' }
    const yaml = 'store: "${URL}"\nsources: [{ type: feed, name: a, url: "https://x.example/${P}" }]'
    expect(read(yaml, environment)).toMatchObject({
      store: environment.URL,
      sources: [{ url: 'https://x.example/a/b?c=d' }],
    })
  })

  test.each(['p/ss', 'p#ss', 'p?ss', 'p@s/s', 'p\\ss'])(
    'the password %s within a URL is refused, and not shown',
    (password) => {
      const fault = faultOf(`data: ./d\nstore: 'http://gs:${password}@clickhouse.example:8123'`)
      expect(fault).toMatch(/^\/x\.yaml:2: store is not a URL: write/)
      expect(fault).not.toContain(password)
    },
  )

  test('relative paths are beside the file; those of variables and defaults are not', () => {
    const yaml =
      'data: d\naccounts: ./a.csv\nknownIssues: ../k.yaml\ntaxonomy: preset:airline\nplanners: { planningData: p.csv }\nsources: [{ type: file, name: a, path: in }, { type: file, name: b, path: /abs }]'
    expect(read(yaml)).toMatchObject({
      data: join(folder, 'd'),
      accounts: join(folder, 'a.csv'),
      knownIssues: join(folder, '../k.yaml'),
      taxonomy: 'preset:airline',
      planners: { planningData: join(folder, 'p.csv') },
      sources: [{ path: join(folder, 'in') }, { path: '/abs' }],
    })
    expect(read('', { GROUNDSWELL_DATA: 'd' }).data).toBe(resolve('d'))
  })

  test('all faults are named at once, each with its line', () => {
    const yaml = `lgLevel: info
api: { port: eighty }
timeZone: UTC
sources:
  - { type: file, name: a, path: ./nope }
  - { type: fed, name: a, url: 'https://x.example' }
notifiers:
  - { type: console, name: x }
  - { type: slack, name: x, url: "\${SLACK}" }
accounts: ./nope.csv`
    expect(faultOf(yaml, { GROUNDSWELL_X: '1' }).split('\n')).toEqual([
      expect.stringMatching(/unknown variable GROUNDSWELL_X/),
      expect.stringMatching(/^\/x\.yaml:9: notifiers\[1\]\.url needs the environment variable SLACK/),
      expect.stringMatching(/^\/x\.yaml:1: unknown key "lgLevel"\. Did you mean "logLevel"/),
      expect.stringMatching(/^\/x\.yaml:2: api\.port must be integer/),
      expect.stringMatching(/^\/x\.yaml:6: sources\[1\]\.type must be one of .*Did you mean "feed"/),
      expect.stringMatching(/^\/x\.yaml:6: the name "a" is used by another source/),
      expect.stringMatching(/^\/x\.yaml:9: the name "x" is used by another notifier/),
      expect.stringMatching(/^\/x\.yaml:5: sources\[0\]\.path ".*nope" does not exist/),
      expect.stringMatching(/^\/x\.yaml:10: accounts ".*nope\.csv" does not exist/),
    ])
  })

  test('what only `start` needs is named by line, and does not stop other commands', () => {
    const config = read(
      'accounts: ./nope.csv\ntaxonomy: ./t.yaml\nplanners: { planningData: p.csv }\nsources:\n  - { type: file, name: a, path: in }\n  - { type: file, name: a, path: . }\n',
    )
    expect(startFaults(config, config.file).map((fault) => fault.replaceAll(folder, ''))).toEqual([
      '/x.yaml:6: the name "a" is used by another source',
      '/x.yaml:5: sources[0].path "/in" does not exist',
      '/x.yaml:1: accounts "/nope.csv" does not exist',
      '/x.yaml:2: taxonomy "/t.yaml" does not exist',
      '/x.yaml:3: planners.planningData "/p.csv" does not exist',
    ])
  })

  test.each([
    ['a demo twice', 'sources: [{ type: demo }, { type: demo }]', '1: the name "demo" is used by another source'],
    [
      'a notifier that has the name of one without',
      'notifiers: [{ type: console, name: console-2 }, { type: console }]',
      '1: the name "console-2" is used by another notifier',
    ],
    ['a folder instead of accounts', 'accounts: .', '1: accounts "" is a folder, not a file'],
    ['a folder instead of known issues', 'data: d\nknownIssues: ./', '2: knownIssues "" is a folder, not a file'],
    ['a path from a variable', 'accounts: "${P}"', '1: accounts "/nope.csv" does not exist'],
    ['a file beside a parent', 'taxonomy: ../nope/t.yaml', '1: taxonomy "/../nope/t.yaml" does not exist'],
    [
      'a pattern of files',
      'sources: [{ type: file, name: a, path: "*.csv" }]',
      '1: sources[0].path "/*.csv" does not exist',
    ],
  ])('%s is refused before start', (_, yaml, fault) => {
    const config = read(yaml, { P: './nope.csv' })
    const found = startFaults(config, config.file).map((each) =>
      each.replaceAll(folder, '').replace(join(folder, '../nope'), '/../nope'),
    )
    expect(found).toEqual([`/x.yaml:${fault}`])
  })

  test.each([
    ['notifiers: [{ type: slack, url: "https://a.example" }, { type: slack, url: "https://b.example" }]'],
    ['sources: [{ type: file, name: a, path: x.yaml }, { type: file, name: b, path: . }]'],
    ['taxonomy: preset:airline\naccounts: x.yaml'],
  ])('names by position, folders of data and presets have no fault: %s', (yaml) => {
    const config = read(yaml)
    expect(startFaults(config, config.file)).toEqual([])
  })

  test('a named file that does not exist is an error', () => {
    expect(() => readConfig(join(folder, 'nowhere.yaml'), {})).toThrow(/nowhere\.yaml cannot be read/)
  })

  test('a name that stands twice is refused: their cursors would be one', () => {
    const { sources } = read(
      'sources: [{ type: file, name: a, path: x }, { type: feed, name: a, url: "https://x.example" }]',
    )
    expect(() => toSources(sources, sourceDeps())).toThrow('sources: the name a is used twice')
  })

  test('the example is good once its secrets are set', () => {
    const file = fileURLToPath(new URL('../../groundswell.example.yaml', import.meta.url))
    const names = [...readFileSync(file, 'utf8').matchAll(/\$\{(\w+)\}/g)].map((match) => match[1]!)
    const secrets = Object.fromEntries(names.map((name) => [name, 'https://secret.example/of-24-characters']))
    expect(readConfig(file, secrets).notifiers.map(({ type }) => type)).toContain('kafka')
  })

  test('two notifiers with the same name are refused', () => {
    const { notifiers } = read('notifiers: [{ type: console, name: a }, { type: console, name: a }]')
    const logger = pino({ level: 'silent' })
    const means = { http: openHttp({ logger }), print: () => {}, dashboard: '', logger, allowPrivate: [] }
    expect(() => toReceivers(notifiers, means)).toThrow('notifiers: two have the name "a"')
  })

  test('printed, it hides every secret and shows the rest', () => {
    const secret = 'x'.repeat(30)
    const yaml = `store: http://ann:hunter22@store.example:8123
sources:
  - { type: webhook, name: crm, secret: "\${S}", previousSecret: "\${S}" }
  - { type: feed, name: news, url: "https://n.example/feed?token=hunter22" }
notifiers:
  - { type: slack, url: "https://hooks.example/hunter22" }
  - { type: slack, token: hunter22, channel: alerts }
  - { type: email, url: "smtps://a:hunter22@mail.example", from: a@acme.example, to: [b@acme.example] }
  - { type: pagerduty, routingKey: hunter22 }
  - { type: webhook, url: "https://x.example/hunter22", secrets: ["\${S}"] }`
    const printed = JSON.stringify(printable(read(yaml, { S: secret })))
    expect(printed).not.toContain(secret)
    expect(printed).not.toContain('hunter22')
    expect(printed).toContain('store.example:8123')
    expect(printed).toContain('"name":"crm"')
  })
})
