import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { freePort } from '../infra/process.ts'
import { until } from './until.ts'

const program = ['/usr/sbin/mariadbd', '/usr/local/bin/mariadbd', '/opt/homebrew/bin/mariadbd'].find(existsSync)
const installer = ['/usr/bin/mariadb-install-db', '/usr/local/bin/mariadb-install-db'].find(existsSync)
/** MariaDB refuses to run as root; nobody may run it. */
const account = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

/** Why no MariaDB can be started here; undefined if one can. Debian: `apt-get install mariadb-server`. */
export const noMariadb = program && installer ? undefined : 'mariadb-server is not installed'

/** Starts a real MariaDB server on loopback for one test file, in another time zone than UTC. */
export async function realMariadb(password: string) {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-mariadb-'))
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid)
  const data = join(folder, 'data')
  const made = spawnSync(
    installer!,
    ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal'],
    {
      ...account,
      encoding: 'utf8',
    },
  )
  if (made.status !== 0) throw new Error(`mariadb-install-db failed: ${made.stdout}${made.stderr}`)
  const port = await freePort()
  const server = spawn(
    program!,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--socket=${join(folder, 'socket')}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--default-time-zone=+05:30',
      '--skip-name-resolve',
    ],
    { ...account, stdio: 'ignore' },
  )
  const root = () => createConnection({ host: '127.0.0.1', port, user: 'root' })
  const isUp = () =>
    root().then(
      (connection) => connection.end().then(() => true),
      () => false,
    )
  await until('MariaDB answers', isUp, 60_000)
  const client = await root()
  await client.query('CREATE DATABASE shop')
  await client.query(`CREATE USER reader@'127.0.0.1' IDENTIFIED BY '${password}'`)
  await client.query("GRANT ALL ON shop.* TO reader@'127.0.0.1'")
  await client.query('USE shop')
  // The tests write UTC.
  await client.query("SET time_zone = '+00:00'")
  return {
    url: `mysql://reader:${password}@127.0.0.1:${port}/shop`,
    run: async (statement: string) => void (await client.query(statement)),
    async stop() {
      await client.end()
      const ended = once(server, 'close')
      server.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
