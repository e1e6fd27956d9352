import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

/** Whether strace is here and this process may trace another one. */
export const mayTrace = spawnSync('strace', ['-f', '-e', 'trace=none', '-o', '/dev/null', 'true']).status === 0

/** For `forMs`, every fsync and fdatasync of the process fails with EIO, as a dying disk makes them fail. */
export async function withoutFsync(pid: number, forMs: number): Promise<void> {
  const faults = ['-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO']
  const tracer = spawn('strace', ['-f', '-p', String(pid), ...faults, '-o', '/dev/null'], { stdio: 'ignore' })
  const closed = once(tracer, 'close')
  await sleep(forMs)
  tracer.kill('SIGINT')
  await closed
}
