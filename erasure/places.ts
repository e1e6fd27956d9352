import type { EventLog } from '../infra/log/event-log.ts'
import { alertPlaces } from './alert-places.ts'
import { rejectsPlace } from './file-place.ts'
import { logPlace } from './log-place.ts'
import { mentionPlaces } from './mention-places.ts'
import type { Place, PlaceContext } from './place.ts'
import { settingPlaces } from './setting-places.ts'

/** Every place that may hold something, the log also by itself. A new table with texts needs one: test/erasure/columns.test.ts. */
export function allPlaces(
  context: PlaceContext,
  { log, data }: { log: EventLog; data: string },
): { places: Place[]; log: ReturnType<typeof logPlace> } {
  const events = logPlace(log, context)
  const places = [
    ...mentionPlaces(context),
    ...alertPlaces(context),
    ...settingPlaces(context),
    events,
    rejectsPlace(data, context),
  ]
  return { places, log: events }
}
