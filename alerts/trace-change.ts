import type { Store } from '../infra/store/store.ts'
import { newTrace, traceparentNow, withinTrace, type Traceparent } from '../infra/traces.ts'
import type { Alert, AlertChange } from './alert/alert.ts'
import { baseBucketMs } from './series/subject.ts'
import { tracesOfMentions, tracesOfSubject } from './series/traces.ts'

/**
 * Publishes a change inside a span. An alert that opens or reopens begins a trace, which links to the evaluation and to the traces of its
 * mentions; every other change belongs to what caused it: an evaluation, or a person's request.
 */
export async function traceChange<T>(
  store: Store,
  { alert, change, changeNumber }: AlertChange,
  publish: () => Promise<T>,
): Promise<T> {
  const attributes = {
    'groundswell.alert.id': alert.id,
    'groundswell.alert.kind': alert.kind,
    'groundswell.alert.topic': alert.topic,
    'groundswell.alert.severity': alert.severity,
    'groundswell.alert.change_number': changeNumber,
  }
  if (change !== 'opened' && change !== 'reopened') return withinTrace(`alert ${change}`, { attributes }, publish)
  const traceparents = [traceparentNow(), ...(await tracesBehind(store, alert))]
  return newTrace(`alert ${change}`, { traceparents, attributes }, publish)
}

/** The traces of the mentions that an alert counts; of a drop there are none. */
async function tracesBehind(store: Store, { kind, facts, onsetAt, updatedAt }: Alert): Promise<Traceparent[]> {
  if (kind === 'drop') return []
  if (kind === 'hazard')
    return tracesOfMentions(
      store,
      facts.reports.map(({ mentionId }) => mentionId),
    )
  // An onset in the newest bucket counts that whole bucket.
  const from = Math.min(onsetAt, updatedAt - baseBucketMs)
  return tracesOfSubject(store, facts.subject, { from, to: updatedAt })
}
