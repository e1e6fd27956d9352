import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { parse } from 'yaml'
import { UsageError } from '../../infra/verb.ts'
import { severities } from './enriched-mention.ts'

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
}
const Leaf = Type.Object(topicFields, { additionalProperties: false })
const Branch = Type.Object({ ...topicFields, topics: Type.Optional(Type.Array(Leaf)) }, { additionalProperties: false })
const TaxonomyFile = Type.Object(
  { version: Type.Integer(), departments: Type.Array(Department), topics: Type.Array(Branch) },
  { additionalProperties: false },
)

/** A resolved topic: id `delivery.late`, ancestors `['delivery']`, owners in order. */
interface Topic {
  id: string
  name: string
  ancestors: string[]
  owners: string[]
  severity: Static<typeof severitySchema>
  alerts: boolean
  phrases: string[]
  hints: string[]
  examples: string[]
}
const severitySchema = Type.Enum([...severities])

export interface Taxonomy {
  /** Changes with the content. Stored labels include it. */
  version: string
  departments: Static<typeof Department>[]
  topics: Topic[]
}

const defaultTaxonomyFile = new URL('../taxonomy.yaml', import.meta.url)

/** @throws UsageError that names the file and the key at fault */
export function readTaxonomy(file: string | URL = defaultTaxonomyFile): Taxonomy {
  const name = file instanceof URL ? fileURLToPath(file) : file
  try {
    const text = readFileSync(file, 'utf8')
    const raw: unknown = parse(text)
    const fault = faultIn(raw)
    if (fault !== undefined) throw new Error(fault)
    return resolve(raw as Static<typeof TaxonomyFile>, text)
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

function resolve(raw: Static<typeof TaxonomyFile>, text: string): Taxonomy {
  const known = new Set(raw.departments.map((d) => d.id))
  const topics: Topic[] = []
  const add = (node: Static<typeof Branch>, parent: Topic | undefined) => {
    const id = parent ? `${parent.id}.${node.id}` : node.id
    if (topics.some((t) => t.id === id)) throw new Error(`topic ${id} is defined twice`)
    const owners = node.owners ?? parent?.owners ?? []
    const unknown = owners.find((owner) => !known.has(owner))
    if (unknown !== undefined) throw new Error(`topic ${id}: there is no department ${unknown}`)
    if (owners.length === 0) throw new Error(`topic ${id} has no owners`)
    const topic: Topic = {
      id,
      name: node.name,
      ancestors: parent ? [...parent.ancestors, parent.id] : [],
      owners,
      severity: node.severity ?? parent?.severity ?? 'low',
      alerts: node.alerts ?? parent?.alerts ?? true,
      phrases: node.phrases ?? [],
      hints: node.hints ?? [],
      examples: node.examples ?? [],
    }
    topics.push(topic)
    for (const child of node.topics ?? []) add(child, topic)
  }
  for (const node of raw.topics) add(node, undefined)
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8)
  return { version: `${raw.version}-${digest}`, departments: raw.departments, topics }
}
