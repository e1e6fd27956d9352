import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { inject } from 'vitest'
import { until } from './until.ts'

declare module 'vitest' {
  interface ProvidedContext {
    builtOnce: string
  }
}

/** vitest's global set-up: a folder for what several files of tests share, gone when all are done. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-built-'))
  project.provide('builtOnce', folder)
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** A copy, in `to`, of the folder that `build` fills: built by whoever comes first in this run of tests, the others wait for it. */
export async function copyOfBuilt(name: string, to: string, build: (folder: string) => Promise<void>): Promise<void> {
  const built = join(inject('builtOnce'), name)
  const failed = `${built}.failed`
  if (isFirst(`${built}.lock`)) {
    const making = `${built}.making`
    try {
      mkdirSync(making)
      await build(making)
      renameSync(making, built)
    } catch (error) {
      writeFileSync(failed, '')
      throw error
    }
  }
  await until(`${name} is built`, async () => existsSync(built) || existsSync(failed), 170_000)
  if (!existsSync(built)) throw new Error(`${name} could not be built; another file of tests says why`)
  await cp(built, to, { recursive: true })
}

function isFirst(lock: string): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    return false
  }
}
