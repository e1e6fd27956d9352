import type { Item, Reading } from '../poll/item.ts'

/** Kinds of messages that people write; the others tell of joins, topics, pins and bots. */
const written = ['', 'thread_broadcast', 'file_share', 'me_message']

/** Epoch ms of a message. */
export const timeOf = (message: Item): number => Math.round(message.time('ts'))

export function toMention(message: Item, channel: string): Reading {
  const ts = message.id('ts')
  const nativeId = `${channel}:${ts}`
  // A deleted message that has replies.
  if (message.text('subtype') === 'tombstone') return { deleted: nativeId }
  const [user, thread] = [message.text('user'), message.text('thread_ts')]
  if (!written.includes(message.text('subtype')) || message.text('bot_id') !== '' || user === '') return undefined
  return {
    nativeId,
    createdAt: timeOf(message),
    text: plain(message.text('text')),
    channel,
    format: 'message',
    author: { id: user },
    ...(thread && thread !== ts && { inReplyTo: `${channel}:${thread}` }),
  }
}

/** Slack's markup as text: the label of a link, and no ids of people. */
function plain(text: string): string {
  return text
    .replace(/<[@#!][^>|]*\|([^>]*)>/g, '$1')
    .replace(/<@[^>]*>/g, '@…')
    .replace(/<[#!]([^>]*)>/g, '$1')
    .replace(/<[^>|]*\|([^>]*)>/g, '$1')
    .replace(/<([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
