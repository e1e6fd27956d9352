import { parseTime } from '../../infra/time-reader.ts'
import type { PlannedEvent } from '../detection/planned-events.ts'
import type { KnownIssue } from './known-issue.ts'

/** The planned events of the configuration, to be listed and drawn with the other events. Pure. */
export const plannedAsIssues = (planned: readonly PlannedEvent[]): KnownIssue[] =>
  planned.map(({ name, kind = 'promotion', from, to, departments = [], topics = [], products = [] }) => ({
    id: `planned:${from}:${name}`,
    kind,
    name,
    fromAt: parseTime(from),
    untilAt: parseTime(to),
    fixes: '',
    topics: [...topics],
    departments: [...departments],
    products: [...products],
    versions: [],
  }))
