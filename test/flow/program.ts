import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { until } from '../until.ts'

const root = join(import.meta.dirname, '..', '..')

/** Processes can be told by their data folder only where the system shows their environment. */
export const noProc = !existsSync('/proc/self/environ')

/** A verb at work as a user runs it: a process group of its own. */
export interface Program {
  pid: number
  stdout(): string
  stderr(): string
  /** The exit code, or the name of the signal that ended it, once all it printed is here. */
  ended: Promise<number | string>
  hasEnded(): boolean
  signal(name: NodeJS.Signals): void
  /** As Ctrl-C does, or the end of a container: to everything it started too. */
  signalGroup(name: NodeJS.Signals): void
}

interface RunOptions {
  data: string
  /** `main.ts` where the process that is killed has to be the program itself. */
  entry?: 'groundswell.mjs' | 'main.ts'
  environment?: Record<string, string>
}

export interface Programs {
  /** An empty data folder, removed at the end. */
  folder(): string
  run(args: readonly string[], options: RunOptions): Program
  /** Ends whatever still runs. */
  close(): Promise<void>
}

export function openPrograms(): Programs {
  const running: Program[] = []
  const folders: string[] = []
  return {
    folder() {
      const folder = mkdtempSync(join(tmpdir(), 'groundswell-flow-'))
      folders.push(folder)
      return folder
    },
    run(args, options) {
      const program = runProgram(args, options)
      running.push(program)
      return program
    },
    async close() {
      for (const program of running) program.signalGroup('SIGKILL')
      await Promise.all(running.map((program) => program.ended))
      for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function runProgram(args: readonly string[], { data, entry = 'groundswell.mjs', environment = {} }: RunOptions) {
  const child = spawn(process.execPath, [join(root, entry), ...args], {
    cwd: data,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Port 0: the system picks a free one, and `start` says which.
    env: {
      PATH: process.env['PATH'],
      NODE_OPTIONS: `--import=${pathToFileURL(join(root, 'test', 'loopback-only.mjs')).href}`,
      GROUNDSWELL_DATA: data,
      GROUNDSWELL_API_PORT: '0',
      ...environment,
    },
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (some: Buffer) => (said.stdout += some.toString()))
  child.stderr.on('data', (some: Buffer) => (said.stderr += some.toString()))
  let hasEnded = false
  const ended = once(child, 'close').then(([code, signal]) => {
    hasEnded = true
    return (code ?? signal) as number | string
  })
  return {
    pid: child.pid!,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    ended,
    hasEnded: () => hasEnded,
    signal: (name: NodeJS.Signals) => void child.kill(name),
    signalGroup: (name: NodeJS.Signals) => send(-child.pid!, name),
  }
}

/** Nobody there to hear it is no fault. */
export function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Where a `start` listens, once everything is up. */
export async function readyUrl(start: Program): Promise<string> {
  const url = () => /open (http:\S+)/.exec(start.stdout())?.[1]
  await until('start listens', () => url() !== undefined || start.hasEnded(), 60_000)
  if (url() === undefined) throw new Error(`start has ended: ${start.stderr().slice(-2000)}`)
  await until('start is ready', async () => (await fetch(`${url()}/readyz`)).ok, 60_000)
  return url()!
}

/** What a verb printed; throws what it complained about when it does not end well. */
export async function output(program: Program): Promise<string> {
  const code = await program.ended
  if (code !== 0) throw new Error(`ended with ${code}: ${program.stderr().slice(-2000)}`)
  return program.stdout()
}

/** The living processes that were given this data folder, whoever their parent is now, by a part of their command line. */
export function processesOf(data: string, part = ''): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(`/proc/${pid}/environ`).split('\0').includes(`GROUNDSWELL_DATA=${data}`))
    .filter((pid) => read(`/proc/${pid}/cmdline`).includes(part))
    .map(Number)
}

/** The embedded store's process, once there is one other than `notThis`. */
export async function storeChild(data: string, notThis?: number): Promise<number> {
  let pid: number | undefined
  await until('the embedded store has a process', () => {
    pid = processesOf(data, 'clickhouse-child').find((each) => each !== notThis)
    return pid !== undefined
  })
  return pid!
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
