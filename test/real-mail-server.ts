import { existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { listening, run, startJava } from '../infra/deploy/kafka/java-process.ts'
import { freePort } from '../infra/process.ts'

const version = '2.1.5'
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'groundswell', `greenmail-${version}`)

export interface MailServer {
  imapPort: number
  smtpPort: number
  stop(): Promise<void>
}

/** A GreenMail server (IMAP and SMTP) on loopback for one test file, with one user. Needs Java and, the first time, Maven. */
export async function realMailServer(user: { name: string; password: string; address: string }): Promise<MailServer> {
  const jar = await fetchJar()
  const [imapPort, smtpPort] = [await freePort(), await freePort()]
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-mail-'))
  const log = join(folder, 'server.log')
  const [name, domain] = user.address.split('@')
  const settings = {
    'greenmail.hostname': '127.0.0.1',
    'greenmail.smtp.port': smtpPort,
    'greenmail.imap.port': imapPort,
    'greenmail.users': `${name}:${user.password}@${domain}`,
    'greenmail.users.login': user.name === name ? 'local_part' : 'email',
  }
  const started = await startJava(
    ['-Xmx128m', ...Object.entries(settings).map(([key, value]) => `-D${key}=${value}`), '-jar', jar],
    log,
  )
  for (const port of [imapPort, smtpPort]) await listening(port, { started, log })
  return {
    imapPort,
    smtpPort,
    async stop() {
      await started.kill9()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function fetchJar(): Promise<string> {
  if (!existsSync(cache)) {
    await mkdir(dirname(cache), { recursive: true })
    const part = mkdtempSync(`${cache}-`)
    const artifact = `com.icegreen:greenmail-standalone:${version}`
    await run('mvn', ['-q', '-B', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${part}`])
    // A rename fails when another process has just put the same jar there.
    await rename(part, cache).catch(() => rm(part, { recursive: true }))
  }
  return join(
    cache,
    readdirSync(cache).find((file) => file.endsWith('.jar'))!,
  )
}
