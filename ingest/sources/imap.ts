import type { ImapFlow, ImapFlowOptions } from 'imapflow'
import { Type, type Static } from 'typebox'
import { isAllowedHost, resolvePublic } from '../../infra/public-address.ts'
import { SourceFailed, type Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import type { OwnSenders } from './imap/read-mail.ts'
import { polledSource, type Batch } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, secretOf, Since } from './poll/connector-options.ts'
import { fixedCredential, type Credential } from './poll/credential.ts'
import { clientCredentials } from './poll/oauth.ts'

const imapOptions = Type.Object(
  {
    type: Type.Literal('imap'),
    name: SourceName,
    host: Type.String({ minLength: 1, description: 'The IMAP server.', examples: ['imap.halden.example'] }),
    port: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 65_535, description: '993 if absent; 143 for `starttls`.', examples: [993] }),
    ),
    encryption: Type.Optional(
      Type.Enum(['tls', 'starttls', 'none'], {
        description: '`tls` if absent. `none` only for a host that `allowPrivate` lists.',
        examples: ['starttls'],
      }),
    ),
    user: Type.String({
      minLength: 1,
      description: 'The name that signs in, mostly the address.',
      examples: ['help@halden.example'],
    }),
    password: Type.Optional(secretOf('The password, or an app password.', 'MAILBOX_PASSWORD')),
    oauth: Type.Optional(
      Type.Object(
        {
          tokenUrl: Type.String({
            pattern: '^https://',
            description: 'Where the client gets a token.',
            examples: ['https://login.microsoftonline.com/TENANT/oauth2/v2.0/token'],
          }),
          clientId: Type.String({
            minLength: 1,
            description: 'The id of the OAuth client.',
            examples: ['groundswell'],
          }),
          clientSecret: secretOf('The secret of the OAuth client.', 'MAILBOX_CLIENT_SECRET'),
          scope: Type.Optional(
            Type.String({
              description: 'The scope of the token.',
              examples: ['https://outlook.office365.com/.default'],
            }),
          ),
        },
        {
          additionalProperties: false,
          description:
            'Instead of a password: OAuth client credentials (Microsoft 365: application permission IMAP.AccessAsApp).',
        },
      ),
    ),
    mailbox: Type.Optional(
      Type.String({ minLength: 1, description: 'The folder that is read; INBOX if absent.', examples: ['Support'] }),
    ),
    ownSenders: Type.Optional(
      Type.Array(Type.String({ pattern: '^[^\\s@]*@?[^\\s@]+$' }), {
        description: 'Addresses and domains of the company: their mails are no mentions.',
        examples: [['halden.example']],
      }),
    ),
    everySeconds: everySecondsOf(60, 20),
    since: Since,
    canary: Canary,
  },
  { additionalProperties: false },
)
type Options = Static<typeof imapOptions>

export const imapSource = defineSource({
  type: 'imap',
  options: imapOptions,
  open: (options, deps) => [imap(options, deps)],
})

/** UIDs of a folder are valid with its `uidValidity` only (RFC 3501 §2.3.1.1). `next`: the first one that was not read. */
interface State {
  uidValidity: string
  next: number
}

const mailsPerBatch = 50
/** Of a larger mail only the beginning is read: the text stands before its attachments. */
const maxBytes = 1_000_000
const timeoutMs = 30_000

/**
 * The mails of one folder, which is opened for reading only: nothing is marked as read. Quoted history and signatures are cut off; mails
 * that programs wrote (RFC 3834: `Auto-Submitted`, bounces, bulk) and those of the company itself are no mentions.
 *
 * Terms: the mails are the company's own data and personal. A mail that is moved or deleted stays a mention.
 */
