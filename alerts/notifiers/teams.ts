import { Type } from 'typebox'
import type { Http } from '../../infra/http/fetch.ts'
import { toMessage } from './message/message.ts'
import { teamsBody } from './message/teams-card.ts'
import type { Notifier } from '../notify/notifier.ts'
import { post } from './transport/post.ts'

export const teamsOptions = {
  /** Of a workflow that begins with "When a Teams webhook request is received". */
  url: Type.String({ pattern: '^https?://' }),
}

/** Microsoft Teams by a workflow's webhook: one card a notice. A workflow cannot change what it posted. */
export function teams(
  { url, dashboard, timeoutMs }: { url: string; dashboard: string; timeoutMs: number },
  http: Http,
): Notifier {
  return {
    async notify(notification) {
      await post(http, { url, body: teamsBody(toMessage(notification, dashboard)), timeoutMs })
    },
  }
}
