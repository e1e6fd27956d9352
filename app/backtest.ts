import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { editedTaxonomy } from '../enrich/edits/edit-table.ts'
import { readTaxonomy } from '../enrich/labels/taxonomy.ts'
import { companyEvents, fromConfig, ruleInForce } from './backtest-input.ts'
import { importFiles } from './import.ts'
import { openCommand, openPlatform } from './platform.ts'
import { backtest } from '../alerts/backtest/backtest.ts'
import { incidentOf, Truth, type Incident } from '../alerts/backtest/incidents.ts'
import { knownIncidents } from '../alerts/backtest/known-incidents.ts'
import { otherRules, type OtherRuleName } from '../alerts/backtest/other-rules.ts'
import { linesOf } from '../alerts/backtest/print.ts'
import type { Rule } from '../alerts/backtest/replay.ts'
import { baseBucketMs } from '../alerts/series/subject.ts'
import { coveredSince } from '../alerts/series/coverage.ts'
import { lastMentionAt } from '../alerts/series/count-table.ts'
import { readRule, type Config } from './config.ts'
import { dateOf } from '../infra/format.ts'
import type { Store } from '../infra/store/store.ts'
import { text, time, UsageError, type Call } from '../infra/verb.ts'

/** Without `--from`, the baseline learns for this long before the period begins. */
const warmUpMs = 14 * 24 * 3_600_000
/** A time after any mention, epoch ms. */
const farFuture = Date.UTC(2200, 0)

/** Replays a period with a rule. Prints the alerts, the incidents they caught and missed, and their lead time. */
export async function runBacktest(call: Call, config: Config): Promise<void> {
  if (call.positionals.length > 0)
    throw new UsageError(`backtest takes options only, not ${call.positionals.join(' ')}`)
  const [from, to] = [time(call, 'from'), time(call, 'to')]
  if (from !== undefined && to !== undefined && from >= to) throw new UsageError('--from must be before --to')
  const rule = ruleOf(call, config, 'rule') ?? ruleInForce(config)
  const against = ruleOf(call, config, 'against')
  const file = text(call, 'truth')
  const truth = file === undefined ? undefined : readTruth(file)
  const as = otherRuleOf(text(call, 'as'))
  if (as && against)
    throw new UsageError('--as and --against cannot be combined: the other rule has no budget or gates')
  await withMentions(call, config, async (store) => {
    const span = await periodOf(store, { from, to })
    const { taxonomy } = await editedTaxonomy(readTaxonomy(config.taxonomy), store)
    const known = fromConfig(config, taxonomy)
    const events = () => companyEvents(store, config, { taxonomy: known.taxonomy, isDemo: false })
    const incidents = truth ?? (await knownIncidents(store, await events()))
    const result = await backtest(
      {
        store,
        ...known,
        ...span,
        incidents,
        suggests: true,
        ...(as && { as }),
        onProgress: ({ rule: which, at }) => call.progress(`${replayed[which]}: ${dateOf(at)}`),
      },
      rule,
      against,
    )
    if (call.values.json) return call.print(JSON.stringify(result))
    for (const line of linesOf(result)) await call.print(line)
  })
}

const replayed = { first: 'replaying', other: 'the other rule', stricter: 'a stricter rule' } as const

function ruleOf(call: Call, config: Config, option: 'rule' | 'against'): Rule | undefined {
  const file = text(call, option)
  return file === undefined ? undefined : ruleInForce(readRule(config, file))
}

function otherRuleOf(name: string | undefined): OtherRuleName | undefined {
  if (name === undefined) return undefined
  if (!Object.hasOwn(otherRules, name))
    throw new UsageError(`--as: there is no rule "${name}"; there are ${Object.keys(otherRules).join(', ')}`)
  return name as OtherRuleName
}

/** @throws UsageError that names the file and what is wrong in it */
export function readTruth(file: string): Incident[] {
  let listed: unknown
  try {
    listed = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`${file} cannot be read as JSON: ${(error as Error).message}`, { cause: error })
  }
  if (!Array.isArray(listed)) throw new UsageError(`${file} must be a list of incidents`)
  return listed.map((each: unknown, i) => {
    const [fault] = Value.Errors(Truth, each)
    if (fault) throw new UsageError(`${file}: [${i}]${fault.instancePath.replaceAll('/', '.')} ${fault.message}`)
    try {
      return incidentOf(each as Truth)
    } catch (error) {
      throw new UsageError(`${file}: [${i}] ${(error as Error).message}`, { cause: error })
    }
  })
}

/** The mentions of the store, or those of `--input` in a temporary store. */
async function withMentions(call: Call, config: Config, use: (store: Store) => Promise<void>): Promise<void> {
  const input = text(call, 'input')
  if (input !== undefined) return withInput(call, config, { input, use })
  const opened = await openCommand(config)
  try {
    await use(opened.store)
  } finally {
    await opened.close()
  }
}

/** Imports a file (with `--map`) into a temporary store, labelled and counted as ever, and removes the store after use. */
export async function withInput<T>(
  call: Call,
  config: Config,
  { input, use }: { input: string; use: (store: Store) => Promise<T> },
): Promise<T> {
  const data = mkdtempSync(join(tmpdir(), 'groundswell-backtest-'))
  try {
    const { store: _, ...own } = config
    const platform = await openPlatform({ ...own, data, log: 'embedded' }, 'command')
    try {
      const print = async (line: string) => call.progress(line)
      await importFiles({ ...call, print, positionals: [input], values: { map: call.values.map } }, platform)
      return await use(platform.opened.store)
    } finally {
      await platform.close()
    }
  } finally {
    rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
  }
}

/** The period: by default from two weeks after the first covered mention to the last mention. */
async function periodOf(store: Store, given: { from: number | undefined; to: number | undefined }) {
  const last = await lastMentionAt(store, { from: given.from ?? 0, to: given.to ?? farFuture })
  if (last === undefined) throw new Error(nothingIn(given))
  const to = last + baseBucketMs - 1
  const from = given.from ?? (await coveredSince(store, to))! + warmUpMs
  if (from >= to) throw new Error('the mentions cover less than two weeks; set --from to learn the baseline from less')
  return { from, to, first: (await coveredSince(store, from)) ?? from }
}

function nothingIn({ from, to }: { from: number | undefined; to: number | undefined }): string {
  if (from === undefined && to === undefined) return 'there are no mentions'
  const iso = (at: number) => new Date(at).toISOString()
  return `there are no mentions${from === undefined ? '' : ` from ${iso(from)}`}${to === undefined ? '' : ` to ${iso(to)}`}`
}
