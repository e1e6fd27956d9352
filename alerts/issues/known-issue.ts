import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { knownIssueKinds } from '../alert/novelty.ts'

/** What happens at the company. All kinds are drawn on charts; alerts are compared with `knownIssueKinds` only. */
export const eventKinds = [...knownIssueKinds, 'launch', 'promotion', 'status', 'note'] as const

/** An event of the company, which may explain alerts. Times in epoch ms. */
export const KnownIssue = Type.Object({
  id: Type.String(),
  kind: Type.Enum([...eventKinds]),
  name: Type.String(),
  fromAt: Type.Integer(),
  /** When it ended, or will end; absent: not known. */
  untilAt: Type.Optional(Type.Integer()),
  /** When an incident or a recall was fixed. */
  fixedAt: Type.Optional(Type.Integer()),
  /** With the kind `fix`: id of the known issue that it fixes; '' = none. */
  fixes: Type.String(),
  /** What it is about. It concerns an alert of one of the topics or departments … */
  topics: Type.Array(Type.String(), doc('Ids of topics that it concerns', ['app.pairing'])),
  departments: Type.Array(Type.String(), doc('Ids of departments that it concerns', ['product'])),
  /** … that names one of the products, and one of the versions. */
  products: Type.Array(Type.String(), doc('Products that it concerns; empty: any', ['Halden app'])),
  versions: Type.Array(Type.String(), doc('Versions that it concerns; empty: any', ['4.2'])),
})
export type KnownIssue = Static<typeof KnownIssue>

/** Why a known issue is refused, as a sentence; undefined if it is valid. Pure. */
export function knownIssueFault(issue: KnownIssue, taxonomy: Taxonomy): string | undefined {
  const { kind, fromAt, untilAt, fixedAt, fixes, topics, departments, products, versions } = issue
  const unknownTopic = topics.find((id) => !taxonomy.topics.some((topic) => topic.id === id))
  if (unknownTopic !== undefined) return `there is no topic "${unknownTopic}"`
  const unknownDepartment = departments.find((id) => !taxonomy.departments.some((department) => department.id === id))
  if (unknownDepartment !== undefined) return `there is no department "${unknownDepartment}"`
  if (untilAt !== undefined && untilAt <= fromAt) return 'until is not after from'
  const isProblem = kind === 'incident' || kind === 'recall'
  if (fixedAt !== undefined && !isProblem) return `a ${kind} has no fixedAt`
  if (fixedAt !== undefined && fixedAt < fromAt) return 'fixedAt is before from'
  if (fixes !== '' && kind !== 'fix') return `only a fix has "fixes", not a${kind === 'incident' ? 'n' : ''} ${kind}`
  if (fixes === issue.id) return 'a fix cannot fix itself'
  const isAboutEverything = [topics, departments, products, versions].every((list) => list.length === 0)
  if (isAboutEverything && (isProblem || (kind === 'fix' && fixes === '')))
    return 'needs topics, departments, products or versions, or it would concern every alert'
  return undefined
}
