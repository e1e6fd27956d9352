import { findStoredIssues, storedIssues, type StoredIssue } from '../../alerts/issues/known-issue-table.ts'
import type { Person } from '../../alerts/organisation/organisation.ts'
import { knownIssueRefusal } from '../../alerts/organisation/permission.ts'
import type { ApiDeps } from './deps.ts'
import { Problem } from './problem.ts'

const nothingInFile = async () => ({ issues: [], faults: [] })

/** The events of the configuration, of its file, and those that were reported. An id that both have is that of the file. */
export async function allEvents({ reader, knownIssueFile = nothingInFile, plannedEvents = [] }: ApiDeps) {
  const [{ issues, faults }, stored] = await Promise.all([knownIssueFile(), storedIssues(reader)])
  const inFile = new Set(issues.map(({ id }) => id))
  return { configured: [...plannedEvents, ...issues], reported: stored.filter(({ id }) => !inFile.has(id)), faults }
}

/**
 * Which of these events the person may replace: the function returns the stored version of one, undefined if there is none yet, and throws a
 * Problem: 403 if the person may not change it, 409 if it stands in the configuration or its file.
 */
export async function changeableEvents(
  { reader, organisation, knownIssueFile = nothingInFile, plannedEvents = [] }: ApiDeps,
  person: Person,
  ids: readonly string[],
): Promise<(id: string) => StoredIssue | undefined> {
  const [{ issues }, found] = await Promise.all([knownIssueFile(), findStoredIssues(reader, ids)])
  const stored = new Map(found.map((issue) => [issue.id, issue]))
  return (id) => {
    if (issues.some((issue) => issue.id === id))
      throw new Problem(409, `event ${JSON.stringify(id)} stands in the configured file; change it there`)
    if (plannedEvents.some((event) => event.id === id))
      throw new Problem(
        409,
        `event ${JSON.stringify(id)} stands in plannedEvents of the configuration; change it there`,
      )
    const before = stored.get(id)
    const sentence = knownIssueRefusal(organisation, person, before && !before.removed ? before.by : person.id)
    if (sentence !== undefined) throw new Problem(403, sentence)
    return before
  }
}
