import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from '../../process.ts'

/** A Java process that ends with this one, even if this one is killed. */
export interface Server {
  gone(): boolean
  kill9(): Promise<void>
}

// The shell waits on a pipe from this process and kills Java when the pipe closes, even when this process is killed.
const keeper = 'log=$1; shift; "$@" </dev/null >>"$log" 2>&1 & echo $!; cat >/dev/null; kill -9 $! 2>/dev/null; wait'

/** Starts Java with these arguments; its output is appended to the file `log`. */
export async function startJava(argv: string[], log: string): Promise<Server> {
  const shell = spawn('sh', ['-c', keeper, 'sh', log, 'java', ...argv], { stdio: ['pipe', 'pipe', 'ignore'] })
  const ended = once(shell, 'exit')
  const [line] = (await once(shell.stdout, 'data')) as [Buffer]
  const pid = Number(line.toString())
  return {
    gone: () => !isAlive(pid) || shell.exitCode !== null,
    async kill9() {
      shell.stdin.end()
      await ended
    },
  }
}

/** Resolves when the port accepts connections. @throws an error with the end of the log when the process ends before, or after a minute */
export async function listening(port: number, { started, log }: { started: Server; log: string }): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await accepts(port)) return
    if (started.gone()) break
    await sleep(100)
  }
  await started.kill9()
  throw new Error(`it did not start: ${(await readFile(log, 'utf8')).slice(-2_000)}`)
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
      .once('connect', () => resolve(socket.destroy() !== undefined))
      .once('error', () => resolve(false))
  })
}

/** Runs a command to its end. @throws an error with the end of its output unless it succeeds */
export async function run(command: string, argv: string[]): Promise<void> {
  const child: ChildProcess = spawn(command, argv, { stdio: ['ignore', 'pipe', 'pipe'] })
  const output: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${command} failed: ${Buffer.concat(output).toString().slice(-2_000)}`)
}
