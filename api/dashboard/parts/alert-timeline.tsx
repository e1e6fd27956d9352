import type { AlertDto, ChangeDto } from '../../dto/alert-dto.ts'
import { departmentName, now, personName, topicName } from '../lib/now.ts'
import { clockTime } from '../lib/words.ts'
import { alertFact, Fact } from './fact.tsx'

const at = (iso: string) => clockTime(iso, now.value)

/** All changes, newest first, with person, time and reason. */
export function Timeline({ alert, history }: { alert: AlertDto; history: readonly ChangeDto[] }) {
  return (
    <section class="card">
      <h2>Timeline</h2>
      <ol class="line">
        {history.toReversed().map((change) => (
          <li key={change.changeNumber}>
            <time dateTime={change.at}>
              <Fact of={alertFact(alert, timeFact(change, history))}>{at(change.at)}</Fact>
            </time>
            <span>
              {entryOf(change, alert)}
              {change.by !== 'groundswell' && change.reason && <q>{change.reason}</q>}
            </span>
          </li>
        ))}
        <li>
          <time dateTime={alert.onsetAt}>
            <Fact of={alertFact(alert, 'onset')}>{at(alert.onsetAt)}</Fact>
          </time>
          <span>Started</span>
        </li>
      </ol>
    </section>
  )
}

/** The name of the time of a change: that of the opening is the detection, that of the last resolution the end. */
function timeFact({ change, changeNumber }: ChangeDto, history: readonly ChangeDto[]): string {
  const last = history.findLast((each) => each.change === 'resolved' || each.change === 'reopened')
  if (change === 'opened') return 'detected'
  return change === 'resolved' && last?.changeNumber === changeNumber ? 'resolved' : `change:${changeNumber}`
}

/** A change in words: Rose to 28 in 30 min. */
export function entryOf(
  { change, by: who, reason, owner, figure, snoozedUntil, verdict, departments, impact, calledFor, related }: ChangeDto,
  { kind, hazard }: AlertDto,
): string {
  const by = personName(who)
  const other = related && (related.alertId === null ? topicName(related.name) : related.name)
  const isHazard = kind === 'hazard'
  switch (change) {
    case 'opened':
      return hazard ? 'Opened by one credible report' : `Opened at ${figure}`
    case 'worsened':
      return `Rose to ${figure}`
    case 'eased':
      return `Fell to ${figure}`
    case 'raised':
      return `Severity raised ${reason}`
    case 'lowered':
      return `Severity lowered ${reason}`
    case 'reopened':
      return `Reopened by ${who === 'groundswell' ? (isHazard ? 'a new report' : 'a new spike') : by}`
    case 'acknowledged':
      return `Acknowledged by ${by}`
    case 'assigned':
      return `Assigned to ${owner ? personName(owner) : 'no one'} by ${by}`
    case 'snoozed':
      return `Snoozed by ${by}${snoozedUntil ? ` until ${clockTime(snoozedUntil, now.value)}` : ''}`
    case 'handedOver':
      return `Handed over to ${departmentName(departments[0] ?? '')} by ${by}`
    case 'commented':
      return `${by} commented`
    case 'claimed':
      return `Claimed by ${by}`
    case 'released':
      return `Released by ${by}`
    case 'escalated':
      return `Not acknowledged: escalated to ${calledFor.map(personName).join(', ')}`
    case 'assessed':
      return impact === 'none' ? `${by} reported no impact` : `${by} marked the impact ${impact}`
    case 'judged':
      return `${by} rated it ${verdict}`
    case 'joined':
      return `${by} merged ${other} into it`
    case 'split':
      return `${by} split it from ${other}`
    case 'resolved':
      if (other) return `Merged into ${other} by ${by}`
      if (who !== 'groundswell') return `Resolved by ${by}`
      return isHazard ? 'Resolved: no further report' : 'Resolved: volume back to typical'
  }
}