export function imap(options: Options, deps: SourceDeps): Source {
  const { mailbox = 'INBOX', ownSenders = [] } = options
  const credential = credentialOf(options, deps)
  const own = ownSenders.map((sender) => sender.toLowerCase()) satisfies OwnSenders
  return polledSource<State>(
    {
      ...pollingOf(imapOptions, options),
      credential,
      async *poll({ state, since, signal }) {
        const client = await connected(options, credential, { deps, signal })
        try {
          yield* mailsOf(client, { mailbox, host: options.host, state, since, own })
        } finally {
          client.close()
        }
      },
    },
    deps,
  )
}

function credentialOf({ host, password, oauth }: Options, deps: SourceDeps): Credential {
  const remedy = `${host} refuses user or ${oauth ? 'oauth' : 'password'}: some services want an app password or OAuth, and IMAP switched on`
  if (oauth) return clientCredentials({ ...oauth, remedy }, deps)
  return fixedCredential({ headers: {}, secrets: [password ?? ''], remedy })
}

async function connected(
  { host, port, encryption = 'tls', user, password }: Options,
  credential: Credential,
  { deps, signal }: { deps: SourceDeps; signal: AbortSignal },
): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow')
  const at = port ?? (encryption === 'tls' ? 993 : 143)
  if (encryption === 'none' && !isAllowedHost(host, at, deps.allowPrivate))
    throw new SourceFailed(
      'failing',
      `${host}: without encryption only a host that allowPrivate lists may get the password`,
    )
  const { authorization } = await credential.headers(signal)
  const options: ImapFlowOptions = {
    host: await resolvePublic(host, at, deps.allowPrivate),
    servername: host,
    port: at,
    secure: encryption === 'tls',
    doSTARTTLS: encryption === 'starttls',
    auth: {
      user,
      ...(authorization ? { accessToken: authorization.replace(/^Bearer /, '') } : { pass: password ?? '' }),
    },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  }
  const client = new ImapFlow(options)
  // What breaks later also rejects the command that waits.
  client.on('error', () => {})
  signal.addEventListener('abort', () => client.close(), { once: true })
  try {
    await client.connect()
  } catch (error) {
    client.close()
    throw failureOf(error, { host, credential })
  }
  return client
}

function failureOf(error: unknown, { host, credential }: { host: string; credential: Credential }): SourceFailed {
  if (error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed) {
    credential.renew()
    return new SourceFailed('failing', credential.remedy)
  }
  return new SourceFailed('failing', `${host}: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
  })
}

interface Reading {
  mailbox: string
  host: string
  state: State | undefined
  since: number
  own: OwnSenders
}

async function* mailsOf(client: ImapFlow, { mailbox, host, state, since, own }: Reading): AsyncGenerator<Batch<State>> {
  const { readMails } = await import('./imap/read-mail.ts')
  const opened = await client.mailboxOpen(mailbox, { readOnly: true }).catch(async () => {
    const names = (await client.list().catch(() => [])).map(({ path }) => path)
    throw new SourceFailed('failing', `${host} has no mailbox "${mailbox}"; it has ${names.join(', ') || 'none'}`)
  })
  const uidValidity = String(opened.uidValidity)
  const known = state?.uidValidity === uidValidity ? state : undefined
  const found = await client.search(known ? { uid: `${known.next}:*` } : { since: new Date(since) }, { uid: true })
  // `12:*` always includes the last mail, also when its number is lower.
  const uids = (found || []).filter((uid) => uid >= (known?.next ?? 0)).toSorted((a, b) => a - b)
  for (let at = 0; at < uids.length; at += mailsPerBatch) {
    const some = uids.slice(at, at + mailsPerBatch)
    const fetched = await client.fetchAll(
      some.join(','),
      { uid: true, internalDate: true, source: { maxLength: maxBytes } },
      { uid: true },
    )
    yield { ...(await readMails(fetched, { mailbox, own })), state: { uidValidity, next: some.at(-1)! + 1 } }
  }
  if (uids.length === 0) yield { state: known ?? { uidValidity, next: opened.uidNext } }
}
