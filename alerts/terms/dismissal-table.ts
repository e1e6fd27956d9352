import { Type } from 'typebox'
import { seesWholeDepartments, type VisibleMentions } from '../../enrich/mentions/visible-mentions.ts'
import { selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
import { DismissedTerm, isAbout, returnOf, type ReturnReason } from './dismissed-term.ts'
import { EmergingTerm } from './emergence.ts'
import { findEmergingTerms, type TermQuery } from './term-store.ts'

/** The newest of so many dismissals count; older terms are shown again. */
const mostDismissals = 1_000

const columns =
  'id, department, term, emerging_id, kind, note, observed, company_observed, by, dismissed_at, restored, version'

export const saveDismissedTerms = (store: Store, dismissed: readonly DismissedTerm[]): Promise<void> =>
  store.insert('dismissed_terms', [...dismissed])

/** The current version of a department's term, also if it was restored; of two with one version, either. */
export async function findDismissal(
  store: Store,
  { department, term }: Pick<DismissedTerm, 'department' | 'term'>,
): Promise<DismissedTerm | undefined> {
  const sql = `SELECT ${columns} FROM dismissed_terms FINAL WHERE department = {department: String} AND term = {term: String}`
  return (await store.select(DismissedTerm, sql, { department, term }))[0]
}

/** The current version by id, also if it was restored. */
export async function findDismissalById(store: Store, id: string): Promise<DismissedTerm | undefined> {
  const sql = `SELECT ${columns} FROM dismissed_terms FINAL WHERE id = {id: String}`
  return (await store.select(DismissedTerm, sql, { id }))[0]
}

/** A dismissal that nobody restored, and why its term is shown again; undefined: it is not. */
export interface JudgedDismissal {
  dismissed: DismissedTerm
  back: ReturnReason | undefined
}

/** The dismissals that nobody restored, newest first. */
export async function judgedDismissals(store: Store): Promise<JudgedDismissal[]> {
  const all = await store.select(
    DismissedTerm,
    `SELECT ${columns} FROM dismissed_terms FINAL WHERE NOT restored ORDER BY dismissed_at DESC, id LIMIT {most: UInt32}`,
    { most: mostDismissals },
  )
  const rises = [
    ...(await risesOf(store, 'term', new Set(all.map(({ term }) => term)))),
    ...(await risesOf(store, 'id', new Set(all.map(({ emergingId }) => emergingId)))),
  ]
  return all.map((dismissed) => ({ dismissed, back: returnOf(dismissed, rises) }))
}

/** The terms that are dismissed and have not come back, newest first. */
export const standingDismissals = async (store: Store): Promise<DismissedTerm[]> =>
  (await judgedDismissals(store)).flatMap(({ dismissed, back }) => (back === undefined ? [dismissed] : []))

/** Those of the departments that somebody sees as a whole. */
export const seesTermsOf = (visible: VisibleMentions, department: string): boolean =>
  visible.all || (seesWholeDepartments(visible) && visible.departments.includes(department))

const Rise = Type.Pick(EmergingTerm, ['id', 'department', 'term', 'emergedAt', 'lastSeenAt', 'observed'])

const risesOf = (store: Store, column: 'id' | 'term', list: ReadonlySet<string>) =>
  selectIn(
    store,
    Rise,
    `SELECT id, department, term, emerged_at, last_seen_at, observed FROM emerging_terms FINAL WHERE ${column} IN {list: Array(String)}`,
    { name: 'list', list },
  )

/** The count of the company's peak day of a term that is rising; 0 if it is not. */
export async function companyObserved(store: Store, term: string): Promise<number> {
  const rises = await risesOf(store, 'term', new Set([term]))
  return Math.max(0, ...rises.filter(({ department }) => department === '').map(({ observed }) => observed))
}

/** A term of a department that nobody dismissed, or that came back. */
export interface ProposedTerm {
  emergingTerm: EmergingTerm
  /** Absent: it was not dismissed before. */
  returned?: { dismissed: DismissedTerm; back: ReturnReason }
}

/** As `findEmergingTerms`, without the dismissed ones. */
export async function findProposedTerms(store: Store, query: TermQuery): Promise<ProposedTerm[]> {
  const dismissals = await judgedDismissals(store)
  const found = await findEmergingTerms(store, { ...query, limit: query.limit + dismissals.length })
  return found
    .flatMap((emergingTerm): ProposedTerm[] => {
      const judged = dismissals.find(
        ({ dismissed }) => dismissed.department === emergingTerm.department && isAbout(dismissed, emergingTerm),
      )
      if (!judged) return [{ emergingTerm }]
      const { dismissed, back } = judged
      return back === undefined ? [] : [{ emergingTerm, returned: { dismissed, back } }]
    })
    .slice(0, query.limit)
}
