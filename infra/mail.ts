import { connect, type Socket } from 'node:net'
import { isAllowed, publicLookup, refuseLiteral } from './public-address.ts'

/** An outgoing mail. Addresses are plain (`a@b.example`); message ids include their angle brackets. */
interface Mail {
  from: string
  to: string[]
  subject: string
  text: string
  html: string
  messageId: string
  inReplyTo: string | undefined
  references: string[]
  headers: Record<string, string>
  isUrgent: boolean
  attachments: Attachment[]
}

/** A file of text in UTF-8. */
export interface Attachment {
  filename: string
  content: string
  contentType: string
}

/** A recipient that the server refused; permanently if `code` is 500 or higher (RFC 5321 §4.2.1). */
export interface RefusedRecipient {
  address: string
  code: number
  reason: string
}

export interface Mailer {
  /** Resolves with the refused recipients, perhaps all; the server accepted the mail for the others. Rejects on any other failure. */
  send(mail: Mail): Promise<RefusedRecipient[]>
}

export interface MailerOptions {
  /** `smtp://user:password@host:port` (default port 587; upgraded to TLS if the server offers it) or `smtps://…` (465). */
  url: string
  allowPrivate: readonly string[]
  /** Limit for each of: connecting, the greeting, the wait between two responses. A whole mail may take six times as long. */
  timeoutMs: number
}

/**
 * Opens the mailer that sends all mail of the program. Connects to public addresses only, as `openHttp` does: the socket
 * connects to the address that was checked. A password is sent unencrypted only to a host that `allowPrivate` lists.
 */
export function openMailer({ url, allowPrivate, timeoutMs }: MailerOptions): Mailer {
  const server = serverOf(url)
  const allowed = isAllowed(server.hostUrl, allowPrivate)
  const options = {
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS: !server.secure && server.auth !== undefined && !allowed,
    ...(server.auth && { auth: server.auth }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    socketCloseTimeout: 1_000,
    pool: false,
    disableFileAccess: true,
    disableUrlAccess: true,
    getSocket: (_: unknown, done: Done) => openSocket(server, { allowed, timeoutMs }, done),
  }
  return {
    async send({ isUrgent, inReplyTo, ...mail }) {
      // Limits the whole exchange: a server may send bytes slowly enough to avoid the other timeouts.
      const signal = AbortSignal.timeout(6 * timeoutMs)
      try {
        const { createTransport } = await import('nodemailer')
        const priority = isUrgent ? ({ priority: 'high' } as const) : {}
        const sent = await createTransport(options).sendMail({
          ...mail,
          ...(inReplyTo && { inReplyTo }),
          ...priority,
          signal,
        })
        return refusedIn(sent)
      } catch (error) {
        const refused = refusedIn(error)
        if (refused.length === 0) throw error
        return refused
      }
    },
  }
}

interface Server {
  host: string
  port: number
  secure: boolean
  auth: { user: string; pass: string } | undefined
  /** Host and port as a URL, which `isAllowed` and `refuseLiteral` take. */
  hostUrl: URL
}

/** Matches `smtp://user:password@host:port`. Everything up to the last @ is user and password: a generated password may contain / # or ?. */
export const mailServerPattern = '^(smtps?)://(?:(\\S*)@)?(\\[[^\\]\\s]+\\]|[^\\s@/:?#\\[\\]]+)(?::(\\d{1,5}))?/?$'

/** @throws Error when the text does not match `mailServerPattern` */
export function serverOf(text: string): Server {
  const found = new RegExp(mailServerPattern).exec(text)
  if (!found) throw new Error('the URL of the mail server is not of the form smtp://user:password@host:port')
  const [, scheme, login = '', hostname = '', given] = found
  const secure = scheme === 'smtps'
  const port = Number(given) || (secure ? 465 : 587)
  const [user, pass] = [login.split(':', 1)[0]!, login.slice(login.split(':', 1)[0]!.length + 1)].map(decoded)
  const auth = user ? { user, pass: pass ?? '' } : undefined
  return { host: hostname.replace(/^\[|\]$/g, ''), port, secure, auth, hostUrl: new URL(`http://${hostname}:${port}`) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

type Done = (error: Error | null, socket?: { connection: Socket }) => void

function openSocket(
  { host, port, hostUrl }: Server,
  { allowed, timeoutMs }: { allowed: boolean; timeoutMs: number },
  done: Done,
): void {
  try {
    if (!allowed) refuseLiteral(hostUrl)
  } catch (error) {
    return done(error as Error)
  }
  const socket = connect({ host, port, ...(allowed ? {} : { lookup: publicLookup }) })
  const late = () => socket.destroy(new Error(`${host}: no connection within ${timeoutMs} ms`))
  socket.setTimeout(timeoutMs, late)
  socket.once('error', done)
  socket.once('connect', () => {
    socket.setTimeout(0)
    socket.off('timeout', late).off('error', done)
    done(null, { connection: socket })
  })
}

/** nodemailer lists refused recipients in its result and in its error. */
function refusedIn(outcome: unknown): RefusedRecipient[] {
  const { rejectedErrors = [] } = outcome as {
    rejectedErrors?: { recipient?: string; responseCode?: number; response?: string; message: string }[]
  }
  return rejectedErrors.map(({ recipient = '', responseCode = 0, response, message }) => ({
    address: recipient,
    code: responseCode,
    reason: response ?? message,
  }))
}
