import { hostname } from 'node:os'
import { transaction, unsynced, type Database } from './database.ts'

const leaseMs = 5_000

/**
 * Which member of a group holds which partition, kept in the file and so across processes. Partitions belong to live
 * leases, evenly: each member may hold its share, the older members the odd ones; what a member holds it keeps while its
 * share allows, and only its holder, or the end of its lease, makes a partition free.
 */
export interface Leases {
  join(): number
  /** False when the lease had run out and others may hold the partitions. */
  renew(member: number): boolean
  leave(member: number): void
  /** Forgets the dead, then says what the member holds, and how many it should give back (`over` > 0) or may take (< 0). */
  look(member: number): { held: number[]; over: number }
  /** Takes up to `count` free partitions and returns them. */
  take(member: number, count: number): number[]
  release(member: number, partitions: readonly number[]): void
}

interface Member {
  id: number
  pid: number
  host: string
  expires_at: number
}

export function openLeases(db: Database, { topic, group, partitions }: LeaseScope): Leases {
  const host = hostname()
  const members = db.prepare('SELECT id, pid, host, expires_at FROM members WHERE topic = ? AND grp = ? ORDER BY id')
  const holders = db.prepare('SELECT partition, member FROM holders WHERE topic = ? AND grp = ? ORDER BY partition')
  const insert = db.prepare('INSERT INTO members (topic, grp, pid, host, expires_at) VALUES (?, ?, ?, ?, ?)')
  const extend = db.prepare('UPDATE members SET expires_at = ? WHERE id = ?')
  const forget = db.prepare('DELETE FROM members WHERE id = ?')
  const forgetUnlessRenewed = db.prepare('DELETE FROM members WHERE id = ? AND expires_at = ?')
  const free = db.prepare('DELETE FROM holders WHERE topic = ? AND grp = ? AND member = ?')
  const freeOne = db.prepare('DELETE FROM holders WHERE topic = ? AND grp = ? AND member = ? AND partition = ?')
  const hold = db.prepare('INSERT INTO holders (topic, grp, partition, member) VALUES (?, ?, ?, ?)')

  const held = () => holders.all(topic, group) as unknown as { partition: number; member: number }[]

  function leave(member: number): void {
    transaction(db, () => {
      free.run(topic, group, member)
      forget.run(member)
    })
  }

  function isDead({ pid, host: where, expires_at }: Member): boolean {
    return expires_at < Date.now() || (where === host && !isAlive(pid))
  }

  function storeDeadLetter({ id, expires_at }: Member): void {
    transaction(db, () => {
      // Unless it renewed its lease since we looked.
      if (forgetUnlessRenewed.run(id, expires_at).changes === 1) free.run(topic, group, id)
    })
  }

  function living(): Member[] {
    const all = members.all(topic, group) as unknown as Member[]
    const dead = all.filter(isDead)
    for (const member of dead) storeDeadLetter(member)
    return all.filter((member) => !dead.includes(member))
  }

  function share(member: number): number {
    const alive = living()
    const rank = alive.findIndex(({ id }) => id === member)
    if (rank < 0) return 0
    return Math.floor(partitions / alive.length) + (rank < partitions % alive.length ? 1 : 0)
  }

  return {
    leave,
    join: () => Number(insert.run(topic, group, process.pid, host, Date.now() + leaseMs).lastInsertRowid),
    renew: (member) => unsynced(db, () => extend.run(Date.now() + leaseMs, member).changes === 1),
    look(member) {
      const allowed = share(member)
      const mine = held().filter((holder) => holder.member === member)
      return { held: mine.map(({ partition }) => partition), over: mine.length - allowed }
    },
    take(member, count) {
      // A look before the write transaction, which waits for the disk: most of the time nothing is free.
      if (held().length === partitions) return []
      return transaction(db, () => {
        const taken = new Set(held().map(({ partition }) => partition))
        const some = Array.from({ length: partitions }, (_, partition) => partition)
          .filter((partition) => !taken.has(partition))
          .slice(0, count)
        for (const partition of some) hold.run(topic, group, partition, member)
        return some
      })
    },
    release(member, some) {
      transaction(db, () => {
        for (const partition of some) freeOne.run(topic, group, member, partition)
      })
    },
  }
}

interface LeaseScope {
  topic: string
  group: string
  partitions: number
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // A process of another user may not be signalled, and is alive.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
