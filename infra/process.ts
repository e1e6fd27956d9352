import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Whether a process with this id runs on this machine. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // We may not signal a process of another user, but it is alive.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * A free TCP port of 127.0.0.1 for a child process: between 20000 and 32000, below the range of outgoing connections (from 32768 on Linux, from 49152 on
 * macOS). So no connection takes the port between two starts of the child, and no client can connect to itself while the child is down.
 * @throws Error after 50 ports that are taken
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port)) return port
  }
  throw new Error('no free port between 20000 and 32000')
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}
