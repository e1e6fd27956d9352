import { cpSync, mkdirSync, readdirSync, readlinkSync, realpathSync, statSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isBackup } from './backup-manifest.ts'

/**
 * Copies a folder without the backups in it: those folders, and every folder with the manifest of a backup. Each backup would otherwise hold
 * all earlier ones. A link is copied as the link that it is, wherever it leads. @param notCopied names in the folder itself that are left out
 */
export function copyWithoutBackups(
  from: string,
  to: string,
  { backups, notCopied }: { backups: readonly string[]; notCopied: RegExp },
): void {
  const left = new Set(backups.map(realPath))
  const copy = (folder: string, target: string, isTop: boolean): void => {
    mkdirSync(target, { recursive: true, mode: isTop ? 0o700 : statSync(folder).mode & 0o777 })
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if ((isTop && notCopied.test(entry.name)) || left.has(realPath(path))) continue
      if (entry.isSymbolicLink()) symlinkSync(readlinkSync(path), join(target, entry.name))
      else if (!entry.isDirectory()) cpSync(path, join(target, entry.name), { preserveTimestamps: true })
      else if (!isBackup(path)) copy(path, join(target, entry.name), false)
    }
  }
  copy(from, to, true)
}

/** A folder may have several names. One that is not there has the name that was given. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}
