import { spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TSchema } from 'typebox'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../../app/config.ts'
import { rowsOf } from '../../app/config-reference.ts'
import { sourcesVerb } from '../../app/sources-verb.ts'
import { sourceOptions, sourceTypes } from '../../ingest/sources/registry.ts'

const folder = mkdtempSync(join(tmpdir(), 'groundswell-sources-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'groundswell.yaml')
beforeEach(() => rmSync(file, { force: true }))

/** Runs the verb and returns its exit code and what it printed. */
async function run(positionals: string[], set: string[] = []) {
  const printed: string[] = []
  const code = await sourcesVerb(() => readConfig(file, {})).run({
    values: { config: file, set },
    positionals,
    print: async (line) => void printed.push(line),
    progress: () => {},
    note: () => {},
    signal: new AbortController().signal,
  })
  return { code: code ?? 0, printed: printed.join('\n') }
}

/** What has no example that is an answer. */
const answers: Record<string, Record<string, string>> = {
  feed: { url: 'https://news.example/rss' },
  file: { path: folder },
  mastodon: { url: 'https://mastodon.example' },
  sql: { url: 'postgres://reader:${SHOP}@db.example/shop' },
}

/** Types that need one of several options. */
const oneOf: Record<string, string[]> = {
  lemmy: ['community=halden'],
  mastodon: ['hashtags=[halden]'],
  'stack-exchange': ['query=halden'],
  youtube: ['channel=UC1234567890abcdefghijkl'],
}

/** An answer to every question of a type: its example. */
const answersTo = (type: string): string[] =>
  rowsOf(sourceOptions[type] as TSchema, { defaults: undefined, examples: [] })
    .filter(({ key, isRequired }) => isRequired && !['type', 'name'].includes(key) && !/[.[]/.test(key))
    .filter(({ example }) => !/^\$\{\w+\}$/.test(String(example)))
    .map(({ key, example }) => {
      const shown = typeof example === 'string' ? example : JSON.stringify(example ?? '')
      return `${key}=${answers[type]?.[key] ?? shown}`
    })

describe('sources add', () => {
  test.each(sourceTypes.filter((type) => !['demo', 'bluesky'].includes(type)))(
    '%s: the configuration is valid',
    async (type) => {
      const { printed } = await run(['add', type], ['name=mine', ...answersTo(type), ...(oneOf[type] ?? [])])
      expect(printed).toContain('added the source "mine"')
      const content = readFileSync(file, 'utf8')
      const variables = [...content.matchAll(/^[^#\n]*\$\{(\w+)\}/gm)].map(([, name]) => [
        name!,
        'a-secret-of-some-24-characters',
      ])
      expect(readConfig(file, Object.fromEntries(variables)).sources).toEqual([
        expect.objectContaining({ type, name: 'mine' }),
      ])
      for (const [name] of variables) expect(printed).toContain(`set the variable ${name}`)
    },
  )

  test('what stands in the configuration stays, with its comments', async () => {
    const before =
      '# ours\ntimeZone: Europe/Berlin\nsources: # what we hear\n  - type: feed # news\n    name: news\n    url: https://news.example/rss\n\nnotifiers:\n  - type: console\n'
    writeFileSync(file, before)
    await run(['add', 'hacker-news'], ['query=halden', 'name=hn'])
    const after = readFileSync(file, 'utf8')
    for (const line of before.split('\n').filter(Boolean)) expect(after).toContain(line)
    expect(after).toContain('    # everySeconds:')
    expect(readConfig(file, {})).toMatchObject({
      timeZone: 'Europe/Berlin',
      sources: [{ name: 'news' }, { name: 'hn' }],
      notifiers: [{ type: 'console' }],
    })
  })

  test('a name that another source has is refused, and the configuration stays as it was', async () => {
    const before = 'sources:\n  - { type: feed, name: news, url: "https://news.example/rss" }\n'
    writeFileSync(file, before)
    await expect(run(['add', 'feed'], ['name=news', 'url=https://other.example/rss'])).rejects.toThrow(
      'the name "news" is used by another source',
    )
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  test('a mailbox gets the variable of its password; the OAuth client is named as another way', async () => {
    const { printed } = await run(['add', 'imap'], ['name=mails', ...answersTo('imap')])
    expect(printed).toContain('set the variable MAILBOX_PASSWORD')
    expect(readConfig(file, { MAILBOX_PASSWORD: 'hunter2' }).sources).toMatchObject([{ password: 'hunter2' }])
    expect(readFileSync(file, 'utf8')).toContain('# Also: oauth, canary. All options: docs/sources/imap.md')
  })

  test('a wrong answer is asked again, and the others are kept', () => {
    writeFileSync(file, 'sources:\n  - { type: feed, name: feed, url: "https://news.example/rss" }\n')
    const input = 'my news\nfeed\n\nftp://x.example\nhttps://other.example/rss\n'
    const { stderr, status } = spawnSync('node', ['groundswell.mjs', 'sources', 'add', 'feed', '--config', file], {
      input,
      encoding: 'utf8',
    })
    expect(stderr).toContain('name "my news" must be of letters')
    expect(stderr).toContain('the name "feed" is used by another source')
    expect(stderr).toContain('name [feed-2]')
    expect(stderr).toContain('url must match pattern')
    expect(status).toBe(0)
    expect(readConfig(file, {}).sources.at(-1)).toMatchObject({ name: 'feed-2', url: 'https://other.example/rss' })
  })

  test('--set takes a mapping as YAML', async () => {
    await run(['add', 'rest'], ['name=reviews', ...answersTo('rest'), 'pagination={ by: page, parameter: page }'])
    expect(readConfig(file, {}).sources).toMatchObject([{ pagination: { by: 'page', parameter: 'page' } }])
    expect(readFileSync(file, 'utf8')).toMatch(/# Also: auth, .*All options: docs\/sources\/rest\.md/)
  })

  test.each([
    'sources: []\n',
    'sources:\n',
    'sources: [{ type: feed, name: news, url: "https://x.example/rss" }]\n',
    'timeZone: UTC\n',
    '',
  ])('to %j', async (before) => {
    writeFileSync(file, before)
    await run(['add', 'hacker-news'], ['query=halden', 'name=hn'])
    expect(readConfig(file, {}).sources.at(-1)).toMatchObject({ type: 'hacker-news', query: 'halden' })
  })

  test.each<[string[], string[], RegExp]>([
    [['add'], [], /needs a TYPE: .*zendesk/],
    [['add', 'reddit'], [], /there is no type "reddit" of source; types are .*zendesk/],
    [['add', 'appstore'], [], /there is no type "appstore" of source; did you mean "app-store"/],
    [['add', 'feed'], ['name=my news', 'url=https://news.example/rss'], /^name "my news" must be of letters, digits/],
    [['add', 'feed'], ['name=a', 'url=https://news.example/rss', 'everySeconds=1m'], /^everySeconds must be number/],
    [
      ['add', 'imap'],
      ['name=a', 'password=hunter2'],
      /password=… must name an environment variable, .*MAILBOX_PASSWORD/,
    ],
    [['add', 'rest'], ['name=a', 'url=https://x.example', 'pagination={by: magic}'], /pagination/],
    [['add', 'feed'], ['link=x'], /--set link=x must be KEY=VALUE with KEY one of name, url/],
    [['add', 'feed'], ['name=a', 'url=ftp://x'], /url .*https/],
  ])('%j %j is refused, and nothing is written', async (positionals, set, message) => {
    await expect(run(positionals, set)).rejects.toThrow(message)
    expect(existsSync(file)).toBe(false)
    expect(existsSync(`${file}.new`)).toBe(false)
  })
})

describe('sources try', () => {
  test('shows what a feed would give, redacted, and what may be kept', async () => {
    const item =
      '<item><guid>a1</guid><title>Kettle</title><description>It leaks, call me at kim@mail.example</description><pubDate>Tue, 24 Nov 2026 10:00:00 GMT</pubDate></item>'
    const server = createServer((_, response) =>
      response.end(`<rss version="2.0"><channel><title>t</title>${item}</channel></rss>`),
    ).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    writeFileSync(
      file,
      `allowPrivate: [127.0.0.1]\nsources:\n  - { type: feed, name: news, url: "http://127.0.0.1:${port}/rss" }\n`,
    )
    const { code, printed } = await run(['try', 'news'])
    server.close()
    expect(code).toBe(0)
    expect(printed).toContain('1 mention in the first page, 1 of them history, which never alerts')
    expect(printed).toContain('2026-11-24T10:00Z  a1  Kettle – It leaks, call me at')
    expect(printed).not.toContain('kim@mail.example')
    expect(printed).toContain('Nothing was written.')
  })

  test('says whether the canary is found', async () => {
    const at = Math.floor(Date.now() / 1000) - 60
    const server = createServer((_, response) =>
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify([{ id: 1, text: 'a test post', createdAt: at }])),
    ).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const source = (term: string) =>
      `{ type: rest, name: ${term}, url: "http://127.0.0.1:${port}/list", canary: { term: ${term}, hours: 2 } }`
    writeFileSync(file, `allowPrivate: [127.0.0.1]\nsources:\n  - ${source('test')}\n  - ${source('other')}\n`)
    const found = await run(['try', 'test'])
    const absent = await run(['try', 'other'])
    server.close()
    expect(found.printed).toMatch(/\ncanary "test": found, the newest of 20/)
    expect(absent.printed).toContain(
      '✗ canary "other": nothing on this page of the last 2 hours; then the source is blind',
    )
  })

  test('says what is wrong with a source', async () => {
    writeFileSync(
      file,
      'allowPrivate: [127.0.0.1]\nsources:\n  - { type: feed, name: news, url: "http://127.0.0.1:1/rss" }\n',
    )
    const { code, printed } = await run(['try', 'news'])
    expect(code).toBe(1)
    expect(printed).toMatch(/^✗ news: 127\.0\.0\.1:1: .*ECONNREFUSED/)
  })

  test('of a webhook says where to send', async () => {
    writeFileSync(file, 'sources:\n  - { type: webhook, name: help-desk, secret: a-secret-of-24-characters }\n')
    expect((await run(['try', 'help-desk'])).printed).toContain('POST http://127.0.0.1:8080/api/v1/webhooks/help-desk')
  })

  test('names the sources that there are', async () => {
    writeFileSync(file, 'sources:\n  - { type: feed, name: news, url: "https://x.example" }\n')
    await expect(run(['try', 'paper'])).rejects.toThrow(
      'there is no source "paper"; sources try needs the NAME of a configured source: news',
    )
  })
})
