import { randomUUID } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { Person } from '../../alerts/organisation/organisation.ts'
import { silenceRefusal } from '../../alerts/organisation/permission.ts'
import { ShortMatch } from '../request/short-match.ts'
import {
  countSilences,
  findSilence,
  mostSilences,
  silencesAt,
  silencesTopic,
  type Silence,
} from '../../alerts/notify/silence-table.ts'
import { SilenceDto, toSilenceDto } from '../dto/silence-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { notFound, Problem } from '../request/problem.ts'
import { personOf } from '../request/auth.ts'
import { closed, list, NoQuery, problems, timeIn, toEpochMs, toEpochMsOr, word } from '../request/schemas.ts'

const Body = Type.Object(
  {
    matches: { ...ShortMatch, ...doc('Which alerts: those that match every key') },
    from: Type.Optional(timeIn('When it begins; absent: now')),
    until: timeIn('When it ends', '2026-12-01T08:00:00Z'),
    reason: Type.String({ minLength: 1, maxLength: 1000, ...doc('Why', 'Known outage at Klarpay') }),
  },
  { ...closed, description: 'The silence' },
)
const SilenceId = Type.Object({ id: word('Id of the silence', '0c5a') })

/** Silences stop notifications about matching alerts for a time, with a reason. The alerts still open and stay visible. */
export function silenceRoutes(app: App, deps: ApiDeps): void {
  const { reader, clock } = deps
  app.get(
    '/silences',
    {
      config: { permission: 'silences.read' },
      schema: {
        operationId: 'listSilences',
        tags: ['Silences'],
        description: 'Those that the caller sees, the first to end first.',
        summary: 'Silences that have not ended, by end time',
        querystring: NoQuery,
        response: { 200: list(SilenceDto, 'Silences that have not ended'), ...problems },
      },
    },
    async ({ caller: { visibility } }) => ({
      items: (await silencesAt(reader, clock(), visibility)).map(toSilenceDto),
      nextCursor: null,
    }),
  )
  createRoute(app, deps)
  endRoute(app, deps)
}

function createRoute(app: App, { reader, log, clock, organisation, taxonomy }: ApiDeps): void {
  app.post(
    '/silences',
    {
      config: { permission: 'silences.write' },
      schema: {
        operationId: 'createSilence',
        tags: ['Silences'],
        description: 'The alerts still open and stay visible. An alert matches if it matches every key of `matches`.',
        summary: 'Stop notifications about matching alerts until a time',
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
      if ((await countSilences(reader, clock())) >= mostSilences)
        throw new Problem(
          409,
          `there are ${mostSilences} silences that have not ended, and no more are kept; end one first`,
        )
      await log.publish(silencesTopic, [silence])
      return reply.code(202).send(toSilenceDto(silence))
    },
  )
}

function endRoute(app: App, { reader, log, clock, organisation }: ApiDeps): void {
  app.delete(
    '/silences/:id',
    {
      config: { permission: 'silences.write' },
      schema: {
        operationId: 'endSilence',
        tags: ['Silences'],
        description: 'Notifications about matching alerts go out again from now on.',
        summary: 'End a silence now',
        params: SilenceId,
        querystring: NoQuery,
        response: { 202: SilenceDto, ...problems },
      },
    },
    async (request, reply) => {
      const person = personOf(request)
      const silence = await findSilence(reader, request.params.id, request.caller.visibility)
      if (!silence) throw notFound('silence', request.params.id)
      allowSilence(organisation, person, silence)
      const ended = { ...silence, untilAt: Math.min(silence.untilAt, clock()), version: silence.version + 1 }
      await log.publish(silencesTopic, [ended])
      return reply.code(202).send(toSilenceDto(ended))
    },
  )
}

/** Refuses unknown names, because such a silence would have no effect. */
function refuseUnknown(
  { departments = [], topics = [], units = [] }: Silence['matches'],
  { organisation, taxonomy }: Pick<ApiDeps, 'organisation' | 'taxonomy'>,
): void {
  const known = (ids: readonly { id: string }[]) => (name: string) => ids.some(({ id }) => id === name)
  const unknown =
    departments.find((id) => !known(taxonomy.departments)(id)) ??
    topics.find((id) => !known(taxonomy.topics)(id)) ??
    units.find((id) => !known(organisation.units)(id))
  if (unknown !== undefined) throw new Problem(400, `there is no department, topic or unit ${JSON.stringify(unknown)}`)
}

function toSilence(body: Static<typeof Body>, { person, now }: { person: Person; now: number }): Silence {
  const [fromAt, untilAt] = [toEpochMsOr('from', body.from, now), toEpochMs('until', body.until)]
  if (untilAt <= Math.max(now, fromAt)) throw new Problem(400, 'until is in the past, or before from')
  if (Object.keys(body.matches).length === 0)
    throw new Problem(400, 'matches is empty: give departments, topics, products, regions, units or severity')
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

/** @throws Problem 403 if the person may not silence that; the message says who may. */
function allowSilence(organisation: ApiDeps['organisation'], person: Person, { matches }: Silence): void {
  const sentence = silenceRefusal(organisation, person, matches)
  if (sentence !== undefined) throw new Problem(403, sentence)
}
