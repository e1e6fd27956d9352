import { Type } from 'typebox'
import { forgetTermStates, storedTermTexts } from '../alerts/terms/stored-terms.ts'
import { countCorrections, countUnerased, eraseCorrections, eraseMentions } from '../enrich/mentions/erased-mentions.ts'
import { chunksOf, selectIn } from '../infra/store/chunks.ts'
import { deleteRows, monthsOf, type Rows } from '../infra/store/delete-rows.ts'
import { mergeAll } from '../infra/store/purge.ts'
import type { Store } from '../infra/store/store.ts'
import type { Place, PlaceContext } from './place.ts'
import { scrubbed, withoutTraces } from './scrub.ts'
import { textPlace, type TextTable } from './text-place.ts'

/** Mentions, corrections, and what was counted and learnt of values that only they named. */
export const mentionPlaces = (context: PlaceContext): Place[] => [
  mentionPlace(context),
  correctionPlace(context),
  emergingPlace(context, 'emerging_terms'),
  emergingPlace(context, 'dismissed_terms'),
  termStatePlace(context),
  ...['series_counts', 'bucket_counts', 'detector_states'].map((table) => countPlace(context, table)),
  ...[health, gaps, notes].map((table) => textPlace(context, table)),
]

function mentionPlace({ store, found, traces, at }: PlaceContext): Place {
  const ids = [...found.ids.keys()]
  return {
    name: 'mentions',
    tables: ['mentions', 'shadow_mentions'],
    isAlwaysErased: true,
    count: () => countUnerased(store, ids),
    erase: () => eraseMentions(store, ownEntities({ found, traces }), at),
  }
}

/** The values that only they named, as those of counts and entities, in lower case; by id of every mention. */
function ownEntities({ found, traces }: Pick<PlaceContext, 'found' | 'traces'>): Map<string, string[]> {
  const own = new Map<string, string[]>([...found.ids.keys()].map((id) => [id, []]))
  for (const { id, entityValues } of found.mentions)
    own.get(id)?.push(...entityValues.map((value) => value.toLowerCase()).filter((value) => traces.values.has(value)))
  return own
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

/** Terms that only they named. */
function emergingPlace({ store, traces }: PlaceContext, table: 'emerging_terms' | 'dismissed_terms'): Place {
  const dirty = async () => {
    const rows = await store.select(
      Type.Object({ id: Type.String(), term: Type.String() }),
      `SELECT DISTINCT id, term FROM ${table}`,
    )
    return rows.filter(({ term }) => traces.values.has(term.toLowerCase())).map(({ id }) => id)
  }
  return {
    name: table.replace('_', ' '),
    tables: [table],
    count: async () => (await dirty()).length,
    // By id: the statement itself is kept in a file.
    async erase() {
      for (const ids of chunksOf(await dirty()))
        await deleteRows(store, { table, where: 'id IN {ids: Array(String)}', params: { ids } })
    },
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
  const isDivided = table !== 'detector_states'
  const hashes = () => hashesOf(store, new Set([...ownEntities(context).values()].flat()))
  return {
    name: table.replace('_', ' '),
    tables: [table],
    async count() {
      const counts = await selectIn(
        store,
        Type.Object({ rows: Type.Integer() }),
        `SELECT count() AS rows FROM ${table} WHERE ${where}`,
        { none: '', name: 'hashes', list: await hashes() },
      )
      return counts.reduce((sum, { rows }) => sum + rows, 0)
    },
    // By hash: the statement itself is kept in a file.
    async erase() {
      for (const some of chunksOf(await hashes())) {
        const rows: Rows = { table, where, params: { none: '', hashes: some } }
        await deleteRows(store, rows, isDivided ? await monthsOf(store, rows, 'bucket_at') : undefined)
      }
    },
  }
}

async function hashesOf(store: Store, values: Iterable<string>): Promise<string[]> {
  const rows = await selectIn(
    store,
    Type.Object({ hashes: Type.Array(Type.String()) }),
    'SELECT arrayMap(v -> toString(cityHash64(v)), {values: Array(String)}) AS hashes',
    { name: 'values', list: values },
  )
  return rows.flatMap(({ hashes }) => hashes)
}

const cleanReason: TextTable['clean'] = (traces, texts) => scrubbed(traces, texts) as typeof texts

/** Reasons of failures, which may quote what a source delivered. */
const health: TextTable = {
  name: 'reasons of sources',
  table: 'sources',
  key: ['source'],
  texts: { reason: 'String' },
  where: "reason != ''",
  version: 'updatedAt',
  clean: cleanReason,
}

const gaps: TextTable = { ...health, name: 'reasons of gaps', table: 'coverage_gaps', key: ['source', 'from_at'] }

/** What people wrote beside terms that they dismissed. */
const notes: TextTable = {
  name: 'notes on dismissed terms',
  table: 'dismissed_terms',
  key: ['department', 'term'],
  texts: { note: 'String' },
  where: "note != ''",
  version: 'version',
  clean: (traces, { note }) => ({ note: withoutTraces(traces, String(note)) }),
}
