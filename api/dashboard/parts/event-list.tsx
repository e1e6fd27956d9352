import type { CompanyEventDto } from '../../dto/company-event-dto.ts'
import { showToast } from '../lib/announce.ts'
import { addEvent, eventTitle, kindNames, nameAfterKind, removeEvent } from '../lib/company-events.ts'
import { isNumbered } from '../lib/chart-marks.ts'
import type { ChartEvent } from '../lib/chart-layout.ts'
import { personName } from '../lib/now.ts'
import { addressOf } from '../lib/router.ts'
import { dayAndTime } from '../lib/words.ts'
import { fromField, toField, zone } from '../lib/zone.ts'
import { ask, fieldText } from './dialog.tsx'

/** Rows that the names of events get above a chart; numbers need fewer. */
export const eventRowsOf = (events: readonly CompanyEventDto[]): number => Math.min(isNumbered() ? 2 : 3, events.length)

export const toChartEvents = (events: readonly CompanyEventDto[]): ChartEvent[] =>
  events.map((event) => ({
    at: Date.parse(event.from),
    until: event.until === null ? undefined : Date.parse(event.until),
    label: eventTitle(event),
  }))

/** The events that are drawn on the chart above, as a list. */
export function EventList({ events }: { events: readonly CompanyEventDto[] }) {
  if (events.length === 0) return null
  return (
    <section class="events" aria-label="Events">
      <ul>
        {events.map((event, i) => (
          <EventRow key={event.id} event={event} number={i + 1} />
        ))}
      </ul>
    </section>
  )
}

/** @param number of the event in a narrow chart */
function EventRow({ event, number }: { event: CompanyEventDto; number: number }) {
  const { id, kind, name, from, until, by } = event
  const isLaunch = kind === 'release' || kind === 'launch'
  return (
    <li>
      <b class="only-s number">{number}</b>
      <time dateTime={from}>{dayAndTime(from)}</time>
      <span>
        <b>{kindNames[kind]}</b> {nameAfterKind(event)}
        {until && <span class="muted"> until {dayAndTime(until)}</span>}
        {by && <span class="muted"> · {personName(by)}</span>}
      </span>
      {isLaunch && (
        <a class="link" href={addressOf('/trends/launches', { event: id })}>
          Compare<span class="unseen"> {name} with earlier ones</span>
        </a>
      )}
      {by && (
        <button class="btn quiet" type="button" onClick={() => void remove(event)}>
          Remove<span class="unseen"> {name}</span>
        </button>
      )}
    </li>
  )
}

async function remove({ id, name }: CompanyEventDto): Promise<void> {
  try {
    await removeEvent(id)
    showToast(`Removed: ${name}`)
  } catch (error) {
    showToast(`Not removed: ${(error as Error).message}`)
  }
}

/** Kinds that people add here. Incidents, recalls and fixes name what they are about, in the API or the file. */
const offered = ['note', 'release', 'launch', 'promotion', 'status'] as const

/** Asks for an event and adds it. @param shown what the chart shows: the product that a launch is about */
export async function askEvent(shown: { product?: string | undefined; at: number }): Promise<void> {
  const form = await ask({
    title: 'Add an event',
    confirm: 'Add event',
    fields: (
      <>
        <label>
          Kind
          <select name="kind">
            {offered.map((kind) => (
              <option key={kind} value={kind}>
                {kindNames[kind]}
              </option>
            ))}
          </select>
        </label>
        <label>
          Name or note
          <input name="name" required maxLength={200} />
        </label>
        <label>
          When ({zone.value})
          <input name="from" type="datetime-local" required defaultValue={toField(shown.at)} />
        </label>
        <label>
          <span>
            Product <span class="muted">(optional)</span>
          </span>
          <input name="product" maxLength={200} defaultValue={shown.product ?? ''} />
        </label>
        <label>
          <span>
            Version <span class="muted">(optional)</span>
          </span>
          <input name="version" maxLength={200} />
        </label>
        <p class="muted xs">Everyone sees it on their charts. Only you and admins can remove it.</p>
      </>
    ),
  })
  if (!form) return
  const [product, version] = [fieldText(form, 'product'), fieldText(form, 'version')]
  try {
    await addEvent({
      kind: fieldText(form, 'kind'),
      name: fieldText(form, 'name'),
      from: new Date(fromField(fieldText(form, 'from'))).toISOString(),
      ...(product && { products: [product] }),
      ...(version && { versions: [version] }),
    })
    showToast(`Added: ${fieldText(form, 'name')}`)
  } catch (error) {
    showToast(`Not saved: ${(error as Error).message}`)
  }
}
