import { isColumnDimension } from '../../enrich/mentions/dimensions.ts'
import type { Subject } from './subject.ts'

/** SQL condition on `mentions` for those that count in a subject, with its parameters. */
export function mentionsOf(subject: Subject): { where: string; params: Record<string, unknown> } {
  const { kind, id, dimension, value } = subject
  const about =
    kind === 'topic' ? 'has(topic_tree, {id: String})' : kind === 'department' ? 'has(departments, {id: String})' : '1'
  return { where: `${about} AND ${cutSql(dimension)}`, params: { id, dimension, value } }
}

function cutSql(dimension: string): string {
  if (dimension === '') return '1'
  if (isColumnDimension(dimension)) return `${dimension} = {value: String}`
  return 'arrayExists((k, v) -> k = {dimension: String} AND v = {value: String}, entity_kinds, entity_values)'
}
