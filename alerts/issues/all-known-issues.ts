import type { Store } from '../../infra/store/store.ts'
import type { KnownIssue } from './known-issue.ts'
import { storedIssues } from './known-issue-table.ts'
import type { KnownIssueList } from './read-known-issues.ts'

/** The known issues of the file and of the API. An id that both have is that of the file. */
export async function allKnownIssues(store: Store, file: () => Promise<KnownIssueList>): Promise<KnownIssue[]> {
  const [{ issues }, stored] = await Promise.all([file(), storedIssues(store)])
  const ids = new Set(issues.map(({ id }) => id))
  return [...issues, ...stored.filter(({ id }) => !ids.has(id))]
}
