import { connect, type Socket } from 'node:net'
import { createTransport } from 'nodemailer'
import { isAllowed, publicLookup, refuseLiteral } from './public-address.ts'

/** A mail as it goes out. Addresses are plain (`a@b.example`), ids come with their angle brackets. */
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
}

/** One recipient that the server will not have: for good from 500 on. */
export interface RefusedRecipient {
  address: string
  code: number
  reason: string
}

export interface Mailer {
  /** Resolves with the recipients that were refused, all of them perhaps; the others have it. Rejects when nobody has it for another reason. */
  send(mail: Mail): Promise<RefusedRecipient[]>
}

export interface MailerOptions {
  /** `smtp://user:password@host:port` (587; upgraded to TLS where the server offers it) or `smtps://…` (465). */
  url: string
  allowPrivate: readonly string[]
  /** To connect, to be greeted, and between two answers. */
  timeoutMs: number
}

/**
 * The one way out for mail, to public addresses only, as `openHttp`: the socket is ours and goes to the address that was
 * checked. A password goes over an open line only to a host that `allowPrivate` names.
 */
export function openMailer({ url, allowPrivate, timeoutMs }: MailerOptions): Mailer {
  const server = serverOf(url)
  const allowed = isAllowed(server.place, allowPrivate)
  const transport = createTransport({
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
  })
  return {
    async send({ isUrgent, inReplyTo, ...mail }) {
      // Whatever the server dribbles, it is over some time.
      const signal = AbortSignal.timeout(6 * timeoutMs)
      try {
        const priority = isUrgent ? ({ priority: 'high' } as const) : {}
        const sent = await transport.sendMail({ ...mail, ...(inReplyTo && { inReplyTo }), ...priority, signal })
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
  /** As `isAllowed` wants it. */
  place: URL
}

/** `smtp://user:password@host:port`, as a pattern. A generated password may hold what ends an address elsewhere, so all up to the last @ is user and password. */
export const mailServerPattern = '^(smtps?)://(?:(\\S*)@)?(\\[[^\\]\\s]+\\]|[^\\s@/:?#\\[\\]]+)(?::(\\d{1,5}))?/?$'

/** @throws Error where it is no such address. */
export function serverOf(text: string): Server {
  const found = new RegExp(mailServerPattern).exec(text)
  if (!found) throw new Error('the address of the mail server cannot be read')
  const [, scheme, login = '', hostname = '', given] = found
  const secure = scheme === 'smtps'
  const port = Number(given) || (secure ? 465 : 587)
  const [user, pass] = [login.split(':', 1)[0]!, login.slice(login.split(':', 1)[0]!.length + 1)].map(decoded)
  const auth = user ? { user, pass: pass ?? '' } : undefined
  return { host: hostname.replace(/^\[|\]$/g, ''), port, secure, auth, place: new URL(`http://${hostname}:${port}`) }
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
  { host, port, place }: Server,
  { allowed, timeoutMs }: { allowed: boolean; timeoutMs: number },
  done: Done,
): void {
  try {
    if (!allowed) refuseLiteral(place)
  } catch (error) {
    return done(error as Error)
  }
  const socket = connect({ host, port, ...(allowed ? {} : { lookup: publicLookup }) })
  const late = () => socket.destroy(new Error(`${host}: no connection in time`))
  socket.setTimeout(timeoutMs, late)
  socket.once('error', done)
  socket.once('connect', () => {
    socket.setTimeout(0)
    socket.off('timeout', late).off('error', done)
    done(null, { connection: socket })
  })
}

/** nodemailer's errors of single recipients, on its result and on its error alike. */
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
