import { describe, expect, test } from 'vitest'
import { SourceFailed } from '../../../ingest/mention/source.ts'
import { linkOf } from '../../../ingest/sources/poll/api.ts'
import { bearer } from '../../../ingest/sources/poll/credential.ts'
import { connectorSource, type Connector } from '../../../ingest/sources/poll/connector.ts'
import { openItem, readItems } from '../../../ingest/sources/poll/item.ts'
import { openSeen } from '../../../ingest/sources/poll/seen.ts'
import { everyMs, openedConnector, readPoll } from '../../connectors/opened.ts'
import type { StubDescription } from '../../connectors/stub-service.ts'

type State = { next: string }

/** A service whose only answer is `answer`. */
const service = (answer: StubDescription['answer']): StubDescription => ({
  answer,
  isAuthorized: () => true,
  limited: () => ({ status: 429 }),
})

const opened = (answer: StubDescription['answer'], poll: Connector<State>['poll']) =>
  openedConnector(service(answer), (root, deps) =>
    connectorSource<State>(
      {
        name: 'x',
        everyMs,
        api: { root, credential: bearer('canary-1234', 'accessToken is wrong'), allowance: { requests: 9, perMs: 1 } },
        poll,
      },
      deps,
    ),
  )

describe('a connector', () => {
  test('a next page on another host is refused, and gets no credential', async () => {
    await using connector = await opened(
      () => ({ body: { next: 'https://evil.example/page2' } }),
      async function* ({ api, state }) {
        const { body } = await api.get(state?.next ?? '/first')
        yield { state: { next: body.text('next') } }
        await api.get(body.text('next'))
      },
    )
    await expect(connector.read()).rejects.toThrow(/names a next page on another host, which is not followed/)
    expect(connector.service.requests).toHaveLength(1)
  })

  test('a list that is missing is a failure with its name, and the state before it is kept', async () => {
    await using connector = await opened(
      () => ({ body: { posts: null } }),
      async function* ({ api }) {
        const { body } = await api.get('/first')
        yield { ...readItems(body.list('posts'), () => undefined), state: { next: '' } }
      },
    )
    await expect(connector.read()).rejects.toMatchObject({
      state: 'failing',
      message: 'the response has no list posts: null',
    })
  })

  test('404 is gone; `find` makes it nothing', async () => {
    await using connector = await opened(
      () => ({ status: 404 }),
      async function* ({ api }) {
        if ((await api.find('/item')) === undefined) yield { state: { next: 'nothing' } }
        await api.get('/list')
      },
    )
    await expect(connector.read()).rejects.toMatchObject({
      state: 'gone',
      message: expect.stringMatching(/answered 404/),
    })
  })

  test('a cursor of another type of source is a first poll', async () => {
    await using connector = await opened(
      () => ({ body: {} }),
      async function* ({ state }) {
        yield { state: { next: state === undefined ? 'first' : 'again' } }
      },
    )
    const { cursor } = await connector.read('{"polledAt":5,"seen":{}}')
    expect(JSON.parse(cursor)).toMatchObject({ v: 1, state: { next: 'first' } })
    expect(JSON.parse((await connector.read(cursor)).cursor)).toMatchObject({ state: { next: 'again' } })
  })

  test('a server that says that nothing remains for long is not asked, and the failure says when', async () => {
    await using connector = await opened(
      () => ({ body: {}, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '900' } }),
      async function* ({ api }) {
        await api.get('/first')
        yield { state: { next: 'second' } }
        await api.get('/second')
      },
    )
    await expect(connector.read()).rejects.toMatchObject({
      retryAfterMs: 900_000,
      message: expect.stringMatching(/in 900 s/),
    })
    expect(connector.service.requests).toHaveLength(1)
  })
})

