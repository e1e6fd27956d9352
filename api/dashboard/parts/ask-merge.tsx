import type { AlertDto } from '../../dto/alert-dto.ts'
import { showToast } from '../lib/announce.ts'
import { get, type CommandInput, type List } from '../lib/api.ts'
import { topicName } from '../lib/now.ts'
import { Reason, reasonIn } from './ask.tsx'
import { ask, fieldText } from './dialog.tsx'

/** Asks which active alert this one is part of. */
export async function askMerge(alert: AlertDto): Promise<CommandInput | undefined> {
  const active = await activeAlerts().catch((error: unknown) => showToast((error as Error).message))
  if (!active) return undefined
  const others = active.filter(({ id, kind }) => id !== alert.id && (kind === 'drop') === (alert.kind === 'drop'))
  if (others.length === 0) {
    showToast('There is no other active alert to merge into')
    return undefined
  }
  const form = await ask({
    title: 'Merge alert',
    confirm: 'Merge',
    fields: (
      <>
        <label>
          Merge into
          <select name="into" required>
            {others.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <Reason label="Note" />
        <p class="muted xs">This alert is resolved. While the other one is active, new spikes join it.</p>
      </>
    ),
  })
  return form ? { into: fieldText(form, 'into'), ...reasonIn(form) } : undefined
}

async function activeAlerts(): Promise<AlertDto[]> {
  const lists = await Promise.all(
    ['open', 'acknowledged', 'snoozed'].map((status) => get<List<AlertDto>>(`/alerts?status=${status}&limit=200`)),
  )
  return lists.flatMap(({ items }) => items)
}

/** Asks which topic or merged alert to take out again. */
export async function askSplit({ also, merged }: AlertDto): Promise<CommandInput | undefined> {
  const form = await ask({
    title: 'Split alert',
    confirm: 'Split',
    fields: (
      <>
        <label>
          Split from this alert
          <select name="part" required>
            {also.map((topic) => (
              <option key={topic} value={`topic ${topic}`}>
                {topicName(topic)}
              </option>
            ))}
            {merged
              .filter(({ topic }) => !also.includes(topic))
              .map(({ alertId, title }) => (
                <option key={alertId} value={`merged ${alertId}`}>
                  {title}
                </option>
              ))}
          </select>
        </label>
        <Reason label="Note" />
        <p class="muted xs">Its next spike opens an alert of its own. It does not join this alert again by itself.</p>
      </>
    ),
  })
  const [name = '', ...rest] = fieldText(form, 'part').split(' ')
  return form ? { [name]: rest.join(' '), ...reasonIn(form) } : undefined
}
