import { randomUUID } from 'node:crypto'
import { Type, type Static } from 'typebox'
import type { Organisation, Person } from '../../alerts/organisation/organisation.ts'
import { Match } from '../../alerts/notify/settings.ts'
import { findSilence, silencesAt, silencesTopic, type Silence } from '../../alerts/notify/silence-table.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { notFound, Problem } from '../request/problem.ts'
import { personOf } from '../request/auth.ts'
import {
  closed,
  list,
  NoQuery,
  problems,
  TimeIn,
  TimeOut,
  toEpochMs,
  toEpochMsOr,
  toIso,
  Word,
} from '../request/schemas.ts'

const SilenceDto = Type.Object({
  id: Type.String(),
  matches: Match,
  from: TimeOut,
  until: TimeOut,
  by: Type.String(),
  reason: Type.String(),
})
const Body = Type.Object(
  {
    matches: Match,
    from: Type.Optional(TimeIn),
    until: TimeIn,
    reason: Type.String({ minLength: 1, maxLength: 1000 }),
  },
  closed,
)
const SilenceId = Type.Object({ id: Word })

/** Silences: what is not told for a while, with a reason. Alerts open and can be seen as ever. */
export function silenceRoutes(app: App, { reader, log, clock, organisation, taxonomy }: ApiDeps): void {
  app.get(
    '/silences',
    {
      schema: {
        operationId: 'listSilences',
        summary: 'Those that are not over, the next to end first',
        querystring: NoQuery,
        response: { 200: list(SilenceDto), ...problems },
      },
    },
    async () => ({ items: (await silencesAt(reader, clock())).map(toSilenceDto), nextCursor: null }),
  )
  app.post(
    '/silences',
    {
      schema: {
        operationId: 'createSilence',
        summary: 'Tell nothing of what matches, until then; every key of matches that is given must hold',
        querystring: NoQuery,
        body: Body,
        response: { 202: SilenceDto, ...problems },
      },
    },
    async (request, reply) => {
      const person = personOf(request)
      refuseUnknown(request.body.matches, { organisation, taxonomy })
      const silence = toSilence(request.body, { person, now: clock() })
      allowSilence(organisation, person, silence)
      await log.publish(silencesTopic, [silence])
      return reply.code(202).send(toSilenceDto(silence))
    },
  )
  app.delete(
    '/silences/:id',
    {
      schema: {
        operationId: 'endSilence',
        summary: 'It is over now',
        params: SilenceId,
        querystring: NoQuery,
        response: { 202: SilenceDto, ...problems },
      },
    },
    async (request, reply) => {
      const person = personOf(request)
      const silence = await findSilence(reader, request.params.id)
      if (!silence) throw notFound('silence', request.params.id)
      allowSilence(organisation, person, silence)
      const ended = { ...silence, untilAt: Math.min(silence.untilAt, clock()), version: silence.version + 1 }
      await log.publish(silencesTopic, [ended])
      return reply.code(202).send(toSilenceDto(ended))
    },
  )
}

/** What nobody has heard of would silence nothing. */
function refuseUnknown(
  { departments = [], topics = [], units = [] }: Silence['matches'],
  { organisation, taxonomy }: Pick<ApiDeps, 'organisation' | 'taxonomy'>,
): void {
  const known = (ids: readonly { id: string }[]) => (name: string) => ids.some(({ id }) => id === name)
  const stranger =
    departments.find((id) => !known(taxonomy.departments)(id)) ??
    topics.find((id) => !known(taxonomy.topics)(id)) ??
    units.find((id) => !known(organisation.units)(id))
  if (stranger !== undefined) throw new Problem(400, `there is no ${JSON.stringify(stranger)} to be silenced`)
}

function toSilence(body: Static<typeof Body>, { person, now }: { person: Person; now: number }): Silence {
  const [fromAt, untilAt] = [toEpochMsOr('from', body.from, now), toEpochMs('until', body.until)]
  if (untilAt <= Math.max(now, fromAt)) throw new Problem(400, 'until is in the past, or before from')
  if (Object.keys(body.matches).length === 0)
    throw new Problem(
      400,
      'matches must say what is silenced: departments, topics, products, regions, units or severity',
    )
  return {
    id: randomUUID(),
    matches: body.matches,
    fromAt,
    untilAt,
    actingOnly: !person.hub,
    by: person.id,
    reason: body.reason,
    version: 1,
  }
}

/** The service team may silence anything, others what their departments act on; in a dandelion whoever is of a unit what is their units' alone. */
function allowSilence(organisation: Organisation, person: Person, { matches }: Silence): void {
  if (person.role === 'viewer') throw new Problem(403, 'a viewer may not silence anything; a responder or admin may')
  if (!person.hub && organisation.model === 'centralized')
    throw new Problem(403, `only ${organisation.hub.name} may silence anything`)
  const areAll = (asked: string[] | undefined, own: string[]) => asked?.every((id) => own.includes(id)) ?? false
  const isOfUnit = organisation.model === 'dandelion' && person.units.length > 0
  if (isOfUnit && !areAll(matches.units, person.units))
    throw new Problem(403, `only ${organisation.hub.name} may silence what is not of your units alone`)
  if (!person.hub && !areAll(matches.departments, person.departments))
    throw new Problem(403, `only ${organisation.hub.name} may silence what is not of your departments alone`)
}

const toSilenceDto = ({ id, matches, fromAt, untilAt, by, reason }: Silence): Static<typeof SilenceDto> => ({
  id,
  matches,
  from: toIso(fromAt),
  until: toIso(untilAt),
  by,
  reason,
})
