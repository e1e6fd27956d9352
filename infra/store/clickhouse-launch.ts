import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Logger } from '../logger.ts'
import { writeConfig, type Login } from './clickhouse-config.ts'

/** Another server uses the data folder, started by this process or another. */
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
  sql: Login
  queryPath: string
  logger: Logger
}

export interface Child {
  pid: number
  /** Resolves with the reason when the process is gone. */
  ended: Promise<string>
  /** At once, without waiting for it. */
  kill(): void
  stop(): Promise<void>
}

// A start takes 0.3 s, and longer with many parts on a slow disk.
const startMs = 60_000

/** Starts one server process. Resolves when it answers its owner; otherwise ends it and rejects. */
export async function launch(options: LaunchOptions): Promise<Child> {
  const config = writeConfig(options)
  const child = spawn(process.execPath, childArguments(options, config.file), { stdio: ['pipe', 'ignore', 'pipe'] })
  const lines = collectStderr(child, options.logger)
  const ended = untilEnded(child, lines)
  let reason: string | undefined
  void ended.then((why) => (reason = why))
  try {
    for (const until = Date.now() + startMs; !(await answers(options)); await pause(20)) {
      if (reason !== undefined) throw failure(options.path, lines, reason)
      if (Date.now() > until) throw new Error(`the embedded store did not answer within ${startMs / 1000} s`)
    }
    if (reason !== undefined) throw failure(options.path, lines, reason)
    return { pid: child.pid ?? 0, ended, kill: () => void child.kill('SIGKILL'), stop: () => stop(child, ended) }
  } catch (error) {
    await stop(child, ended)
    throw error
  } finally {
    config.remove()
  }
}

function childArguments({ path, port }: LaunchOptions, config: string): string[] {
  // The same extension as this file: in a published package it is .js.
  const script = fileURLToPath(import.meta.url).replace('clickhouse-launch', 'clickhouse-child')
  // The child's JavaScript does almost nothing: a small heap and one helper thread are enough.
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

const lockedMessage = 'Cannot lock file'

// Query errors go to their callers, and may quote mentions. Warnings of the thread pools only say that they are busy.
const ignoredLoggers = /^(executeQuery|.*Handler|BackgroundSchedulePool.*)$/

/** Forwards the server's warnings to our log, at most ten in 10 s, and returns the last 20 lines (the array is kept up to date). */
function collectStderr(child: ChildProcess, logger: Logger): string[] {
  const lines: string[] = []
  let ignored = false
  let burst = { until: 0, lines: 0 }
  const take = (line: string) => {
    const [, about, message] = /^[\d.]+ [\d:.]+ .*?<(?:Warning|Error|Fatal)> ([^:]+): (.*)/.exec(line) ?? []
    // Ignores a message of several lines as a whole.
    if (about !== undefined) ignored = ignoredLoggers.test(about)
    // The last pattern matches stack frames without symbols.
    if (ignored || line === '' || /\d+\. \? @ 0x/.test(line)) return
    lines.push((message ?? line).slice(0, 500))
    if (lines.length > 20) lines.shift()
    if (!message) return
    if (Date.now() > burst.until) burst = { until: Date.now() + 10_000, lines: 0 }
    if (++burst.lines <= 10) logger.warn({ about, store: message.slice(0, 500) }, 'a warning from the embedded store')
  }
  if (child.stderr) createInterface({ input: child.stderr }).on('line', take)
  return lines
}

async function untilEnded(child: ChildProcess, lines: string[]): Promise<string> {
  child.stdin?.on('error', () => undefined)
  const failed = once(child, 'error').then(([error]) => `could not be started: ${String(error)}`)
  // `close` comes after the last line of stderr.
  const closed = once(child, 'close').then(([code, signal]) => `ended with ${String(signal ?? code)}`)
  const how = await Promise.race([closed, failed])
  const why = lines.findLast((line) => line.includes('Exception')) ?? lines.at(-1)
  return why === undefined ? how : `${how}: ${why}`
}

function failure(path: string, lines: string[], reason: string): Error {
  if (lines.some((line) => line.includes(lockedMessage))) return new StoreLocked(path)
  return new Error(`the embedded store ${reason}`)
}

/** Whether the server of this owner answers on the port. Another server on the port does not accept the password. */
export async function answers({
  port,
  owner,
  queryPath,
}: Pick<LaunchOptions, 'port' | 'owner' | 'queryPath'>): Promise<boolean> {
  const headers = { 'X-ClickHouse-User': owner.user, 'X-ClickHouse-Key': owner.password, connection: 'close' }
  const url = `http://127.0.0.1:${port}${queryPath}?query=SELECT%201`
  try {
    const answer = await fetch(url, { headers, signal: AbortSignal.timeout(2_000) })
    return (await answer.text()).trim() === '1' && answer.ok
  } catch {
    return false
  }
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill('SIGTERM')
  const timeout = setTimeout(() => child.kill('SIGKILL'), 2_000)
  await ended
  clearTimeout(timeout)
}
