import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = '/sys/fs/cgroup'
/** Short, so that a process that used up its part waits for 12 ms at most. */
const periodUs = 20_000

/** A control group of Linux, which gives the processes in it no more than a share of a core. */
export interface Quota {
  add(pid: number): void
  /** Its processes must have ended. */
  close(): void
}

/** What version 1 and version 2 of the control groups call the same. */
const versions = [
  {
    parent: join(root, 'cpu'),
    isHere: () => existsSync(join(root, 'cpu', 'cpu.cfs_quota_us')),
    limit: (group: string, quotaUs: number) => {
      writeFileSync(join(group, 'cpu.cfs_period_us'), String(periodUs))
      writeFileSync(join(group, 'cpu.cfs_quota_us'), String(quotaUs))
    },
  },
  {
    parent: root,
    isHere: () => /\bcpu\b/.test(read(join(root, 'cgroup.subtree_control'))),
    limit: (group: string, quotaUs: number) => writeFileSync(join(group, 'cpu.max'), `${quotaUs} ${periodUs}`),
  },
]

/** Whether this process may make such groups. */
export const hasQuotas = (): boolean => versionHere() !== undefined

/** @param share of a core, from 0 to 1 */
export function openQuota(name: string, share: number): Quota {
  const { parent, limit } = versionHere()!
  const group = join(parent, `groundswell-${process.pid}-${name}`)
  mkdirSync(group)
  limit(group, Math.round(share * periodUs))
  return {
    add: (pid) => writeFileSync(join(group, 'cgroup.procs'), String(pid)),
    close: () => rmdirSync(group),
  }
}

const versionHere = () => versions.find(({ parent, isHere }) => isHere() && isWritable(parent))

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
