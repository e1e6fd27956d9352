import { Type } from 'typebox'
import type { AlertNotification, AlertUpdate, Notification, Notifier } from '../notify/notifier.ts'
import { notifiedByDefault } from '../notify/settings.ts'
import { defineNotifier, stateChanges, type NotifierDeps } from '../notify/notifier-definition.ts'
import { toMessage } from './message/message.ts'
import { slackMessage } from './message/slack-blocks.ts'
import { threadReply } from './message/slack-thread.ts'
import { post } from './transport/post.ts'
import { openSentParts } from './transport/sent-parts.ts'
import { slackApi, SlackRefusal, type SlackApi } from './transport/slack-api.ts'

/** Slack, through an incoming webhook (`url`) or a bot's token and a channel. Only a bot can update its messages. */
export const slack = defineNotifier({
  type: 'slack',
  options: {
    url: Type.Optional(Type.String({ pattern: '^https?://', description: 'The URL of an incoming webhook.' })),
    token: Type.Optional(
      Type.String({ minLength: 1, description: 'A bot token: messages are then updated in place.' }),
    ),
    channel: Type.Optional(Type.String({ minLength: 1, description: 'The id of the channel; needed with `token`.' })),
    api: Type.Optional(
      Type.String({
        pattern: '^https?://',
        description: 'Base URL of the Web API; absent: Slack’s.',
        examples: ['https://slack.example/api'],
      }),
    ),
  },
  constraints: { anyOf: [{ required: ['url'] }, { required: ['token', 'channel'] }] },
  notifyOn: ({ url }) => (url === undefined ? stateChanges : notifiedByDefault),
  open: ({ url, token = '', channel = '', api = 'https://slack.com/api' }, deps) => ({
    notifier: url === undefined ? slackByToken({ token, channel, api }, deps) : slackByWebhook(url, deps),
  }),
})

const noUnfurling = { unfurl_links: false, unfurl_media: false }

/** One message per notification. */
function slackByWebhook(url: string, { http, dashboard, timeoutMs }: NotifierDeps): Notifier {
  return {
    async notify(notification) {
      const body = JSON.stringify({ ...slackMessage(toMessage(notification, dashboard)), ...noUnfurling })
      await post(http, { url, body, timeoutMs, failureIn, permanent: [400, 410] })
    },
  }
}

/** The error codes of Slack (`no_service`), and what services that are compatible with it say. */
function failureIn(body: string): string | undefined {
  const isFailure = /^[a-z]+(?:_[a-z]+)+$|"(?:ok|success)"\s*:\s*false|<html/i.test(body)
  return isFailure ? `answered that delivery failed: ${body}` : undefined
}

/** Up to this many new alerts get a message each. More are one message, which is not updated. */
const mostAlone = 5

/** One message per alert, updated by later changes; some changes also get a reply in its thread. The reference is `channel:ts`. */
function slackByToken(
  { token, channel, api }: { token: string; channel: string; api: string },
  { http, dashboard, timeoutMs }: NotifierDeps,
): Notifier {
  const slack = slackApi({ base: api, token, timeoutMs }, http)
  const sendOnce = openSentParts()

  const postNew = (notification: Notification) => {
    const body = { channel, ...slackMessage(toMessage(notification, dashboard)), ...noUnfurling }
    return slack.call('chat.postMessage', body).then((at) => `${at.channel}:${at.ts}`)
  }

  async function sendOne(update: AlertUpdate, notification: AlertNotification): Promise<string> {
    const { reference: posted } = update
    const single = { ...notification, alerts: [update] }
    const part = (name: string, send: () => Promise<string>) =>
      sendOnce(notification.id, `${name} ${update.newest.alertId}`, send)
    if (posted === undefined) return part('post', () => postNew(single))
    const message = slackMessage(toMessage(single, dashboard))
    const reference = await part('update', async () =>
      (await updateMessage(slack, posted, message)) ? posted : await postNew(single),
    )
    const reply = reference === posted ? threadReply(update, notification, dashboard) : undefined
    if (reply) await part('reply', () => postReply(slack, reference, reply).then(() => reference))
    return reference
  }

  return {
    async replace(update) {
      if (update.reference === undefined) return
      const { alertId, at } = update.newest
      const single = { kind: 'changes' as const, id: alertId, group: alertId, alerts: [update], at }
      await updateMessage(slack, update.reference, slackMessage(toMessage(single, dashboard)))
    },
    async notify(notification) {
      if (notification.kind === 'report' || notification.kind === 'digest') return void (await postNew(notification))
      const fresh = notification.alerts.filter(({ reference }) => reference === undefined)
      const asOne = fresh.length > mostAlone
      const single = asOne ? notification.alerts.filter((update) => !fresh.includes(update)) : notification.alerts
      const references = new Map<string, string>()
      for (const update of single) references.set(update.newest.alertId, await sendOne(update, notification))
      if (asOne) await sendOnce(notification.id, 'post all', () => postNew({ ...notification, alerts: fresh }))
      return references
    },
  }
}

/** Slack's error codes for a message that cannot be updated any more. */
const gone = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed'])

/** @returns false if the message is gone */
async function updateMessage(slack: SlackApi, reference: string, message: object): Promise<boolean> {
  try {
    await slack.call('chat.update', { ...placeOf(reference), ...message })
    return true
  } catch (error) {
    if (error instanceof SlackRefusal && gone.has(error.code)) return false
    throw error
  }
}

function postReply(slack: SlackApi, reference: string, { text, broadcast }: { text: string; broadcast: boolean }) {
  const { channel, ts } = placeOf(reference)
  const body = { channel, thread_ts: ts, reply_broadcast: broadcast, text, ...noUnfurling }
  return slack.call('chat.postMessage', body)
}

function placeOf(reference: string): { channel: string; ts: string } {
  const [channel = '', ts = ''] = reference.split(':')
  return { channel, ts }
}
