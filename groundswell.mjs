#!/usr/bin/env node
// Plain JavaScript for any Node: installs what is missing, guards the version, builds the dashboard when stale, hands over.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const bin = join(root, 'node_modules', '.bin')
const leastNode = [22, 15]
// A stream makes much short-lived garbage: with these limits V8 collects it earlier (823 → 470 MB in an import of 100,000).
// Redaction runs hundreds of expressions on every text: compiled at once, not interpreted first, it takes a sixth less, and the start a sixth too.
const flags = ['--max-semi-space-size=16', '--max-old-space-size=1024', '--no-regexp-tier-up']

/** What Node has compiled, types stripped: a second start takes a third less time. */
const compiled = join(root, 'node_modules', '.cache', 'compiled')

installWhatIsMissing()
const node = pickNode()
const [verb, ...rest] = process.argv.slice(2)
if (verb === 'start' || rest[0] === 'vitest') buildDashboard()
if (verb === 'run') handOver([join(bin, rest[0]), ...rest.slice(1)], rest[0])
else handOver([...flags, join(root, 'main.ts'), ...process.argv.slice(2)], 'groundswell')

function installWhatIsMissing() {
  const isCheckout = existsSync(join(root, 'package-lock.json'))
  if (!isCheckout || existsSync(join(root, 'node_modules', '.package-lock.json'))) return
  process.stderr.write('First start: installing what Groundswell is made of (npm ci, a minute or two)…\n')
  const done = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) fail('npm ci did not succeed; its own words are above.', done.status ?? 1)
}

/** The project's own Node where its platform has one, otherwise the one that runs this, when it is new enough. */
function pickNode() {
  const own = join(bin, 'node')
  if (existsSync(own)) return own
  const [major, minor] = process.versions.node.split('.').map(Number)
  // Types are stripped without asking from 22.18 on.
  if (major === 22 && minor < 18) flags.push('--experimental-strip-types')
  if (major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1])) return process.execPath
  return fail(`Groundswell needs Node ${leastNode.join('.')} or newer; this is ${process.versions.node}.`, 2)
}

function buildDashboard() {
  const built = join(root, 'dist', 'dashboard', 'index.html')
  const pages = join(root, 'api', 'dashboard')
  if (!existsSync(pages) || (existsSync(built) && statSync(built).mtimeMs > newest(pages))) return
  process.stderr.write('Building the dashboard…\n')
  const done = spawnSync(node, [join(bin, 'vite'), 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (done.status !== 0) fail('the dashboard could not be built; vite’s own words are above.', 1)
}

function newest(folder) {
  return Math.max(
    ...readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((e) => e.isFile())
      .map((e) => statSync(join(e.parentPath ?? e.path, e.name)).mtimeMs),
  )
}

/** Runs the program in its own process, passes signals on and ends as it ends. */
function handOver(args, title) {
  // The channel lets it notice when this process is killed.
  const stdio = title === 'groundswell' ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit'
  const isScript = title !== 'groundswell'
  const path = `${bin}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`
  const child = spawn(isScript ? args[0] : node, isScript ? args.slice(1) : args, {
    cwd: isScript ? root : process.cwd(),
    stdio,
    env: { NODE_COMPILE_CACHE: compiled, ...process.env, PATH: path },
  })
  // Ctrl-C reaches the whole process group by itself: wait for the orderly end.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  endWithNpm(child)
  child.on('error', (error) => fail(error.message, 1))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}

/** npm does not tell its children when it is killed: they notice that they were given to another parent. */
function endWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM')
  }, 500).unref()
}

function fail(sentence, code) {
  process.stderr.write(`${sentence}\n`)
  process.exit(code)
}
