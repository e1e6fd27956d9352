import { Type } from 'typebox'
import { backtestsWithResult, saveBacktests } from '../alerts/backtest/backtest-table.ts'
import { saveAlerts, saveChange } from '../alerts/alert/alert-table.ts'
import { parseAlert, parseChange } from '../alerts/alert/stored-alert.ts'
import { mergeAll } from '../infra/store/purge.ts'
import type { Store } from '../infra/store/store.ts'
import type { Place, PlaceContext } from './place.ts'
import { jsonWithout, scrubbed, scrubbedJson, type Traces } from './scrub.ts'
import { textPlace, type TextTable } from './text-place.ts'

const pageSize = 100

type AlertContext = Pick<PlaceContext, 'store' | 'traces'>

/** Alerts, their changes, the notifications that are not sent yet, and what backtests found. */
export const alertPlaces = (context: AlertContext): Place[] => [
  alertPlace(context),
  changePlace(context),
  textPlace(context, deliveries),
  reportPlace(context),
  backtestPlace(context),
]

const Body = Type.Object({ id: Type.String(), number: Type.Integer(), body: Type.String() })

/** The keys of rows, of any version, that hold a trace. */
async function holding(
  store: Store,
  traces: Traces,
  select: string,
): Promise<Map<string, { id: string; number: number }>> {
  const found = new Map<string, { id: string; number: number }>()
  for (let after = { id: '', number: 0 }; ;) {
    const rows = await store.select(Body, `${select} ORDER BY id, number LIMIT ${pageSize} WITH TIES`, after)
    for (const { id, number, body } of rows)
      if (scrubbedJson(traces, body) !== undefined) found.set(`${id} ${number}`, { id, number })
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return found
    after = { id: last.id, number: last.number }
  }
}

const after = '({id: String}, {number: UInt32})'

function alertPlace({ store, traces }: AlertContext): Place {
  const dirty = () =>
    holding(store, traces, `SELECT id, toUInt32(0) AS number, body FROM alerts WHERE (id, toUInt32(0)) > ${after}`)
  return {
    name: 'alerts',
    tables: ['alerts'],
    count: async () => (await dirty()).size,
    async erase() {
      for (const { id } of (await dirty()).values()) {
        const [row] = await store.select(
          Body,
          'SELECT id, toUInt32(0) AS number, body FROM alerts FINAL WHERE id = {id: String}',
          { id },
        )
        const clean = row && scrubbedJson(traces, row.body)
        if (clean === undefined) continue
        const alert = parseAlert(clean)
        await saveAlerts(store, [{ ...alert, facts: { ...alert.facts, revision: alert.facts.revision + 1 } }])
      }
      await mergeAll(store, 'alerts')
    },
  }
}

function changePlace({ store, traces }: AlertContext): Place {
  const dirty = () =>
    holding(
      store,
      traces,
      `SELECT alert_id AS id, change_number AS number, body FROM alert_changes WHERE (alert_id, change_number) > ${after}`,
    )
  return {
    name: 'alert history',
    tables: ['alert_changes'],
    count: async () => (await dirty()).size,
    async erase() {
      for (const key of (await dirty()).values()) {
        const [row] = await store.select(
          Body,
          'SELECT alert_id AS id, change_number AS number, body FROM alert_changes FINAL WHERE alert_id = {id: String} AND change_number = {number: UInt32}',
          key,
        )
        const clean = row && scrubbedJson(traces, row.body)
        if (clean !== undefined) await saveChange(store, parseChange(clean))
      }
      await mergeAll(store, 'alert_changes')
    },
  }
}

/** What is sent is kept in a column until then. The reason of a failure may quote the answer of a service. */
const unsent = (table: Pick<TextTable, 'name' | 'table' | 'key'>, column: string): TextTable => ({
  ...table,
  texts: { [column]: 'String', reason: 'String' },
  where: `${column} != '' OR reason != ''`,
  version: 'version',
  clean: (traces, { [column]: json, ...reason }) => ({
    [column]: jsonWithout(traces, json),
    ...(scrubbed(traces, reason) as object),
  }),
})

const deliveries = unsent(
  { name: 'notifications not sent', table: 'deliveries', key: ['alert_id', 'change_number', 'receiver'] },
  'change',
)
const reports = unsent(
  { name: 'reports not sent', table: 'report_deliveries', key: ['report_id', 'receiver'] },
  'notification',
)

export const reportPlace = (context: AlertContext): Place => textPlace(context, reports)

/** A result that names a trace is dropped whole: it can be had again. */
function backtestPlace({ store, traces }: AlertContext): Place {
  const dirty = async () =>
    (await backtestsWithResult(store)).filter(
      ({ result }) => scrubbedJson(traces, JSON.stringify(result)) !== undefined,
    )
  return {
    name: 'backtests',
    tables: ['backtests'],
    isAlwaysErased: true,
    // Also in rows that a later one has replaced.
    count: async () =>
      (
        await holding(
          store,
          traces,
          `SELECT id, version AS number, result AS body FROM backtests WHERE result != '' AND (id, version) > ${after}`,
        )
      ).size,
    async erase() {
      const reason = 'it named something that was erased; run it again'
      const emptied = (await dirty()).map((row) => ({
        ...row,
        state: 'failed' as const,
        reason,
        result: null,
        version: row.version + 1,
      }))
      await saveBacktests(store, emptied)
      await mergeAll(store, 'backtests')
    },
  }
}
