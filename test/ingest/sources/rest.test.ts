import { describe, expect, test } from 'vitest'
import { rest } from '../../../ingest/sources/rest.ts'
import { isJsonPath, valuesAt } from '../../../ingest/sources/poll/json-path.ts'
import type { RestOptions } from '../../../ingest/sources/rest/options.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { paginations, restService } from '../../connectors/rest.ts'
import type { StubDescription } from '../../connectors/stub-service.ts'
import { connectorContract, type ConnectorUnderTest } from '../../contract/connector.ts'

const map = { id: 'review.id', text: '$.review.parts[*].body', author: "user['full name']", createdAt: 'created_at' }
const sinceParameter = { name: 'updated_since', format: 'iso' as const, path: 'updated_at' }
const deleted = { path: 'state', value: 'deleted' }
const options = (more: Partial<RestOptions>) => (root: string) => ({
  type: 'rest' as const,
  name: 'reviews',
  url: `${root}/reviews`,
  everySeconds: 60,
  map,
  ...more,
})
const underTest = (
  service: ConnectorUnderTest['service'],
  optionsAt: (root: string) => RestOptions,
  more: Partial<ConnectorUnderTest>,
): ConnectorUnderTest => ({
  service,
  open: (root, deps) => rest(optionsAt(root), deps),
  idOf: ({ id }) => String(id),
  secrets: ['canary-rest-1'],
  fault: /^has no readable time \(column created_at/,
  ...more,
})
const token = 'canary-rest-1'
const hasToken = ({ headers }: { headers: { authorization?: string } }) => headers.authorization === `Bearer ${token}`

connectorContract(
  'rest with next links and a bearer token',
  underTest(
    restService(paginations['next-link'], hasToken),
    options({
      auth: { token },
      sinceParameter,
      deleted,
      map: { ...map, items: 'data.list' },
      pagination: { by: 'next-link', path: 'links.next' },
    }),
    { refused: /auth\.token is wrong or expired/ },
  ),
)

connectorContract(
  'rest with Link headers and an API key',
  underTest(
    restService(paginations['link-header'], ({ headers }) => headers['x-api-key'] === token),
    options({ headers: { 'x-api-key': token }, sinceParameter, deleted, pagination: { by: 'link-header' } }),
    { refused: /what they have is wrong or expired/ },
  ),
)

connectorContract(
  'rest with numbered pages, the newest first',
  underTest(
    restService(
      paginations.page,
      ({ headers }) => headers.authorization === `Basic ${Buffer.from(`ann:${token}`).toString('base64')}`,
      { newestFirst: true },
    ),
    options({ auth: { user: 'ann', password: token }, pagination: { by: 'page', parameter: 'page' } }),
    { refused: /auth\.user or auth\.password is wrong/, hasEdits: false, hasDeletions: false },
  ),
)

connectorContract(
  'rest with offsets',
  underTest(
    restService(paginations.offset, hasToken),
    options({ auth: { token }, sinceParameter, deleted, pagination: { by: 'offset', parameter: 'skip' } }),
    { refused: /auth\.token is wrong/ },
  ),
)

connectorContract('rest with a cursor to resume from, and OAuth', {
  ...underTest(
    restService(paginations.cursor, ({ headers }, given) => headers.authorization === `Bearer ${given}`, {
      hasTokens: true,
    }),
    options({}),
    { refused: /auth\.clientId or auth\.clientSecret is wrong/, hasOwnPositions: true },
  ),
  open: (root, deps) =>
    rest(
      options({
        auth: { clientId: 'c', clientSecret: token, tokenUrl: `${root}/token` },
        deleted,
        pagination: { by: 'cursor', parameter: 'after', path: 'meta.next', resume: true },
      })(root),
      deps,
    ),
})

describe('rest', () => {
  const opened = (more: Partial<RestOptions>) =>
    openedConnector(
      restService(paginations['link-header'], () => true),
      (root, deps) => rest(options(more)(root), deps),
    )

  test('a path with [*] gives all its values, and names with blanks are read', async () => {
    await using connector = await opened({})
    expect((await connector.read()).mentions[0]).toMatchObject({
      nativeId: '1',
      text: 'text of item 1\nand more',
      author: { id: 'person 1', handle: 'person 1' },
    })
  })

  test('a map that finds no text is a failure that names the fields', async () => {
    await using connector = await opened({ map: {} })
    await expect(connector.read()).rejects.toThrow(
      'no item has a text: name it with map.text (the fields are review, user, created_at, updated_at, state)',
    )
  })

  test('a page of nothing but bad items hides no page after it', async () => {
    const item = (id: number) => ({
      id,
      text: `text ${id}`,
      created_at: new Date(Date.UTC(2026, 10, 20) + id * 1000).toISOString(),
    })
    const deep = JSON.parse(`${'{"0":'.repeat(40)}1${'}'.repeat(40)}`) as object
    let pages: unknown[][] = [[item(1)]]
    const description: StubDescription = {
      isAuthorized: () => true,
      limited: () => ({ status: 429 }),
      answer: ({ query }) => ({ body: { items: pages[Number(query.get('page') ?? 1) - 1] ?? [] } }),
    }
    await using connector = await openedConnector(description, (root, deps) =>
      rest({ ...options({ pagination: { by: 'page', parameter: 'page' } })(root), map: {} }, deps),
    )
    const { cursor } = await connector.read()
    pages = [[deep, 'x'], [item(2)], [item(1)]]
    const { mentions, rejected } = await connector.read(cursor)
    expect(mentions.map(({ nativeId }) => nativeId)).toEqual(['2'])
    expect(rejected.map(({ reason }) => reason)).toEqual(['is nested more than 32 levels deep', 'is not a JSON object'])
  })

  test('a list that is not there is a failure that says where it was looked for', async () => {
    await using connector = await opened({ map: { ...map, items: 'data.reviews' } })
    await expect(connector.read()).rejects.toThrow(/^the response has no list data\.reviews/)
  })
})

test.each([
  ['$.a[*].b', { a: [{ b: 1 }, { b: 2 }, { c: 3 }] }, [1, 2]],
  ['a.b', { a: { b: 'x' } }, ['x']],
  ['a[1]', { a: ['x', 'y'] }, ['y']],
  ["$['a name'].b", { 'a name': { b: 5 } }, [5]],
  ['$', 7, [7]],
  ['a.b.c', { a: null }, []],
  ['a.constructor', { a: {} }, []],
])('the path %s', (path, value, found) => {
  expect(valuesAt(value, path)).toEqual(found)
})

test('names with dots need no JSON path', () => {
  expect(['a.b', '$.a', 'a[0]'].map(isJsonPath)).toEqual([false, true, true])
})