describe('requestsPerDay', () => {
  const dayMs = 86_400_000
  const budgeted = () =>
    openedConnector(
      service(() => ({ body: {} })),
      (root, deps) =>
        connectorSource<State>(
          {
            name: 'x',
            everyMs,
            requestsPerDay: 3,
            api: { root, credential: bearer(undefined, ''), allowance: { requests: 9, perMs: 1 } },
            async *poll({ api }) {
              for (let i = 0; i < 2; i++) {
                await api.get('/list')
                yield { state: { next: String(i) } }
              }
            },
          },
          deps,
        ),
    )

  test('the budget holds over restarts, the failure waits for midnight UTC, and the next day has a new one', async () => {
    await using connector = await budgeted()
    const { cursor } = await connector.read()
    const failure = await connector.read(cursor).catch((error: unknown) => error)
    expect(failure).toMatchObject({ state: 'failing', message: 'requestsPerDay is used up: 3 until midnight UTC' })
    expect(connector.service.requests).toHaveLength(3)
    const { retryAfterMs } = failure as { retryAfterMs: number }
    expect((connector.service.now + retryAfterMs) % dayMs).toBe(0)
    connector.service.now += retryAfterMs
    await connector.read(cursor)
    expect(connector.service.requests).toHaveLength(5)
  })
})

describe('a budget in money', () => {
  const priced = (poll: Connector<State>['poll']) =>
    openedConnector(
      service(() => ({ body: {} })),
      (root, deps) =>
        connectorSource<State>(
          {
            name: 'x',
            everyMs,
            usdPerDay: 0.05,
            usdPerRequest: 0.02,
            api: { root, credential: bearer(undefined, ''), allowance: { requests: 9, perMs: 1 } },
            poll,
          },
          deps,
        ),
    )
  async function* once({ api }: Parameters<Connector<State>['poll']>[0]) {
    await api.get('/list')
    yield { state: { next: '' } }
  }

  test('a request that it does not pay for is not sent, until the next day; the usage is over restarts', async () => {
    await using connector = await priced(once)
    const first = await connector.read()
    const { cursor } = await connector.read(first.cursor)
    const source = connector.open()
    expect(source.usage!()).toBeUndefined()
    const failure = await readPoll(source, cursor).catch((error: unknown) => error)
    expect(failure).toMatchObject({ state: 'failing', message: 'usdPerDay is used up: 0.05 USD until midnight UTC' })
    expect(source.usage!()).toMatchObject({ day: '2026-11-20', requests: 2, units: 0, usd: 0.04, usdPerDay: 0.05 })
    connector.service.now += (failure as { retryAfterMs: number }).retryAfterMs
    await readPoll(source, cursor)
    expect(source.usage!()).toMatchObject({ day: '2026-11-21', requests: 1, usd: 0.02 })
    expect(connector.service.requests).toHaveLength(3)
  })

  test('units are paid beside requests', async () => {
    const affordable: number[] = []
    await using connector = await priced(async function* ({ usage, ...polled }) {
      usage.pay(3, 0.005)
      affordable.push(usage.affordable(0.005))
      yield* once({ usage, ...polled })
    })
    const source = connector.open()
    await readPoll(source)
    expect(affordable).toEqual([7])
    expect(source.usage!()).toMatchObject({ requests: 1, units: 3, usd: 0.035, requestsPerDay: 0 })
  })
})

test('each response is counted with its source and status', async () => {
  const counted: [string, number][] = []
  await using connector = await openedConnector(
    service(() => ({ status: 503 })),
    (root, deps) => {
      const api = { root, credential: bearer(undefined, ''), allowance: { requests: 9, perMs: 1 } }
      const onResponse = (source: string, status: number) => void counted.push([source, status])
      return connectorSource<State>(
        {
          name: 'counted',
          everyMs,
          api,
          async *poll({ api }) {
            yield { state: { next: (await api.get('/x')).body.text('next') } }
          },
        },
        { ...deps, onResponse },
      )
    },
  )
  await expect(connector.read()).rejects.toThrow('answered 503')
  expect(counted).toEqual([['counted', 503]])
})

