import { randomBytes, randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const bytes = 32
const hasCode = (error: unknown, code: string) => (error as NodeJS.ErrnoException).code === code

/**
 * A secret of 256 random bits in a file of mode 0600; created at the first call.
 * @param loss what happens when the file is deleted, as a sentence
 * @throws Error when the file cannot be read or has another length
 */
export function secretFile(file: string, loss: string): Buffer {
  return read(file, loss) ?? create(file, loss)
}

/** Undefined when there is no file. */
function read(file: string, loss: string): Buffer | undefined {
  let secret: Buffer
  try {
    secret = readFileSync(file)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw new Error(`${file} cannot be read: ${(error as Error).message}`, { cause: error })
  }
  if (secret.length === bytes) return secret
  throw new Error(
    `${file} is damaged: it has ${secret.length} bytes and not ${bytes}. Restore it from a backup. If there is none, delete it: ${loss}`,
  )
}

/** Linked into place: other processes see the whole secret or none, and the first one wins. */
function create(file: string, loss: string): Buffer {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const temporary = `${file}.${randomUUID()}`
  writeFileSync(temporary, randomBytes(bytes), { mode: 0o600, flush: true })
  try {
    linkSync(temporary, file)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(temporary, { force: true })
  }
  return read(file, loss)!
}
