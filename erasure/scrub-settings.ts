import { taxonomyEditsTopic } from '../enrich/edits/edit-table.ts'
import { knownIssuesTopic } from '../alerts/issues/known-issue-table.ts'
import { silencesTopic } from '../alerts/notify/silence-table.ts'
import { dismissedTermsTopic } from '../alerts/terms/dismissed-term.ts'
import { savedViewsTopic } from '../alerts/trends/saved-view-table.ts'
import { scrubbed, withoutTraces, type Traces } from './scrub.ts'

type Clean = (traces: Traces, value: unknown) => unknown

const longestName = 100

/** An edit of the taxonomy: phrases and hints that hold a trace disappear. Ids stay, as labels have them. Pure. */
export const cleanEdit: Clean = (traces, edit) =>
  changed(traces, edit, {
    name: (_, name) => textWithout(traces, name, longestName),
    phrases: kept,
    hints: kept,
  })

/** The parameters of the address of a saved view. Pure. */
export const cleanQuery: Clean = (traces, query) =>
  typeof query === 'object' && query !== null
    ? Object.fromEntries(Object.entries(query).map(([key, value]) => [key, textWithout(traces, value)]))
    : query

/** An event of the company. A product is replaced and not removed: an event without any concerns them all. Pure. */
export const cleanIssue: Clean = (traces, issue) =>
  changed(traces, issue, { name: textWithout, products: replaced, versions: replaced })

/** What a silence is about. As with events, a value is replaced and not removed. Pure. */
export const cleanMatches: Clean = (traces, matches) =>
  changed(traces, matches, { products: replaced, regions: replaced })

/** How the events of a topic of the log lose their traces. Pure. */
export function cleanerOf(topic: string): Clean {
  if (topic === knownIssuesTopic.name) return cleanIssue
  if (topic === savedViewsTopic.name)
    return (traces, event) => changed(traces, event, { name: textWithout, query: cleanQuery })
  if (topic === taxonomyEditsTopic.name) return (traces, event) => changed(traces, event, { edit: cleanEdit })
  if (topic === dismissedTermsTopic.name)
    return (traces, event) => changed(traces, event, { term: textWithout, note: textWithout })
  if (topic === silencesTopic.name)
    return (traces, event) => changed(traces, scrubbed(traces, event), { matches: cleanMatches })
  return scrubbed
}

/** What has another form (an event that nobody could read) loses its traces as everything else does. */
function changed(
  traces: Traces,
  value: unknown,
  changes: Record<string, (traces: Traces, part: unknown) => unknown>,
): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return scrubbed(traces, value)
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, changes[key] ? changes[key](traces, part) : part]),
  )
}

function textWithout(traces: Traces, text: unknown, longest = Infinity): unknown {
  if (typeof text !== 'string') return text
  const clean = withoutTraces(traces, text)
  return clean === text ? text : clean.slice(0, longest)
}

function kept(traces: Traces, list: unknown): unknown {
  return Array.isArray(list) ? list.filter((each) => textWithout(traces, each) === each) : list
}

function replaced(traces: Traces, list: unknown): unknown {
  return Array.isArray(list) ? list.map((each) => textWithout(traces, each)) : list
}
