import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'

interface TakenMail {
  /** As received. */
  raw: string
  mail: ParsedMail
  /** The envelope's. */
  to: string[]
}

/** A local SMTP server that keeps the mails it accepts. */
export interface MailReceiver {
  host: string
  taken: TakenMail[]
  /** SMTP code by recipient. */
  refusing: Map<string, number>
  /** SMTP codes that answer the bodies of the next mails. */
  nextData: number[]
  close(): Promise<void>
}

const refusal = (code: number) => Object.assign(new Error('not here'), { responseCode: code })

export async function openMailReceiver(): Promise<MailReceiver> {
  const taken: TakenMail[] = []
  const refusing = new Map<string, number>()
  const nextData: number[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onRcptTo({ address }, _session, callback) {
      const code = refusing.get(address)
      callback(code === undefined ? null : refusal(code))
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const code = nextData.shift()
        if (code !== undefined) return callback(refusal(code))
        const raw = Buffer.concat(chunks)
        const to = session.envelope.rcptTo.map(({ address }) => address)
        simpleParser(raw, (error: Error | null, mail) => {
          if (!error) taken.push({ raw: raw.toString('latin1'), mail, to })
          callback(error)
        })
      })
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    host: `127.0.0.1:${port}`,
    taken,
    refusing,
    nextData,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
