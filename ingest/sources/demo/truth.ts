import { expectedPerHour } from './timeline.ts'
import { incidents, type Incident } from './world.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** The planted incidents, for `demo --truth` and the tests; the pipeline never sees them. `tripledAt`: when the rate of the topic reaches three times the expected rate; `surgedAt`: when the additional rate reaches half of its highest. */
export function demoTruth(anchor: number) {
  return incidents.map((incident) => {
    const { name, department, topic, driver, kind } = incident
    const startsAt = anchor + incident.startsAtHour * hourMs
    return {
      name,
      department,
      topic,
      driver,
      startsAt: new Date(startsAt).toISOString(),
      tripledAt: new Date(tripledAt(incident, startsAt)).toISOString(),
      surgedAt: new Date(surgedAt(incident, startsAt)).toISOString(),
      kind,
    }
  })
}

function tripledAt({ topic, perHour }: Incident, startsAt: number): number {
  let at = startsAt
  while (perHour((at - startsAt) / hourMs) < 2 * expectedPerHour(topic, at)) at += minuteMs
  return at
}

/** An incident reaches its highest rate within these hours. */
const peakWithinHours = 12

function surgedAt({ perHour }: Incident, startsAt: number): number {
  const minutes = Array.from({ length: peakWithinHours * 60 }, (_, minute) => minute)
  const highest = Math.max(...minutes.map((minute) => perHour(minute / 60)))
  return startsAt + minutes.find((minute) => perHour(minute / 60) >= highest / 2)! * minuteMs
}
