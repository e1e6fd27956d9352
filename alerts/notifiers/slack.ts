import { Type } from 'typebox'
import type { Http } from '../../infra/http/fetch.ts'
import { toMessage } from './message/message.ts'
import { slackMessage } from './message/slack-blocks.ts'
import { threadReply } from './message/slack-thread.ts'
import type { AlertNotification, Notification, Notifier, AlertUpdate } from '../notify/notifier.ts'
import { rememberParts } from './transport/sent-parts.ts'
import { post } from './transport/post.ts'
import { slackApi, SlackRefusal, type SlackApi } from './transport/slack-api.ts'

/** Either an incoming webhook, or a bot's token and a channel; only the second can bring a message up to date. */
export const slackOptions = {
  url: Type.Optional(Type.String({ pattern: '^https?://' })),
  token: Type.Optional(Type.String({ minLength: 1 })),
  channel: Type.Optional(Type.String({ minLength: 1 })),
  /** Base of the Web API. */
  api: Type.Optional(Type.String({ pattern: '^https?://' })),
}

interface Means {
  http: Http
  dashboard: string
  timeoutMs: number
}

const noUnfurling = { unfurl_links: false, unfurl_media: false }

/** Slack's incoming webhook, and what speaks its format: one message a notice. */
export function slackByWebhook(url: string, { http, dashboard, timeoutMs }: Means): Notifier {
  return {
    async notify(notification) {
      const body = JSON.stringify({ ...slackMessage(toMessage(notification, dashboard)), ...noUnfurling })
      await post(http, { url, body, timeoutMs, permanent: [400, 410] })
    },
  }
}

/** A message each for so many new alerts at once; more are one message, which nobody brings up to date. */
const mostAlone = 5

/**
 * Slack's Web API: a message an alert, brought up to date by later changes, with a word in its thread where people should
 * look again. The reference is `channel:ts`.
 */
export function slackByToken(
  { token, channel, api = 'https://slack.com/api' }: { token: string; channel: string; api?: string | undefined },
  { http, dashboard, timeoutMs }: Means,
): Notifier {
  const slack = slackApi({ base: api, token, timeoutMs }, http)
  const tellPart = rememberParts()

  const postAnew = (notification: Notification) => {
    const body = { channel, ...slackMessage(toMessage(notification, dashboard)), ...noUnfurling }
    return slack.call('chat.postMessage', body).then((at) => `${at.channel}:${at.ts}`)
  }

  async function tellOne(told: AlertUpdate, notification: AlertNotification): Promise<string> {
    const alone = { ...notification, alerts: [told] }
    const part = (name: string, tell: () => Promise<string>) =>
      tellPart(notification.id, `${name} ${told.newest.alertId}`, tell)
    if (told.reference === undefined) return part('post', () => postAnew(alone))
    const message = slackMessage(toMessage(alone, dashboard))
    const reference = await part('update', async () =>
      (await update(slack, told.reference!, message)) ? told.reference! : await postAnew(alone),
    )
    const reply = reference === told.reference ? threadReply(told, notification, dashboard) : undefined
    if (reply) await part('reply', () => answer(slack, reference, reply).then(() => reference))
    return reference
  }

  return {
    async notify(notification) {
      if (notification.kind === 'report' || notification.kind === 'digest') return void (await postAnew(notification))
      const references = new Map<string, string>()
      const fresh = notification.alerts.filter(({ reference }) => reference === undefined)
      const asOne = fresh.length > mostAlone
      for (const told of asOne
        ? notification.alerts.filter(({ reference }) => reference !== undefined)
        : notification.alerts)
        references.set(told.newest.alertId, await tellOne(told, notification))
      if (asOne) await tellPart(notification.id, 'post all', () => postAnew({ ...notification, alerts: fresh }))
      return references
    },
  }
}

/** Codes by which Slack says that there is nothing to bring up to date any more. */
const gone = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed'])

/** False when the message is gone. */
async function update(slack: SlackApi, reference: string, message: object): Promise<boolean> {
  try {
    await slack.call('chat.update', { ...placeOf(reference), ...message })
    return true
  } catch (error) {
    if (error instanceof SlackRefusal && gone.has(error.code)) return false
    throw error
  }
}

function answer(slack: SlackApi, reference: string, { text, broadcast }: { text: string; broadcast: boolean }) {
  const { channel, ts } = placeOf(reference)
  const body = { channel, thread_ts: ts, reply_broadcast: broadcast, text, ...noUnfurling }
  return slack.call('chat.postMessage', body)
}

function placeOf(reference: string): { channel: string; ts: string } {
  const [channel = '', ts = ''] = reference.split(':')
  return { channel, ts }
}
