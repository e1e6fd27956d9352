import { randomBytes, randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const bytes = 32
const hasCode = (error: unknown, code: string) => (error as NodeJS.ErrnoException).code === code

/**
 * The secret that author keys are made with; created at the first call. Keys of two installations are not comparable.
 * @throws Error when the file cannot be read or has another length: a new secret would give every author another key
 */
export function authorSecret(data: string): Buffer {
  const file = join(data, 'author-secret')
  return read(file) ?? create(data, file)
}

/** Undefined when there is no file. */
function read(file: string): Buffer | undefined {
  let secret: Buffer
  try {
    secret = readFileSync(file)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw new Error(`${file} cannot be read: ${(error as Error).message}`, { cause: error })
  }
  if (secret.length === bytes) return secret
  throw new Error(
    `${file} is damaged: it has ${secret.length} bytes and not ${bytes}. Restore it from a backup. If there is none, delete it: authors then get other keys than before.`,
  )
}

/** Linked into place: other processes see the whole secret or none, and the first one wins. */
function create(data: string, file: string): Buffer {
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const temporary = `${file}.${randomUUID()}`
  writeFileSync(temporary, randomBytes(bytes), { mode: 0o600, flush: true })
  try {
    linkSync(temporary, file)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(temporary, { force: true })
  }
  return read(file)!
}
