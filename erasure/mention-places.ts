import { Type } from 'typebox'
import { forgetTermStates, storedTermTexts } from '../alerts/terms/stored-terms.ts'
import { countCorrections, countUnerased, eraseCorrections, eraseMentions } from '../enrich/mentions/erased-mentions.ts'
import { mergeAll } from '../infra/store/purge.ts'
import type { Store } from '../infra/store/store.ts'
import { saveHealth, sourceHealth } from '../ingest/source-table.ts'
import type { Place, PlaceContext } from './place.ts'
import { scrubbedJson } from './scrub.ts'

/** Mentions, corrections, and what was counted and learnt of values that only they named. */
export const mentionPlaces = (context: PlaceContext): Place[] => [
  mentionPlace(context),
  correctionPlace(context),
  emergingPlace(context),
  termStatePlace(context),
  ...['series_counts', 'bucket_counts', 'detector_states'].map((table) => countPlace(context, table)),
  healthPlace(context),
  silencePlace(context),
]

function mentionPlace({ store, found, traces, at }: PlaceContext): Place {
  const ids = [...found.ids.keys()]
  return {
    name: 'mentions',
    tables: ['mentions', 'shadow_mentions'],
    isAlwaysErased: true,
    count: () => countUnerased(store, ids),
    erase: () => eraseMentions(store, ids, { values: ownEntities({ found, traces }), removedAt: at }),
  }
}

/** The values that only they named, as those of counts and entities, in lower case. */
function ownEntities({ found, traces }: Pick<PlaceContext, 'found' | 'traces'>): string[] {
  const named = found.mentions.flatMap(({ entityValues }) => entityValues.map((value) => value.toLowerCase()))
  return [...new Set(named)].filter((value) => traces.values.has(value))
}

function correctionPlace({ store, found }: PlaceContext): Place {
  const ids = [...found.ids.keys()]
  return {
    name: 'corrections',
    tables: ['corrections'],
    count: () => countCorrections(store, ids),
    async erase() {
      await eraseCorrections(store, ids)
      await mergeAll(store, 'corrections')
    },
  }
}

function emergingPlace({ store, traces }: PlaceContext): Place {
  const dirty = async () => {
    const rows = await store.select(
      Type.Object({ id: Type.String(), term: Type.String() }),
      'SELECT DISTINCT id, term FROM emerging_terms',
    )
    return rows.filter(({ term }) => traces.values.has(term.toLowerCase())).map(({ id }) => id)
  }
  return {
    name: 'emerging terms',
    tables: ['emerging_terms'],
    count: async () => (await dirty()).length,
    // By id: the statement itself is kept in a file.
    erase: async () =>
      store.command('ALTER TABLE emerging_terms DELETE WHERE id IN {ids: Array(String)} SETTINGS mutations_sync = 2', {
        ids: await dirty(),
      }),
  }
}

function termStatePlace({ store, traces }: PlaceContext): Place {
  const dirty = async () => {
    const states = traces.values.size === 0 ? [] : await storedTermTexts(store)
    return states.filter(({ texts }) => texts.some((text) => traces.values.has(text.toLowerCase())))
  }
  return {
    name: 'term history',
    tables: ['term_states'],
    count: async () => (await dirty()).length,
    erase: async () =>
      forgetTermStates(
        store,
        (await dirty()).map(({ id }) => id),
      ),
  }
}

/** Counts of a cut by a value that nobody else named. The whole subjects keep their counts. */
function countPlace({ store, ...context }: PlaceContext, table: string): Place {
  const where = 'dimension != {none: String} AND toString(cityHash64(lowerUTF8(value))) IN {hashes: Array(String)}'
  const params = async () => ({ none: '', hashes: await hashesOf(store, ownEntities(context)) })
  return {
    name: table.replace('_', ' '),
    tables: [table],
    async count() {
      const sql = `SELECT count() AS rows FROM ${table} WHERE ${where}`
      const [row] = await store.select(Type.Object({ rows: Type.Integer() }), sql, await params())
      return row?.rows ?? 0
    },
    // By hash: the statement itself is kept in a file.
    erase: async () =>
      store.command(`ALTER TABLE ${table} DELETE WHERE ${where} SETTINGS mutations_sync = 2`, await params()),
  }
}

async function hashesOf(store: Store, values: readonly string[]): Promise<string[]> {
  const sql = 'SELECT arrayMap(v -> toString(cityHash64(v)), {values: Array(String)}) AS hashes'
  const [row] = await store.select(Type.Object({ hashes: Type.Array(Type.String()) }), sql, { values })
  return row?.hashes ?? []
}

/** Reasons of failures, which may quote what a source delivered. */
function healthPlace({ store, traces }: PlaceContext): Place {
  const dirty = async () =>
    (await sourceHealth(store)).flatMap((row) => {
      const clean = scrubbedJson(traces, JSON.stringify({ reason: row.reason }))
      if (clean === undefined) return []
      return [{ ...row, ...(JSON.parse(clean) as { reason: string }), updatedAt: row.updatedAt + 1 }]
    })
  return {
    name: 'reasons of sources',
    tables: ['sources'],
    count: async () => (await dirty()).length,
    async erase() {
      await saveHealth(store, await dirty())
      await mergeAll(store, 'sources')
    },
  }
}

/** Reasons that people gave for silences. */
function silencePlace({ store, traces }: PlaceContext): Place {
  const dirty = async () => {
    const row = Type.Object({ id: Type.String(), reason: Type.String() })
    const rows = await store.select(row, 'SELECT id, reason FROM silences')
    return rows.flatMap(({ id, reason }) => {
      const clean = scrubbedJson(traces, JSON.stringify({ reason }))
      return clean === undefined ? [] : [{ id, ...(JSON.parse(clean) as { reason: string }) }]
    })
  }
  return {
    name: 'reasons of silences',
    tables: ['silences'],
    count: async () => (await dirty()).length,
    async erase() {
      for (const row of await dirty())
        await store.command(
          `INSERT INTO silences SELECT * REPLACE ({reason: String} AS reason, version + 1 AS version) FROM silences FINAL WHERE id = {id: String}`,
          row,
        )
      await mergeAll(store, 'silences')
    },
  }
}
