import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { cpuOf, pssMb } from './measure.ts'

const root = join(import.meta.dirname, '..', '..')

/** Runs a verb of ours as a user would, in a process of its own, with this data folder and port. */
export function groundswell(args: readonly string[], environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [join(root, 'groundswell.mjs'), ...args], {
    cwd: environment.GROUNDSWELL_DATA,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.execPath, ...environment },
  })
}

/** Waits for its end; the last line it printed, the most memory that it and its children had, in MB, and their CPU-seconds, up to half a second before its end. */
export async function ended(child: ChildProcess): Promise<{ lastLine: string; peakMb: number; cpuSeconds: number }> {
  let printed = ''
  let [peakMb, cpuSeconds] = [0, 0]
  child.stdout!.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const watching = setInterval(() => {
    peakMb = Math.max(peakMb, pssMb([child.pid!]))
    const { main, threads, children } = cpuOf(child.pid!)
    cpuSeconds = Math.max(cpuSeconds, main + threads + children)
  }, 500)
  const [code] = (await once(child, 'exit')) as [number | null]
  clearInterval(watching)
  if (code !== 0) throw new Error(`groundswell ended with ${code}`)
  return { lastLine: printed.trim().split('\n').at(-1) ?? '', peakMb, cpuSeconds }
}
