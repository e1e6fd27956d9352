import { createHash } from 'node:crypto'
import { topicPhrases } from '../analysis/topic-phrases.ts'
import type { Taxonomy, Topic } from '../labels/taxonomy.ts'
import type { StoredEdit, TaxonomyEdit } from './edit.ts'

export interface Edited {
  taxonomy: Taxonomy
  /** Edits that the taxonomy has no place for any more, because its file has changed: id and reason. */
  faults: ReadonlyMap<string, string>
}

/**
 * A taxonomy with the edits that people made, oldest first. The version names the edits that count: without any it is the
 * file's, and two processes with the same edits have the same one.
 */
export function withEdits(base: Taxonomy, edits: readonly StoredEdit[]): Edited {
  const undone = undoneBy(edits)
  const faults = new Map<string, string>()
  const counted: StoredEdit[] = []
  let taxonomy = base
  for (const one of edits) {
    if (one.edit.kind === 'undo' || undone.has(one.id)) continue
    try {
      taxonomy = apply(taxonomy, one.edit)
      counted.push(one)
    } catch (error) {
      faults.set(one.id, (error as Error).message)
    }
  }
  if (counted.length === 0) return { taxonomy: base, faults }
  const digest = createHash('sha256')
    .update(JSON.stringify(counted.map(({ id, edit }) => [id, edit])))
    .digest('hex')
    .slice(0, 8)
  return { taxonomy: { ...taxonomy, version: `${base.version}+${digest}` }, faults }
}

/** The ids of edits that a later one takes back. To take back an undo, make the edit again. */
export function undoneBy(edits: readonly StoredEdit[]): ReadonlySet<string> {
  return new Set(edits.flatMap(({ edit }) => (edit.kind === 'undo' ? [edit.edit] : [])))
}

/** The next edit on top of the stored ones. @throws Error that says in a sentence why it cannot be made */
export function checkEdit(base: Taxonomy, edits: readonly StoredEdit[], next: TaxonomyEdit): Taxonomy {
  if (next.kind === 'undo') {
    const found = edits.find(({ id }) => id === next.edit)
    if (!found) throw new Error(`there is no edit ${next.edit}`)
    if (found.edit.kind === 'undo') throw new Error('an undo cannot be undone; make the edit again')
    if (undoneBy(edits).has(next.edit)) throw new Error('the edit is undone already')
  }
  const before = withEdits(base, edits).faults
  const after = withEdits(base, [...edits, { id: 'next', madeAt: 0, by: '', edit: next }])
  const fault = after.faults.get('next')
  if (fault !== undefined) throw new Error(fault)
  const broken = [...after.faults].find(([id]) => !before.has(id))
  if (broken) throw new Error(`a later edit needs it: ${broken[1]}`)
  topicPhrases(after.taxonomy)
  return after.taxonomy
}

type Of<K extends TaxonomyEdit['kind']> = Extract<TaxonomyEdit, { kind: K }>

/** @throws Error that names the topic or department at fault */
function apply(taxonomy: Taxonomy, edit: Exclude<TaxonomyEdit, Of<'undo'>>): Taxonomy {
  if (edit.kind === 'add') return added(taxonomy, edit)
  if (edit.kind === 'change') return changed(taxonomy, edit)
  if (edit.kind === 'merge') return merged(taxonomy, edit)
  return split(taxonomy, edit)
}

function added(taxonomy: Taxonomy, { parent: parentId, id, phrases, hints = [], ...edit }: Of<'add'>): Taxonomy {
  const parent = parentId === undefined ? undefined : find(taxonomy, parentId)
  const topic: Topic = {
    id: parent ? `${parent.id}.${id}` : id,
    name: edit.name,
    ancestors: parent ? [...parent.ancestors, parent.id] : [],
    owners: knownDepartments(taxonomy, edit.owners ?? parent?.owners ?? []),
    severity: edit.severity ?? parent?.severity ?? 'low',
    alerts: edit.alerts ?? parent?.alerts ?? true,
    phrases,
    hints,
    examples: [],
    refines: [],
  }
  if (topic.owners.length === 0) throw new Error(`topic ${topic.id} needs owners`)
  return withTopic(taxonomy, topic, parent?.id)
}

function changed(taxonomy: Taxonomy, { topic: id, kind: _kind, owners, ...edit }: Of<'change'>): Taxonomy {
  const before = find(taxonomy, id)
  const after: Topic = { ...before, ...edit, owners: owners ? knownDepartments(taxonomy, owners) : before.owners }
  return { ...taxonomy, topics: taxonomy.topics.map((topic) => (topic === before ? after : topic)) }
}

/** The merged topic is still looked for, and what has it gets the other one. */
function merged(taxonomy: Taxonomy, { topic: id, into }: Of<'merge'>): Taxonomy {
  const [topic] = [find(taxonomy, id), find(taxonomy, into)]
  if (id === into) throw new Error(`topic ${id} cannot be merged into itself`)
  const child = taxonomy.topics.find(({ ancestors }) => ancestors.includes(id))
  if (child) throw new Error(`topic ${id} has the subtopic ${child.id}; merge that first`)
  const others = (taxonomy.merged ?? []).map((each) => (each.into === id ? { ...each, into } : each))
  return {
    ...taxonomy,
    topics: taxonomy.topics.filter((each) => each !== topic),
    merged: [...others, { topic, into }],
  }
}

function split(taxonomy: Taxonomy, { topic: id, id: newId, name, phrases }: Of<'split'>): Taxonomy {
  const from = find(taxonomy, id)
  const parent = from.ancestors.at(-1)
  const topic: Topic = {
    ...from,
    id: parent === undefined ? newId : `${parent}.${newId}`,
    name,
    phrases,
    hints: [],
    examples: [],
    refines: [id],
  }
  const rest = { ...from, phrases: from.phrases.filter((phrase) => !phrases.includes(phrase)) }
  const without = { ...taxonomy, topics: taxonomy.topics.map((each) => (each === from ? rest : each)) }
  return withTopic(without, topic, id)
}

/** The topic after another one and its subtopics, or at the end. */
function withTopic(taxonomy: Taxonomy, topic: Topic, after: string | undefined): Taxonomy {
  const all = [...taxonomy.topics, ...(taxonomy.merged ?? []).map((each) => each.topic)]
  if (all.some(({ id }) => id === topic.id)) throw new Error(`there is a topic ${topic.id} already`)
  const last = taxonomy.topics.findLastIndex(
    ({ id, ancestors }) => after === undefined || id === after || ancestors.includes(after),
  )
  return { ...taxonomy, topics: taxonomy.topics.toSpliced(last + 1, 0, topic) }
}

function find({ topics, merged = [] }: Taxonomy, id: string): Topic {
  const found = topics.find((topic) => topic.id === id)
  if (found) return found
  const into = merged.find(({ topic }) => topic.id === id)?.into
  throw new Error(into === undefined ? `there is no topic ${id}` : `topic ${id} was merged into ${into}`)
}

function knownDepartments({ departments }: Taxonomy, ids: readonly string[]): string[] {
  const unknown = ids.find((id) => departments.every((department) => department.id !== id))
  if (unknown !== undefined) throw new Error(`there is no department ${unknown}`)
  return [...new Set(ids)]
}
