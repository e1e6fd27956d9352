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

/** Slack said no, by `code` (`message_not_found`, `invalid_auth` …): a refusal like any other. */
export class SlackRefusal extends DeliveryFailed {
  readonly code: string
  constructor(code: string, retryAt: number | undefined) {
    super(`slack says ${code}`, { retryAt })
    this.name = 'SlackRefusal'
    this.code = code
  }
}

export interface SlackApi {
  /** Where the message is, as Slack says. @throws SlackRefusal, NotTaken */
  call(method: 'chat.postMessage' | 'chat.update', body: object): Promise<{ channel: string; ts: string }>
}

/** Slack's Web API by a bot's token. `base` is `https://slack.com/api` or a server that speaks the same. */
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
      const said = parsed(answer.body.toString('utf8'))
      if (!said.ok || said.channel === undefined || said.ts === undefined)
        throw new SlackRefusal(said.error ?? 'neither ok nor an error', retryAtOf(answer, Date.now()))
      return { channel: said.channel, ts: said.ts }
    },
  }
}

function parsed(text: string) {
  try {
    const value: unknown = JSON.parse(text)
    if (Value.Check(Answer, value)) return value
  } catch {
    // Said below.
  }
  throw new DeliveryFailed('slack answers with something that is not its own')
}