describe('what was seen', () => {
  const mention = (nativeId: string, text: string) => ({ nativeId, text, createdAt: 1_000_000 })

  test('an item that comes again is left out, an edit keeps its time, and the oldest are forgotten', () => {
    const seen = openSeen([], 2)
    for (const id of ['a', 'b']) expect(seen.changed(mention(id, 'x'))).toBeDefined()
    const again = openSeen(seen.entries(), 2)
    expect(again.changed(mention('a', 'x'))).toBeUndefined()
    expect(again.changed({ ...mention('a', 'y'), createdAt: 9 })).toEqual({
      ...mention('a', 'y'),
      createdAt: 1_000_000,
    })
    again.changed(mention('c', 'x'))
    expect(again.changed(mention('b', 'x'))).toBeDefined()
  })

  test('a deletion comes once', () => {
    const seen = openSeen([], 5)
    seen.changed(mention('a', 'x'))
    expect([seen.removed('a'), seen.removed('a'), openSeen(seen.entries(), 5).removed('a')]).toEqual([
      true,
      false,
      false,
    ])
  })
})

describe('an item', () => {
  const item = openItem(
    { id: 7, at: '2026-11-20T10:00:00Z', user: { name: 'Ann' }, html: '<p>a &amp; b</p>', none: null },
    'x[0]',
  )

  test('its fields are read by path', () => {
    expect([item.id('id'), item.time('at'), item.text('user.name'), item.plain('html'), item.text('none')]).toEqual([
      '7',
      Date.UTC(2026, 10, 20, 10),
      'Ann',
      'a & b',
      '',
    ])
  })

  test.each([
    ['an id', () => item.id('none'), 'has no none'],
    ['a time', () => item.time('user.name'), 'has no readable time (user.name: "Ann")'],
    ['a list', () => item.list('user'), 'x[0] has no list user: {"name":"Ann"}'],
  ])('%s that is missing is a fault with its field', (_, read, fault) => {
    expect(read).toThrow(fault)
  })

  test('an element that is no object is rejected, and the others are read', () => {
    const list = openItem([{ id: 1 }, 'oops', { id: 3 }], 'the response').list('')
    const { mentions, rejected } = readItems(list, (each) => ({ nativeId: each.id('id'), createdAt: 1, text: 'x' }))
    expect(mentions.map(({ nativeId }) => nativeId)).toEqual(['1', '3'])
    expect(rejected).toEqual([{ at: 'item[1]', reason: 'is not a JSON object', raw: '"oops"' }])
  })
})

describe('reading items', () => {
  const read = (each: ReturnType<typeof openItem>) => ({
    nativeId: each.id('id'),
    createdAt: 1,
    text: each.text('text'),
  })

  test('an item that is nested 100,000 times is rejected, and the others are read', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown
    const { mentions, rejected } = readItems(openItem([{ deep }, { id: 2, text: 'x' }], 'x').list(''), read)
    expect(mentions.map(({ nativeId }) => nativeId)).toEqual(['2'])
    expect(rejected).toMatchObject([
      { at: 'item[0]', reason: 'is nested more than 32 levels deep', raw: expect.stringMatching(/^{"deep":\[{10}/) },
    ])
  })

  test('an item that breaks its reader is rejected; a failure of the source is not', () => {
    const items = openItem([{ id: 1 }, { id: 2, text: 'x' }], 'x').list('')
    const strange = (each: (typeof items)[number]) => {
      if (each.text('text') === '') throw new TypeError('x is not a function')
      return read(each)
    }
    expect(readItems(items, strange)).toMatchObject({
      mentions: [{ nativeId: '2' }],
      rejected: [{ at: 'item[0]', reason: 'cannot be read: TypeError: x is not a function' }],
    })
    const failing = () => {
      throw new SourceFailed('failing', 'no more requests')
    }
    expect(() => readItems(items, failing)).toThrow('no more requests')
  })
})

test.each([
  ['<https://a.example/2>; rel="next", <https://a.example/9>; rel="last"', 'next', 'https://a.example/2'],
  ['<https://a.example/2>; rel="next", <https://a.example/9>; rel="last"', 'last', 'https://a.example/9'],
  ['<https://a.example/2,3>; title="x"; rel=next', 'next', 'https://a.example/2,3'],
  ['<https://a.example/2>; rel="prev next"', 'next', 'https://a.example/2'],
  ['<https://a.example/2>; rel="nextish"', 'next', undefined],
  [undefined, 'next', undefined],
])('the Link header %s has as %s %s', (header, rel, url) => {
  expect(linkOf(header, rel)).toBe(url)
})
