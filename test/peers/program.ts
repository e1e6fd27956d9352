import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { until } from '../until.ts'

/** A program of `test/peers/node_modules` on loopback. */
export interface PeerProgram {
  /** All that it printed, without colours. */
  said(): string
  stop(): Promise<void>
}

/** Resolves when the program has printed what `isReady` matches. */
export async function startPeer(name: string, args: readonly string[], isReady: RegExp): Promise<PeerProgram> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'node_modules', '.bin', name), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    // eslint-disable-next-line no-control-regex
    stream.on('data', (some: Buffer) => (said += some.toString().replaceAll(/\u001b\[[\d;]*m/g, '')))
  await until(`${name} is ready`, () => isReady.test(said) || child.exitCode !== null, 90_000)
  if (child.exitCode !== null) throw new Error(`${name} has ended: ${said.slice(-2000)}`)
  return {
    said: () => said,
    async stop() {
      const ended = once(child, 'close')
      child.kill('SIGKILL')
      await ended
    },
  }
}
