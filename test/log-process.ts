import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('./fixtures/log-process.ts', import.meta.url))

export interface LogProcess {
  /** The numbers that the process said it published, or handled, so far. */
  said: number[]
  /** kill -9; resolves when the process is gone. */
  kill9(): Promise<void>
}

/** Another process on the same log; it plays its role until it is killed. */
export function startLogProcess(role: 'publish' | 'handle' | 'hang', config: object): LogProcess {
  const child = spawn(process.execPath, [script, role, JSON.stringify(config)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said: number[] = []
  const closed = once(child, 'close')
  createInterface(child.stdout).on('line', (line) => {
    const [word, ...numbers] = line.split(' ')
    if (word !== 'ready') said.push(...numbers.map(Number))
  })
  return {
    said,
    async kill9() {
      child.kill('SIGKILL')
      await closed
    },
  }
}
