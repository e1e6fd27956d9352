import { Type } from 'typebox'
import { defineNotifier } from '../notify/notifier-definition.ts'
import { toMessage } from './message/message.ts'
import { teamsBody } from './message/teams-card.ts'
import { post } from './transport/post.ts'

/** Microsoft Teams by a workflow's webhook: one card per notification. A workflow cannot update what it posted. */
export const teams = defineNotifier({
  type: 'teams',
  options: {
    url: Type.String({
      pattern: '^https?://',
      description: 'URL of a workflow that starts with "When a Teams webhook request is received".',
    }),
  },
  open: ({ url }, { http, dashboard, timeoutMs }) => ({
    notifier: {
      async notify(notification) {
        await post(http, { url, body: teamsBody(toMessage(notification, dashboard)), timeoutMs, failureIn })
      },
    },
  }),
})

/** Teams answers 200 also where it could not deliver: `Webhook message delivery failed with error: … HTTP error 429 …`. */
function failureIn(body: string): string | undefined {
  const isFailure =
    /\b(?:failed|failure|error|throttled|too many requests)\b/i.test(body) &&
    !/"errors?":\s*(?:null|\[\]|"")/.test(body)
  return isFailure ? `answered that delivery failed: ${body}` : undefined
}
