import { randomUUID } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { correctionsTopic, type RightLabels } from '../../enrich/mentions/correction.ts'
import { intents, sentimentLabels } from '../../enrich/labels/enriched-mention.ts'
import { findMention } from '../../enrich/mentions/mention-query.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { notFound, Problem } from '../request/problem.ts'
import { personOf } from '../request/auth.ts'
import { closed, NoQuery, problems, word } from '../request/schemas.ts'
import { Accepted } from './alert-commands.ts'
import { MentionId } from './mention-page.ts'

/** Labels are checked in code and not by the schema, so the error can name the wrong one. */
const Body = Type.Object(
  {
    topics: Type.Optional(
      Type.Array(word('Id of a topic', 'delivery.late'), {
        maxItems: 20,
        ...doc('All correct topics; empty: none', ['delivery.late']),
      }),
    ),
    departments: Type.Optional(
      Type.Array(word('Id of a department', 'logistics'), {
        maxItems: 20,
        ...doc('The acting department first; empty: none', ['logistics']),
      }),
    ),
    sentiment: Type.Optional(Type.String({ maxLength: 100, ...doc(sentimentLabels.join(', '), 'negative') })),
    intent: Type.Optional(
      Type.String({
        maxLength: 100,
        ...doc(
          `${intents.join(', ')}. With spam the mention loses its topics and departments; to take spam back, give an intent or the right topics`,
          'complaint',
        ),
      }),
    ),
    reason: Type.Optional(Type.String({ maxLength: 1000, ...doc('A note', 'about the courier, not about us') })),
  },
  { ...closed, description: 'The labels that are right' },
)

/** Publishes corrections of labels to the log; the enrichment stage applies them. Responds 202 once they are durable. */
export function correctionRoutes(app: App, { reader, log, clock, taxonomy }: ApiDeps): void {
  app.post(
    '/mentions/:id/correction',
    {
      config: { permission: 'mentions.write' },
      schema: {
        operationId: 'correctMention',
        tags: ['Mentions'],
        description:
          'Labels that are left out stay. The correction is durable when the request is answered, and applied within seconds.',
        summary: 'Correct the labels of a mention',
        params: MentionId,
        querystring: NoQuery,
        body: Body,
        response: { 202: Accepted, ...problems },
      },
    },
    async (request, reply) => {
      const {
        params: { id },
        body,
      } = request
      const { id: by } = personOf(request)
      const right = toRight(body, taxonomy)
      const mention = await findMention(reader, id, request.caller.visibility.mentions)
      if (!mention) throw notFound('mention', id)
      if (mention.removedAt !== undefined) throw new Problem(409, 'the mention was removed; its labels stay')
      const commandId = randomUUID()
      await log.publish(correctionsTopic, [
        { commandId, mentionId: mention.id, right, reason: body.reason ?? '', by, at: clock() },
      ])
      return reply.code(202).send({ commandId })
    },
  )
}

function toRight({ topics, departments, sentiment, intent }: Static<typeof Body>, taxonomy: Taxonomy): RightLabels {
  const topicIds = taxonomy.topics.map((topic) => topic.id)
  const departmentIds = taxonomy.departments.map((department) => department.id)
  const right: RightLabels = {
    ...(topics && { topics: topics.map((id) => oneOf('topic', topicIds, id)) }),
    ...(departments && { departments: departments.map((id) => oneOf('department', departmentIds, id)) }),
    ...(sentiment !== undefined && { sentiment: oneOf('sentiment', sentimentLabels, sentiment) }),
    ...(intent !== undefined && { intent: oneOf('intent', intents, intent) }),
  }
  if (Object.keys(right).length === 0)
    throw new Problem(400, 'nothing to correct: give topics, departments, sentiment or intent')
  if (intent === 'spam' && (topics?.length || departments?.length))
    throw new Problem(400, 'intent spam: spam has no topics and no departments; leave them out')
  return right
}

const mostListed = 12

function oneOf<T extends string>(what: string, known: readonly T[], given: string): T {
  const found = known.find((each) => each === given)
  if (found !== undefined) return found
  const list = known.length > mostListed ? '' : `; choose from ${known.join(', ')}`
  throw new Problem(400, `there is no ${what} ${JSON.stringify(given)}${list}`)
}
