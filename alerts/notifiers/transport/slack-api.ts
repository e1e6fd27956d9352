import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Http } from '../../../infra/http/fetch.ts'
import { DeliveryFailed } from '../../notify/notifier.ts'
import { retryAtOf, post } from './post.ts'

const Answer = Type.Object({
  ok: Type.Boolean(),
  error: Type.Optional(Type.String()),
  channel: Type.Optional(Type.String()),
  ts: Type.Optional(Type.String()),
})

/** Slack answered with an error code (`message_not_found`, `invalid_auth` …). */
export class SlackRefusal extends DeliveryFailed {
  readonly code: string
  constructor(code: string, retryAt: number | undefined) {
    super(`Slack answered ${code}`, { retryAt })
    this.name = 'SlackRefusal'
    this.code = code
  }
}

export interface SlackApi {
  /** Resolves with the message's place. @throws SlackRefusal for an error code, DeliveryFailed otherwise. */
  call(method: 'chat.postMessage' | 'chat.update', body: object): Promise<{ channel: string; ts: string }>
}

/** Slack's Web API with a bot's token. `base` is `https://slack.com/api` or a compatible server. */
export function slackApi(
  { base, token, timeoutMs }: { base: string; token: string; timeoutMs: number },
  http: Http,
): SlackApi {
  return {
    async call(method, body) {
      const answer = await post(http, {
        url: `${base.replace(/\/$/, '')}/${method}`,
        body: JSON.stringify(body),
        headers: { authorization: `Bearer ${token}` },
        timeoutMs,
      })
      const { ok, error, channel, ts } = parsed(answer.body.toString('utf8'))
      if (!ok || channel === undefined || ts === undefined)
        throw new SlackRefusal(error ?? 'with neither ok nor an error', retryAtOf(answer, Date.now()))
      return { channel, ts }
    },
  }
}

function parsed(text: string) {
  try {
    const value: unknown = JSON.parse(text)
    if (Value.Check(Answer, value)) return value
  } catch {
    // Reported below.
  }
  throw new DeliveryFailed('Slack answered with a body of another format')
}
