import { UsageError, type Call, type Verb } from '../infra/verb.ts'
import { sourceHealth } from '../ingest/source-table.ts'
import { usageOn, type UsageRow } from '../ingest/usage-table.ts'
import { nameOf, sourceTypes } from '../ingest/sources/registry.ts'
import type { Config } from './config.ts'
import { openCommand } from './platform.ts'
import { addSource } from './sources-add.ts'
import { trySource } from './sources-try.ts'

/** `sources list`, `sources try NAME` and `sources add TYPE`. */
export const sourcesVerb = (configOf: (call: Call) => Config): Verb => ({
  name: 'sources',
  usage: 'list | try NAME | add TYPE [--set key=value …]',
  summary:
    'lists the sources with their state; `try` fetches one page of a source, shows what it would ingest, and writes nothing; `add` asks for what a type needs and adds it to the configuration',
  options: { set: { type: 'string', multiple: true } },
  run: async (call) => {
    const [what, name, ...more] = call.positionals
    if (more.length > 0) throw new UsageError(`sources ${what} takes one argument, not also ${more.join(' ')}`)
    if (what === 'list' && name === undefined) return listSources(call, configOf(call))
    if (what === 'try') return trySource(call, configOf(call), name)
    if (what === 'add') return addSource(call, name)
    throw new UsageError(`sources takes list, try NAME or add TYPE; types are ${sourceTypes.join(', ')}`)
  },
})

async function listSources(call: Call, config: Config): Promise<void> {
  const opened = await openCommand(config)
  try {
    const health = new Map((await sourceHealth(opened.store)).map((row) => [row.source, row]))
    const usages = await usageOn(opened.store, new Date().toISOString().slice(0, 10))
    const configured = config.sources.map(nameOf)
    const types = new Map(config.sources.map((source, i) => [configured[i]!, source.type]))
    const names = [...new Set([...configured, ...health.keys()])]
    const rows = names.map((name) => {
      const { state = 'new', reason = '', lastHeardAt = 0, canary = '', canaryAt = 0 } = health.get(name) ?? {}
      return {
        name,
        type: types.get(name) ?? 'not configured',
        state,
        lastHeardAt: lastHeardAt || null,
        canary: canary === '' ? null : { looksFor: canary, lastFoundAt: canaryAt },
        usage: usages.get(name) ?? null,
        reason,
      }
    })
    if (call.values.json) return await call.print(JSON.stringify(rows))
    if (rows.length === 0) return await call.print('no sources: the demo runs; `groundswell sources add TYPE` adds one')
    const widths = (['name', 'type', 'state'] as const).map((key) => Math.max(...rows.map((row) => row[key].length)))
    for (const { name, type, state, lastHeardAt, usage, reason } of rows) {
      const heard = lastHeardAt === null ? 'nothing yet' : `newest ${new Date(lastHeardAt).toISOString().slice(0, 16)}Z`
      const cells = [name, type, state].map((cell, i) => cell.padEnd(widths[i]!))
      await call.print([...cells, heard, ...usedToday(usage), reason].join('  ').trimEnd())
    }
  } finally {
    await opened.close()
  }
}

/** `412 of 5000 requests today`, `$1.44 of $5 today`. */
function usedToday(usage: UsageRow | null): string[] {
  if (!usage) return []
  const { requests, usd, requestsPerDay, usdPerDay } = usage
  const of = (budget: number, unit = '') => (budget === 0 ? '' : ` of ${unit}${budget}`)
  const money = usd > 0 || usdPerDay > 0 ? `, $${usd}${of(usdPerDay, '$')}` : ''
  return [`${requests}${of(requestsPerDay)} requests${money} today`]
}
