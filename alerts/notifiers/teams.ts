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

const failureWords =
  /\b(?:fail(?:ed|ure)|errors?|throttled|too many requests|rate limit(?:ed)?|bad request|(?:not|was not) (?:found|delivered)|forbidden|unauthorized|rejected|denied|invalid|expired|disabled|too large|cannot|could not|unable)\b|<html/i
const noFailure = /"errors?"\s*:\s*(?:null|false|0|\[\]|\{\}|"")/g

/**
 * Teams answers 200 also where it could not deliver: `Webhook message delivery failed with error: … HTTP error 429 …`. A proxy answers so
 * with a page for people.
 */
function failureIn(body: string): string | undefined {
  return failureWords.test(body.replace(noFailure, '')) ? `answered that delivery failed: ${body}` : undefined
}
