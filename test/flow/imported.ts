import pino from 'pino'
import { Type } from 'typebox'
import { openStore } from '../../infra/store/open-store.ts'
import { readStoreFile } from '../../infra/store/store-file.ts'
import { until } from '../until.ts'
import { output, type Program } from './program.ts'

const Count = Type.Object({ n: Type.Integer() })

/** How many mentions of a source are stored, and how many the series count. The store is asked as a command would. */
export async function counts(data: string, source = 'rows'): Promise<{ stored: number; counted: number }> {
  const { store, close } = await openStore({ data, role: 'command', logger: pino({ level: 'silent' }) })
  try {
    const [stored] = await store.select(
      Count,
      'SELECT count() AS n FROM mentions FINAL WHERE source = {source: String}',
      { source },
    )
    const [counted] = await store.select(
      Count,
      `SELECT sum(mentions) AS n FROM series_counts FINAL
       WHERE subject_kind = 'all' AND dimension = 'source' AND value = {source: String}`,
      { source },
    )
    const [spam] = await store.select(
      Count,
      `SELECT count() AS n FROM mentions FINAL WHERE source = {source: String} AND intent = 'spam'`,
      { source },
    )
    const [all] = await store.select(
      Count,
      `SELECT sum(mentions) AS n FROM series_counts FINAL WHERE subject_kind = 'all' AND dimension = ''`,
    )
    // With one source alone the count of everything has to say the same, without its spam; beside others it is no less.
    if (all!.n + spam!.n < counted!.n) throw new Error(`${counted!.n} of ${source} are counted, but ${all!.n} in all`)
    return { stored: stored!.n, counted: counted!.n }
  } finally {
    await close()
  }
}

/** Resolves when the import has stored so many mentions, and is still at work. */
export async function storedAtLeast(importing: Program, data: string, n: number): Promise<void> {
  await until(
    `${n} mentions are stored`,
    async () => {
      if (importing.hasEnded()) throw new Error(`import ended before ${n} were stored: ${importing.stderr()}`)
      return (await storedNow(data)) >= n
    },
    60_000,
  )
}

/** As the reader, past our own client: it would start a server of its own when this one is killed. */
async function storedNow(data: string): Promise<number> {
  const file = readStoreFile(data)
  if (!file) return 0
  const headers = { 'X-ClickHouse-User': file.reader.user, 'X-ClickHouse-Key': file.reader.password }
  const query = encodeURIComponent('SELECT uniqExact(id) FROM groundswell.mentions')
  try {
    const answer = await fetch(`http://127.0.0.1:${file.port}${file.queryPath}?query=${query}`, { headers })
    return answer.ok ? Number(await answer.text()) : 0
  } catch {
    return 0
  }
}

export interface Tally {
  read: number
  accepted: number
  duplicate: number
  rejected: number
}

export async function tally(importing: Program): Promise<Tally> {
  return JSON.parse((await output(importing)).trim().split('\n').at(-1)!) as Tally
}
