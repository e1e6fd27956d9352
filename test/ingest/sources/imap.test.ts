import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { imap } from '../../../ingest/sources/imap.ts'
import { readPoll } from '../../connectors/opened.ts'
import { sourceDeps } from '../../connectors/source-deps.ts'
import { noKafka as noJava } from '../../real-kafka.ts'
import { realMailServer, type MailServer } from '../../real-mail-server.ts'

const password = 'canary-mail-77aa'
const user = { name: 'help', password, address: 'help@halden.example' }
const minute = 60_000

describe.skipIf(noJava)('imap, against a real server', () => {
  let server: MailServer
  let now = Date.now()
  let send: (mail: Parameters<ReturnType<typeof createTransport>['sendMail']>[0]) => Promise<unknown>
  const deps = () => sourceDeps({ clock: () => now })
  const options = () => ({
    type: 'imap' as const,
    name: 'mailbox',
    host: '127.0.0.1',
    port: server.imapPort,
    encryption: 'none' as const,
    user: 'help',
    password,
    ownSenders: ['halden.example'],
  })
  /** After the last poll of `readNext`. */
  let cursor: string | undefined
  async function readNext() {
    const found = await read(cursor)
    cursor = found.cursor
    return found
  }
  const read = (from?: string, over: Partial<ReturnType<typeof options>> & { mailbox?: string } = {}) => {
    now += 2 * minute
    return readPoll(imap({ ...options(), ...over }, deps()), from)
  }

  beforeAll(async () => {
    server = await realMailServer(user)
    const transport = createTransport({ host: '127.0.0.1', port: server.smtpPort, secure: false, ignoreTLS: true })
    send = (mail) => transport.sendMail({ to: user.address, from: 'Kim <kim@mail.example>', ...mail })
  }, 120_000)
  afterAll(() => server.stop())

  test('mails are mentions once, history at first, and later ones come after the cursor', async () => {
    await send({ subject: 'Kettle leaks', text: 'It leaks since Monday.', messageId: '<a1@mail.example>' })
    const first = await readNext()
    expect(first.mentions).toEqual([
      expect.objectContaining({
        nativeId: '<a1@mail.example>',
        title: 'Kettle leaks',
        text: 'It leaks since Monday.',
        author: { id: 'kim@mail.example' },
        format: 'ticket',
        channel: 'INBOX',
        backfill: true,
      }),
    ])
    expect((await read(first.cursor)).mentions).toEqual([])
    await send({ subject: 'Re: Kettle leaks', text: 'Any news?', inReplyTo: '<a1@mail.example>' })
    const later = await readNext()
    expect(later.mentions).toEqual([
      expect.objectContaining({ text: 'Any news?', inReplyTo: '<a1@mail.example>', title: 'Re: Kettle leaks' }),
    ])
    expect(JSON.stringify([first, later])).not.toContain(password)
  })

  const quoted = 'On Tue, 3 Nov 2026 at 10:12, Help <help@halden.example> wrote:\n> Please send a photo\n> of the lid'
  test.each<[string, { subject?: string; text?: string; html?: string }, string]>([
    ['quoted lines', { text: `It still drips.\n\n${quoted}` }, 'It still drips.'],
    ['a signature', { text: 'No answer for a week.\n-- \nKim Example\nTel 555 0101' }, 'No answer for a week.'],
    [
      'a Gmail quotation',
      { html: '<p>Second time!</p><div class="gmail_quote">wrote: please wait</div>' },
      'Second time!',
    ],
    [
      'an Outlook quotation',
      { html: '<p>Third time!</p><div id="divRplyFwdMsg">From: Help</div><p>old</p>' },
      'Third time!',
    ],
    ['HTML only', { html: '<style>p{}</style><p>The lid <b>cracked</b></p>' }, 'The lid cracked'],
    ['a subject only', { subject: 'Where is my refund' }, 'Where is my refund'],
    ['umlauts', { text: 'Überkocht ständig – 沸騰' }, 'Überkocht ständig – 沸騰'],
  ])('%s: only what the sender wrote', async (_, mail, text) => {
    await send({ subject: '', ...mail })
    expect((await readNext()).mentions.map((mention) => mention.text.trim())).toEqual([text])
  })

  test.each([
    ['an automatic reply', { headers: { 'Auto-Submitted': 'auto-replied' }, text: 'I am away' }],
    ['a newsletter', { headers: { Precedence: 'bulk' }, text: 'Our offers' }],
    ['a bounce', { from: 'MAILER-DAEMON@mail.example', text: 'Undelivered' }],
    ['a colleague', { from: 'ann@halden.example', text: 'fyi' }],
    ['a blank mail', { subject: '', text: '  ' }],
  ])('%s is no mention', async (_, mail) => {
    await send(mail)
    expect(await readNext()).toMatchObject({ mentions: [], rejected: [] })
  })

  test('a mail without a sender is rejected with its number, and the next one is read', async () => {
    await send({
      raw: 'Subject: broken\r\n\r\nnobody wrote this',
      envelope: { from: 'a@b.example', to: [user.address] },
    })
    await send({ text: 'but this one' })
    const { mentions, rejected } = await readNext()
    expect(mentions.map(({ text }) => text.trim())).toEqual(['but this one'])
    expect(rejected).toEqual([
      expect.objectContaining({ at: expect.stringMatching(/^mail \d+$/), reason: 'has no sender' }),
    ])
  })

  test('a large attachment does not hide the text', async () => {
    await send({ text: 'see photo', attachments: [{ filename: 'lid.jpg', content: Buffer.alloc(3_000_000, 7) }] })
    expect((await readNext()).mentions.map(({ text }) => text.trim())).toEqual(['see photo'])
  })

  test.each([
    [{ password: 'canary-wrong' }, /^127\.0\.0\.1 refuses user or password: some services want an app password/],
    [{ mailbox: 'Support' }, /^127\.0\.0\.1 has no mailbox "Support"; it has INBOX$/],
    [{ port: 1 }, /^127\.0\.0\.1: .*ECONNREFUSED/],
  ])('%j fails with what is wrong', async (over, message) => {
    await expect(read(undefined, over)).rejects.toThrow(message)
  })

  test('no password leaves unencrypted for a host that is not listed', async () => {
    const source = imap(options(), { ...deps(), allowPrivate: [] })
    await expect(readPoll(source)).rejects.toThrow(/without encryption only a host that allowPrivate lists/)
  })
})
