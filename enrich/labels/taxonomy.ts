import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { parse } from 'yaml'
import { UsageError } from '../../infra/verb.ts'
import { severities } from './enriched-mention.ts'
import { defaultPreset, presetFile } from './presets.ts'

const Department = Type.Object({ id: Type.String(), name: Type.String() }, { additionalProperties: false })

const topicFields = {
  id: Type.String({ pattern: '^[a-z0-9_]+$' }),
  name: Type.String(),
  /** The first one acts, the others are notified. A child without owners inherits its parent's. */
  owners: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
  severity: Type.Optional(Type.Enum([...severities])),
  /** Whether a spike of the topic is an alert. Absent: as its parent; without one, yes. */
  alerts: Type.Optional(Type.Boolean()),
  phrases: Type.Optional(Type.Array(Type.String())),
  hints: Type.Optional(Type.Array(Type.String())),
  examples: Type.Optional(Type.Array(Type.String())),
  /** Topics of which this one is a special case: it takes their place where its words are found. */
  refines: Type.Optional(Type.Array(Type.String())),
}
const Leaf = Type.Object(topicFields, { additionalProperties: false })
const Branch = Type.Object({ ...topicFields, topics: Type.Optional(Type.Array(Leaf)) }, { additionalProperties: false })
const TaxonomyFile = Type.Object(
  {
    version: Type.Integer(),
    /** Who the taxonomy is for. */
    trade: Type.Optional(Type.String()),
    /** A preset. A topic with an id of its has its phrases and hints before its own. Where it states no severity it has the higher of its parent's and the preset's, where no `alerts`, false if either has. */
    inherits: Type.Optional(Type.String()),
    departments: Type.Array(Department),
    topics: Type.Array(Branch),
  },
  { additionalProperties: false },
)
type TaxonomyFile = Static<typeof TaxonomyFile>

/** A resolved topic: id `delivery.late`, ancestors `['delivery']`, owners in order. */
export interface Topic {
  id: string
  name: string
  ancestors: string[]
  owners: string[]
  severity: Static<typeof severitySchema>
  alerts: boolean
  phrases: string[]
  hints: string[]
  examples: string[]
  refines: string[]
}
const severitySchema = Type.Enum([...severities])

export interface Taxonomy {
  /** Changes with the content. Stored labels include it. */
  version: string
  /** Who it is for; '' where the file does not say. */
  trade: string
  departments: Static<typeof Department>[]
  topics: Topic[]
  /** Topics that people merged into others: mentions of them get the label of `into`. Absent: none. */
  merged?: readonly { topic: Topic; into: string }[]
}

/** The taxonomy with its merged topics, which mentions are still searched for, and the label that each topic gives. */
export function searchedTopics(taxonomy: Taxonomy): { searched: Taxonomy; labelOf: (id: string) => string } {
  const { topics, merged = [] } = taxonomy
  const into = new Map(merged.map((each) => [each.topic.id, each.into]))
  const searched = { ...taxonomy, topics: [...topics, ...merged.map(({ topic }) => topic)] }
  return { searched, labelOf: (id) => into.get(id) ?? id }
}

const presetPrefix = 'preset:'

/**
 * @param name `preset:airline` or a path; absent: the default preset
 * @throws UsageError that names the file and the key at fault
 */
export function readTaxonomy(name = presetPrefix + defaultPreset): Taxonomy {
  const file = name.startsWith(presetPrefix) ? presetFile(name.slice(presetPrefix.length)) : name
  try {
    const text = readFileSync(file, 'utf8')
    const raw: unknown = parse(text)
    const fault = faultIn(raw)
    if (fault !== undefined) throw new Error(fault)
    const { inherits } = raw as TaxonomyFile
    const base = inherits === undefined ? undefined : readTaxonomy(presetPrefix + inherits)
    return resolve(raw as TaxonomyFile, text, base)
  } catch (error) {
    throw new UsageError(`${name}: ${(error as Error).message.split('\n', 1)[0]}`, { cause: error })
  }
}

function faultIn(raw: unknown): string | undefined {
  const faults = Value.Errors(TaxonomyFile, raw)
  // An unknown key is reported twice, first by the schema `false` of additional properties.
  const fault = faults.find(({ keyword }) => keyword !== 'boolean')
  if (!fault) return undefined
  const path = fault.instancePath
    .slice(1)
    .replace(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.')
  const params = fault.params as { additionalProperties?: string[]; requiredProperties?: string[] }
  const within = (key: string) => (path ? `${path}.${key}` : key)
  if (params.additionalProperties?.[0] !== undefined)
    return `${within(params.additionalProperties[0])} is not a key of a taxonomy`
  if (params.requiredProperties?.[0] !== undefined) return `${within(params.requiredProperties[0])} is missing`
  return `${path || 'the taxonomy'} ${fault.message}`
}

function resolve(raw: TaxonomyFile, text: string, base: Taxonomy | undefined): Taxonomy {
  const known = new Set(raw.departments.map((d) => d.id))
  const inherited = new Map(base?.topics.map((topic) => [topic.id, topic]))
  const topics: Topic[] = []
  const add = (node: Static<typeof Branch>, parent: Topic | undefined) => {
    const id = parent ? `${parent.id}.${node.id}` : node.id
    if (topics.some((t) => t.id === id)) throw new Error(`topic ${id} is defined twice`)
    const owners = node.owners ?? parent?.owners ?? []
    const unknown = owners.find((owner) => !known.has(owner))
    if (unknown !== undefined) throw new Error(`topic ${id}: there is no department ${unknown}`)
    if (owners.length === 0) throw new Error(`topic ${id} has no owners`)
    const from = inherited.get(id)
    const topic: Topic = {
      id,
      name: node.name,
      ancestors: parent ? [...parent.ancestors, parent.id] : [],
      owners,
      severity: node.severity ?? higher(from?.severity, parent?.severity),
      alerts: node.alerts ?? ((from?.alerts ?? true) && (parent?.alerts ?? true)),
      phrases: [...new Set([...(from?.phrases ?? []), ...(node.phrases ?? [])])],
      hints: [...new Set([...(from?.hints ?? []), ...(node.hints ?? [])])],
      examples: node.examples ?? [],
      refines: node.refines ?? [],
    }
    topics.push(topic)
    for (const child of node.topics ?? []) add(child, topic)
  }
  for (const node of raw.topics) add(node, undefined)
  checkRefined(topics)
  const digest = createHash('sha256')
    .update(text + (base?.version ?? ''))
    .digest('hex')
    .slice(0, 8)
  return { version: `${raw.version}-${digest}`, trade: raw.trade ?? '', departments: raw.departments, topics }
}

function higher(a: Topic['severity'] = 'low', b: Topic['severity'] = 'low'): Topic['severity'] {
  return severities.indexOf(a) > severities.indexOf(b) ? a : b
}

/** @throws Error that names a topic that refines none of the others, or, over others, itself */
function checkRefined(topics: readonly Topic[]): void {
  const refines = new Map(topics.map((topic) => [topic.id, topic.refines]))
  const follow = (id: string, path: readonly string[]): void => {
    for (const other of refines.get(id)!) {
      if (!refines.has(other)) throw new Error(`topic ${id} refines ${other}, which is no topic`)
      if (other === path[0]) throw new Error(`topic ${other} refines itself: ${[...path, other].join(' → ')}`)
      if (!path.includes(other)) follow(other, [...path, other])
    }
  }
  for (const { id } of topics) follow(id, [id])
}
