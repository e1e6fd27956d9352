import { openPaces } from '../../infra/http/pace.ts'
import type { Page, Source } from '../../ingest/mention/source.ts'
import type { SourceDeps } from '../../ingest/mention/source-definition.ts'
import { sourceDeps } from './source-deps.ts'
import { openStubServer, stubService, type StubDescription, type StubService } from './stub-service.ts'

/** The interval of the connectors under test. */
export const everyMs = 60_000

export interface OpenedConnector extends AsyncDisposable {
  service: StubService
  /** The service as it was at first. */
  reset(): StubService
  /** Another process, late enough for the next poll. */
  open(): Source
  /** One poll of another process. */
  read(cursor?: string): ReturnType<typeof readPoll>
}

/** A connector and its service, on a clock that only the test and waiting for the pace advance. */
export async function openedConnector(
  description: StubDescription,
  open: (root: string, deps: SourceDeps) => Source,
): Promise<OpenedConnector> {
  const server = await openStubServer(description, () => opened.service)
  const opened: OpenedConnector = {
    service: stubService(),
    reset: () => (opened.service = stubService()),
    open() {
      opened.service.now += 2 * everyMs
      const clock = () => opened.service.now
      const sleep = async (ms: number) => void (opened.service.now += ms)
      return open(server.root, sourceDeps({ clock, paces: openPaces({ clock, sleep }) }))
    },
    read: (cursor) => readPoll(opened.open(), cursor),
    [Symbol.asyncDispose]: async () => server.close(),
  }
  return opened
}

/** One poll: its mentions, deletions and rejected items, and the cursor after it. */
export async function readPoll(source: Source, cursor?: string) {
  const ending = new AbortController()
  const pages: Page[] = []
  for await (const page of source.pages(cursor, ending.signal)) {
    pages.push(page)
    if (page.coveredUntil !== undefined) ending.abort()
  }
  return {
    ...pages.at(-1)!,
    mentions: pages.flatMap(({ mentions }) => mentions),
    deletions: pages.flatMap(({ deletions }) => deletions ?? []),
    answers: pages.flatMap(({ answers }) => answers ?? []),
    rejected: pages.flatMap(({ rejected }) => rejected ?? []),
  }
}
