import { Type, type Static } from 'typebox'
import type { Topic } from '../../infra/log/event-log.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Visibility } from '../alert/visibility.ts'
import { Match } from './settings.ts'
import { toJson } from '../../infra/store/row.ts'

/** While a silence lasts (until `untilAt`), matching alerts send no notifications. Times in epoch ms. */
export const Silence = Type.Object({
  id: Type.String(),
  matches: Match,
  fromAt: Type.Integer(),
  untilAt: Type.Integer(),
  /** Only alerts owned by one of `matches.departments`. */
  actingOnly: Type.Boolean(),
  by: Type.String(),
  reason: Type.String(),
  /** The silence with the higher version is the current one. */
  version: Type.Integer(),
})
export type Silence = Static<typeof Silence>

/** Topic `silences`: the API publishes silences; the process that sends notifications stores them. */
export const silencesTopic: Topic<Silence> = {
  name: 'silences',
  schema: Silence,
  key: ({ id }) => id,
  partitions: 1,
}

const columns = 'id, matches, from_at, until_at, acting_only, by, reason, version'
const SilenceRow = Type.Object({ ...Silence.properties, matches: Type.String() })

export async function saveSilences(store: Store, silences: readonly Silence[]): Promise<void> {
  await store.insert(
    'silences',
    silences.map((silence) => ({ ...silence, matches: toJson(silence.matches) })),
  )
}

/** Visible silences that have not ended at `now` (epoch ms), including future ones; earliest end first. */
export async function silencesAt(store: Store, now: number, visibility: Visibility): Promise<Silence[]> {
  const { where, params } = visibleSql(visibility)
  const sql = `SELECT ${columns} FROM silences FINAL WHERE until_at > {nowAt: DateTime64(3)} AND ${where} ORDER BY until_at`
  return (await store.select(SilenceRow, sql, { nowAt: now, ...params })).map(toSilence)
}

/** So many silences that have not ended may be stored; the API takes no more. */
export const mostSilences = 1_000

/** How many silences have not ended at `now` (epoch ms), of anybody. */
export async function countSilences(store: Store, now: number): Promise<number> {
  const sql = 'SELECT count() AS silences FROM silences FINAL WHERE until_at > {nowAt: DateTime64(3)}'
  const [row] = await store.select(Type.Object({ silences: Type.Integer() }), sql, { nowAt: now })
  return row?.silences ?? 0
}

/** Undefined where there is none, or it is not visible. */
export async function findSilence(store: Store, id: string, visibility: Visibility): Promise<Silence | undefined> {
  const { where, params } = visibleSql(visibility)
  const sql = `SELECT ${columns} FROM silences FINAL WHERE id = {id: String} AND ${where}`
  return (await store.select(SilenceRow, sql, { id, ...params })).map(toSilence)[0]
}

/**
 * Silences of a department or unit that the person sees, their own ones, and those that name neither: these may hold back anybody's alerts.
 */
function visibleSql({ all, departments, units, wholeUnits, switchedOff, names }: Visibility) {
  if (all) return { where: '1', params: {} }
  const named = (key: string) => `JSONExtract(matches, '${key}', 'Array(String)')`
  return {
    where: `(by IN {silenceNames: Array(String)} OR hasAny(${named('units')}, {silenceWholeUnits: Array(String)})
      OR (empty(${named('departments')}) OR hasAny(${named('departments')}, {silenceDepartments: Array(String)}))
        AND (empty(${named('units')}) OR {silenceAnyUnit: Bool} OR hasAny(${named('units')}, {silenceUnits: Array(String)})))`,
    params: {
      silenceNames: names,
      silenceWholeUnits: wholeUnits,
      silenceDepartments: [...departments, ...switchedOff],
      silenceAnyUnit: units === null,
      silenceUnits: units ?? [],
    },
  }
}

const toSilence = (row: Static<typeof SilenceRow>): Silence => ({
  ...row,
  matches: JSON.parse(row.matches) as Silence['matches'],
})
