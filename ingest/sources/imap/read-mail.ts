import type { FetchMessageObject } from 'imapflow'
import { simpleParser, type ParsedMail } from 'mailparser'
import { withoutQuotedMail } from '../../../infra/quoted-mail.ts'
import { plainText } from '../../read/html-to-text.ts'
import type { ReadItems } from '../poll/item.ts'

/** Addresses (`help@halden.example`) and domains (`halden.example`) in lower case. */
export type OwnSenders = readonly string[]

interface Folder {
  mailbox: string
  own: OwnSenders
}

type Mentions = Pick<ReadItems, 'mentions' | 'rejected'>

/** The mentions in mails. A mail that cannot be read is rejected by its UID, and the others are read. */
export async function readMails(mails: readonly FetchMessageObject[], folder: Folder): Promise<Mentions> {
  const found: Mentions = { mentions: [], rejected: [] }
  for (const mail of mails) {
    const source = mail.source ?? Buffer.alloc(0)
    const reject = (reason: string) =>
      found.rejected.push({ at: `mail ${mail.uid}`, reason, raw: source.subarray(0, 2000).toString() })
    try {
      const parsed = await simpleParser(source, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true })
      const mention = toMention(parsed, mail, folder)
      if (mention === 'noSender') reject('has no sender')
      else if (mention) found.mentions.push(mention)
    } catch (error) {
      reject(`cannot be parsed: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return found
}

function toMention(
  mail: ParsedMail,
  { uid, internalDate }: FetchMessageObject,
  { mailbox, own }: Folder,
): ReadItems['mentions'][number] | 'noSender' | undefined {
  if (isWrittenByProgram(mail)) return undefined
  const address = mail.from?.value[0]?.address?.toLowerCase() ?? ''
  if (address === '') return 'noSender'
  if (isOwn(address, own)) return undefined
  const title = (mail.subject ?? '').trim()
  const body = ownTextOf(mail)
  const text = body || title
  if (text === '') return undefined
  return {
    nativeId: mail.messageId ?? `${mailbox}:${uid}`,
    createdAt: timeOf(mail, internalDate),
    text,
    ...(title && body && { title }),
    format: 'ticket',
    channel: mailbox,
    author: { id: address },
    ...(mail.inReplyTo && { inReplyTo: mail.inReplyTo }),
  }
}

/** What the sender wrote: no quoted history, no signature. */
function ownTextOf({ text = '', html }: ParsedMail): string {
  const plain = text.trim() !== '' || !html ? text : plainText(withoutQuotedHtml(html))
  return withoutQuotedMail(plain.replaceAll('\r\n', '\n')).trim()
}

/** Where the mail programs (Gmail, Apple, Outlook, Yahoo, Thunderbird) begin the quoted mail. A tag ends at the next `<`, or many unclosed ones take minutes. */
const quotedHtml =
  /<(?:blockquote\b|div[^<>]*\b(?:gmail_quote|yahoo_quoted|moz-cite-prefix|appendonsend|divRplyFwdMsg|mail-editor-reference-message-container))/i

function withoutQuotedHtml(html: string): string {
  const at = html.search(quotedHtml)
  const own = at < 0 ? html : html.slice(0, at)
  return plainText(own).trim() === '' ? html : own
}

/** RFC 3834 §5, delivery reports (RFC 6522), and what mailing programs add. */
function isWrittenByProgram({ headers, from }: ParsedMail): boolean {
  const header = (name: string) => {
    const value = headers.get(name)
    return typeof value === 'string' ? value.trim().toLowerCase() : ''
  }
  const type = headers.get('content-type')
  const isReport = typeof type === 'object' && 'value' in type && type.value === 'multipart/report'
  const automatic = header('auto-submitted')
  return (
    isReport ||
    (automatic !== '' && automatic !== 'no') ||
    ['bulk', 'junk', 'auto_reply'].includes(header('precedence')) ||
    headers.has('x-autoreply') ||
    headers.has('x-autorespond') ||
    /^(?:mailer-daemon|postmaster)@/i.test(from?.value[0]?.address ?? '')
  )
}

const isOwn = (address: string, own: OwnSenders): boolean =>
  own.some((sender) => {
    const [user, domain] = [sender.startsWith('@') ? '' : sender, sender.replace(/^@/, '')]
    return sender.includes('@') && user !== ''
      ? address === user
      : address.endsWith(`@${domain}`) || address.endsWith(`.${domain}`)
  })

const hourMs = 3_600_000
/** The sender's time, if it lies within a week before the mail arrived; otherwise when it arrived. */
function timeOf({ date }: ParsedMail, internalDate: FetchMessageObject['internalDate']): number {
  const arrived = internalDate === undefined ? NaN : new Date(internalDate).getTime()
  const written = date?.getTime() ?? NaN
  if (Number.isNaN(arrived)) return Number.isNaN(written) ? Date.now() : written
  return written <= arrived + hourMs && written >= arrived - 7 * 24 * hourMs ? written : arrived
}
