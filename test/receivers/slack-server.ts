import { openHttpReceiver, type HttpReceiver, type Received } from './http-receiver.ts'

/** The part of Slack's Web API that a notifier needs: every message has a `ts`, by which it can be updated. */
export interface SlackServer extends HttpReceiver {
  /** The current messages, by `ts`. */
  messages: Map<string, SlackMessageNow>
  /** Error codes that answer the next calls. */
  nextErrors: string[]
}

interface SlackMessageNow {
  text: string
  blocks?: unknown[]
  thread_ts?: string
  reply_broadcast?: boolean
}

export async function openSlackServer(): Promise<SlackServer> {
  const messages = new Map<string, SlackMessageNow>()
  const nextErrors: string[] = []
  let posted = 0
  const answer = (body: object) => ({ status: 200, body: JSON.stringify(body) })
  const refused = (error: string) => answer({ ok: false, error })
  const receiver = await openHttpReceiver(({ path, body, headers }: Received) => {
    const error = nextErrors.shift()
    if (error) return refused(error)
    if (headers.authorization !== 'Bearer xoxb-test') return refused('invalid_auth')
    const { ts, channel: _, ...message } = JSON.parse(body) as SlackMessageNow & { ts?: string; channel: string }
    const isUpdate = path.endsWith('/chat.update')
    if (isUpdate && !messages.has(ts ?? '')) return refused('message_not_found')
    const place = isUpdate ? ts! : `1760434800.${String(++posted).padStart(6, '0')}`
    messages.set(place, message)
    return answer({ ok: true, channel: 'C0FFEE', ts: place })
  })
  return { ...receiver, messages, nextErrors }
}
