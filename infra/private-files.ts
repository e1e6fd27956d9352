import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { isMainThread } from 'node:worker_threads'

/** Files that earlier versions created readable for everybody. */
const own = ['log.sqlite', 'log.sqlite-wal', 'log.sqlite-shm', 'store.json', 'demo.json']

/**
 * Creates the data folder with mode 0700. What is created in it from now on, and the log that is there, is for its owner only. A folder
 * that exists keeps its mode: it may hold other things, too.
 */
export function keepPrivate(data: string): void {
  if (isMainThread) process.umask(0o077)
  mkdirSync(data, { recursive: true, mode: 0o700 })
  for (const name of own) makePrivate(join(data, name))
}

function makePrivate(file: string): void {
  try {
    chmodSync(file, 0o600)
  } catch (error) {
    // Not there, of another owner, or on a file system without modes.
    const { code = '' } = error as NodeJS.ErrnoException
    if (!['ENOENT', 'EPERM', 'ENOTSUP', 'ENOSYS', 'EROFS'].includes(code)) throw error
  }
}
