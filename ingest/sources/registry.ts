import type { Static } from 'typebox'
import { parseTime } from '../../infra/time-reader.ts'
import { UsageError } from '../../infra/verb.ts'
import type { Source, WebhookReceiver } from '../mention/source.ts'
import type { OptionFault, SourceDefinition, SourceDeps } from '../mention/source-definition.ts'
import * as all from './all.ts'
import type { CanaryOptions } from './poll/canary.ts'

type Definition = (typeof all)[keyof typeof all]
export type SourceOptions = Static<Definition['options']>

const definitions: readonly Definition[] = Object.values(all)

/** The options of every type of source, by `type`. */
export const sourceOptions: Readonly<Record<string, Definition['options']>> = Object.fromEntries(
  definitions.map(({ type, options }) => [type, options]),
)

/** What the schema of an entry cannot say. */
export function optionFaults(option: SourceOptions): OptionFault[] {
  const { since } = option as { since?: string }
  const hasDate = since === undefined || !Number.isNaN(parseTime(since))
  return [
    ...(hasDate ? [] : [{ key: 'since', fault: `is no date: "${since}"` }]),
    ...canaryFaults(option),
    ...(definitionOf(option).faults?.(option) ?? []),
  ]
}

function canaryFaults(option: SourceOptions): OptionFault[] {
  const { query, term } = canaryOf(option) ?? {}
  if (query === undefined) return []
  if (term !== undefined) return [{ key: 'canary', fault: 'takes a query or a term, not both' }]
  if (definitionOf(option).withQuery) return []
  return [{ key: 'canary', fault: `has a query, which the type ${option.type} cannot ask for: use a term` }]
}

/** The canary of an entry. */
export const canaryOf = (option: SourceOptions): CanaryOptions | undefined =>
  'canary' in option ? option.canary : undefined

export const sourceTypes: readonly string[] = Object.keys(sourceOptions)

/** Opens the sources that the configuration lists; one entry may be several sources. @throws UsageError for a duplicate name */
export function toSources(options: readonly SourceOptions[], deps: SourceDeps): Source[] {
  const names = options.map(nameOf)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw new UsageError(`sources: the name ${twice} is used twice`)
  return options.flatMap(
    (option) => definitionOf(option).open?.(option, { ...deps, probe: probeOf(option, deps) }) ?? [],
  )
}

/** The same source with the query of its canary, which gives nothing older than a time (epoch ms); undefined if it has none. */
export function probeOf(option: SourceOptions, deps: SourceDeps): SourceDeps['probe'] {
  const query = canaryOf(option)?.query
  const { withQuery, open } = definitionOf(option)
  if (query === undefined || !withQuery || !open) return undefined
  const { canary: _canary, ...asked } = withQuery(option, query) as { canary?: CanaryOptions }
  return (since) => open({ ...asked, since: new Date(since).toISOString() }, deps)[0]!
}

/** The receivers of sources that others push to, by name. */
export function toWebhooks(options: readonly SourceOptions[]): Map<string, WebhookReceiver> {
  return new Map(
    options.flatMap((option) => {
      const receiver = definitionOf(option).receive?.(option)
      return receiver ? [[nameOf(option), receiver] as const] : []
    }),
  )
}

/** How many days the terms of the service allow to keep a text; Infinity if they set no limit. */
export const mostDaysOf = (option: SourceOptions): number => definitionOf(option).mostDays ?? Infinity

/** The name of a source; the demo has none of its own. */
export const nameOf = (option: SourceOptions): string => ('name' in option ? option.name : option.type)

/** The schema has matched the options with their definition, which TypeScript cannot follow. */
const definitionOf = ({ type }: SourceOptions) =>
  definitions.find((definition) => definition.type === type)! as unknown as SourceDefinition
