import type { Store } from '../../infra/store/store.ts'
import type { KnownIssue } from './known-issue.ts'
import { storedIssues, storedIssuesFor } from './known-issue-table.ts'
import type { KnownIssueList } from './read-known-issues.ts'

/** The known issues of the file and of the API. An id that both have is that of the file. */
export async function allKnownIssues(store: Store, file: () => Promise<KnownIssueList>): Promise<KnownIssue[]> {
  return joined(await Promise.all([file(), storedIssues(store)]))
}

/** The same without those of the API that can tell nothing of an alert that began at `since` (epoch ms). */
export async function knownIssuesFor(
  store: Store,
  file: () => Promise<KnownIssueList>,
  since: number,
): Promise<KnownIssue[]> {
  return joined(await Promise.all([file(), storedIssuesFor(store, since)]))
}

function joined([{ issues }, stored]: [KnownIssueList, readonly KnownIssue[]]): KnownIssue[] {
  const ids = new Set(issues.map(({ id }) => id))
  return [...issues, ...stored.filter(({ id }) => !ids.has(id))]
}
