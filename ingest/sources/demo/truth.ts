import { expectedPerHour } from './timeline.ts'
import { incidents, type Incident } from './world.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** The planted incidents, for `demo --truth` and the tests; the pipeline never sees them. `tripledAt`: when the rate of the topic reaches three times the expected rate. */
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
      kind,
    }
  })
}

function tripledAt({ topic, perHour }: Incident, startsAt: number): number {
  let at = startsAt
  while (perHour((at - startsAt) / hourMs) < 2 * expectedPerHour(topic, at)) at += minuteMs
  return at
}
