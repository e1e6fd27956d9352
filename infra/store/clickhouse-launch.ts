import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Logger } from '../logger.ts'
import { writeConfig, type Login } from './clickhouse-config.ts'

/** Another server, of this process or another, has the data folder. */
export class StoreLocked extends Error {
  constructor(path: string) {
    super(`another process uses the store in ${path}`)
    this.name = 'StoreLocked'
  }
}

export interface LaunchOptions {
  path: string
  port: number
  owner: Login
  reader: Login
  logger: Logger
}

export interface Child {
  pid: number
  /** Resolves with the reason when the process is gone. */
  ended: Promise<string>
  stop(): Promise<void>
}

// Usually 0.3 s; a folder with many parts on a slow disk takes longer.
const startMs = 60_000

/** Starts one server process and resolves when it answers to its owner; rejects, with nothing left running, when it does not. */
export async function launch(options: LaunchOptions): Promise<Child> {
  const config = writeConfig(options)
  const child = spawn(process.execPath, childArguments(options, config.file), { stdio: ['pipe', 'ignore', 'pipe'] })
  const said = listen(child, options.logger)
  const ended = end(child, said)
  let reason: string | undefined
  void ended.then((why) => (reason = why))
  try {
    for (const until = Date.now() + startMs; !(await answers(options)); await pause(20)) {
      if (reason !== undefined) throw failure(options.path, said, reason)
      if (Date.now() > until) throw new Error(`the embedded store did not answer within ${startMs / 1000} s`)
    }
    if (reason !== undefined) throw failure(options.path, said, reason)
    return { pid: child.pid ?? 0, ended, stop: () => stop(child, ended) }
  } catch (error) {
    await stop(child, ended)
    throw error
  } finally {
    config.remove()
  }
}

function childArguments({ path, port }: LaunchOptions, config: string): string[] {
  // The same extension as this file, which has lost its types in a published package.
  const script = fileURLToPath(import.meta.url).replace('clickhouse-launch', 'clickhouse-child')
  // The child's JavaScript does nothing: a small heap and one helper thread are plenty.
  return [
    '--max-old-space-size=32',
    '--max-semi-space-size=1',
    '--v8-pool-size=1',
    '--disable-warning=ExperimentalWarning',
  ]
    .concat(script, '--multiquery', `--path=${path}`, `--http_port=${port}`, '--listen_host=127.0.0.1')
    .concat(`--config-file=${config}`, '--log-level=warning', `--query=${endlessQuery}`)
}

const endlessQuery =
  'SYSTEM START LISTEN HTTP; SELECT sleepEachRow(1) FROM system.numbers SETTINGS max_block_size = 1 FORMAT Null'

const lockedWords = 'Cannot lock file'

// What a query did wrong is told to its caller, and may quote what people wrote; the pools only say that they are busy.
const notForUs = /^(executeQuery|.*Handler|BackgroundSchedulePool.*)$/

/** Hands the server's warnings to our log, ten in a burst, and keeps the last lines for the reason of its end. */
function listen(child: ChildProcess, logger: Logger): string[] {
  const said: string[] = []
  let muted = false
  let burst = { until: 0, lines: 0 }
  const hear = (line: string) => {
    const [, about, words] = /^[\d.]+ [\d:.]+ .*?<(?:Warning|Error|Fatal)> ([^:]+): (.*)/.exec(line) ?? []
    // A message of several lines is muted as a whole.
    if (about !== undefined) muted = notForUs.test(about)
    // Frames of a stack without symbols.
    if (muted || line === '' || /\d+\. \? @ 0x/.test(line)) return
    said.push((words ?? line).slice(0, 500))
    if (said.length > 20) said.shift()
    if (!words) return
    if (Date.now() > burst.until) burst = { until: Date.now() + 10_000, lines: 0 }
    if (++burst.lines <= 10) logger.warn({ about, store: words.slice(0, 500) }, 'the embedded store says')
  }
  if (child.stderr) createInterface({ input: child.stderr }).on('line', hear)
  return said
}

async function end(child: ChildProcess, said: string[]): Promise<string> {
  child.stdin?.on('error', () => undefined)
  const failed = once(child, 'error').then(([error]) => `cannot be started: ${String(error)}`)
  // `close` comes after the last line of stderr.
  const closed = once(child, 'close').then(([code, signal]) => `ended with ${String(signal ?? code)}`)
  const how = await Promise.race([closed, failed])
  const why = said.findLast((line) => line.includes('Exception')) ?? said.at(-1)
  return why === undefined ? how : `${how}: ${why}`
}

function failure(path: string, said: string[], reason: string): Error {
  if (said.some((line) => line.includes(lockedWords))) return new StoreLocked(path)
  return new Error(`the embedded store ${reason}`)
}

/** Asked as its owner: whoever else listens on that port does not know the password. */
export async function answers({ port, owner }: { port: number; owner: Login }): Promise<boolean> {
  const headers = { 'X-ClickHouse-User': owner.user, 'X-ClickHouse-Key': owner.password, connection: 'close' }
  const url = `http://127.0.0.1:${port}/?query=SELECT%201`
  try {
    const answer = await fetch(url, { headers, signal: AbortSignal.timeout(2_000) })
    return (await answer.text()).trim() === '1' && answer.ok
  } catch {
    return false
  }
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill('SIGTERM')
  const impatient = setTimeout(() => child.kill('SIGKILL'), 2_000)
  await ended
  clearTimeout(impatient)
}
