import { readFileSync } from 'node:fs'
import { presetFile, presetNames } from './labels/presets.ts'
import { readTaxonomy } from './labels/taxonomy.ts'
import type { SuggestDeps } from './suggest.ts'
import { UsageError, type Call, type Verb } from '../infra/verb.ts'

/** `taxonomy list`, `taxonomy show NAME` and `taxonomy suggest`. */
export const taxonomyVerb = (deps: SuggestDeps): Verb => ({
  name: 'taxonomy',
  usage: 'list | show NAME | suggest [--since ISO | --input FILE [--map text=body …]] [--limit 2000]',
  summary:
    'lists the taxonomies that ship, prints one as YAML to begin your own with, or suggests topics of your mentions that have none',
  options: {
    since: { type: 'string' },
    input: { type: 'string' },
    map: { type: 'string', multiple: true },
    limit: { type: 'string' },
  },
  run: async (call) => {
    const [what, ...more] = call.positionals
    if (what === 'list') return list(call, more)
    if (what === 'show') return show(call, more)
    if (what !== 'suggest') throw new UsageError('taxonomy takes one of list, show and suggest')
    if (more.length > 0) throw new UsageError(`taxonomy suggest takes options only, not ${more.join(' ')}`)
    return (await import('./suggest.ts')).suggest(call, deps)
  },
})

async function list(call: Call, more: string[]): Promise<void> {
  if (more.length > 0) throw new UsageError(`taxonomy list takes no arguments, but was given ${more.join(' ')}`)
  const presets = presetNames().map((name) => {
    const { trade, topics } = readTaxonomy(`preset:${name}`)
    return { name, topics: topics.filter(({ ancestors }) => ancestors.length > 0).length, trade }
  })
  if (call.values.json) return call.print(JSON.stringify(presets))
  const width = Math.max(...presets.map(({ name }) => name.length))
  for (const { name, topics, trade } of presets)
    await call.print(`preset:${name.padEnd(width)}  ${topics} topics  ${trade}`)
}

async function show(call: Call, more: string[]): Promise<void> {
  const [name, ...others] = more
  if (name === undefined || others.length > 0)
    throw new UsageError(`taxonomy show needs one NAME of ${presetNames().join(', ')}`)
  await call.print(readFileSync(presetFile(name.replace(/^preset:/, '')), 'utf8').trimEnd())
}
