import { hostname } from 'node:os'
import { isAlive } from '../../process.ts'
import { transaction, unsynced, type Database } from './database.ts'

const leaseMs = 5_000

/**
 * Which member of a group holds which partition, across processes because it is kept in the file. Each member with a live
 * lease may hold an equal share; the oldest members hold the remainder. A member keeps what it holds while its share
 * allows. A partition becomes free only when its holder releases it or its holder's lease ends.
 */
export interface Leases {
  /** Returns the id of the new member. */
  join(): number
  /** Returns false when the lease had expired: other members may hold the partitions. */
  renew(member: number): boolean
  leave(member: number): void
  /** Removes dead members. Returns what the member holds, and how many to release (`over` > 0) or how many it may take (< 0). */
  share(member: number): { held: number[]; over: number }
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

interface LeaseScope {
  topic: string
  group: string
  partitions: number
}

export function openLeases(db: Database, { topic, group, partitions }: LeaseScope): Leases {
  const sql = prepare(db)
  const held = () => sql.holders.all(topic, group) as unknown as { partition: number; member: number }[]

  function removeDead({ id, expires_at }: Member): void {
    transaction(db, () => {
      // Unless it has renewed its lease since we read it.
      if (sql.forgetUnlessRenewed.run(id, expires_at).changes === 1) sql.free.run(topic, group, id)
    })
  }

  function living(): Member[] {
    const all = sql.members.all(topic, group) as unknown as Member[]
    const dead = all.filter(isDead)
    for (const member of dead) removeDead(member)
    return all.filter((member) => !dead.includes(member))
  }

  function allowed(member: number): number {
    const alive = living()
    const rank = alive.findIndex(({ id }) => id === member)
    if (rank < 0) return 0
    return Math.floor(partitions / alive.length) + (rank < partitions % alive.length ? 1 : 0)
  }

  return {
    join: () => Number(sql.insert.run(topic, group, process.pid, host, Date.now() + leaseMs).lastInsertRowid),
    renew: (member) => unsynced(db, () => sql.extend.run(Date.now() + leaseMs, member).changes === 1),
    leave(member) {
      transaction(db, () => {
        sql.free.run(topic, group, member)
        sql.forget.run(member)
      })
    },
    share(member) {
      const most = allowed(member)
      const mine = held().filter((holder) => holder.member === member)
      return { held: mine.map(({ partition }) => partition), over: mine.length - most }
    },
    take(member, count) {
      // Reads first, because a write transaction waits for the disk, and usually nothing is free.
      if (held().length === partitions) return []
      return transaction(db, () => {
        const taken = new Set(held().map(({ partition }) => partition))
        const some = Array.from({ length: partitions }, (_, partition) => partition)
          .filter((partition) => !taken.has(partition))
          .slice(0, count)
        for (const partition of some) sql.hold.run(topic, group, partition, member)
        return some
      })
    },
    release(member, some) {
      transaction(db, () => {
        for (const partition of some) sql.freeOne.run(topic, group, member, partition)
      })
    },
  }
}

function prepare(db: Database) {
  return {
    members: db.prepare('SELECT id, pid, host, expires_at FROM members WHERE topic = ? AND grp = ? ORDER BY id'),
    holders: db.prepare('SELECT partition, member FROM holders WHERE topic = ? AND grp = ? ORDER BY partition'),
    insert: db.prepare('INSERT INTO members (topic, grp, pid, host, expires_at) VALUES (?, ?, ?, ?, ?)'),
    extend: db.prepare('UPDATE members SET expires_at = ? WHERE id = ?'),
    forget: db.prepare('DELETE FROM members WHERE id = ?'),
    forgetUnlessRenewed: db.prepare('DELETE FROM members WHERE id = ? AND expires_at = ?'),
    free: db.prepare('DELETE FROM holders WHERE topic = ? AND grp = ? AND member = ?'),
    freeOne: db.prepare('DELETE FROM holders WHERE topic = ? AND grp = ? AND member = ? AND partition = ?'),
    hold: db.prepare('INSERT INTO holders (topic, grp, partition, member) VALUES (?, ?, ?, ?)'),
  }
}

const host = hostname()

/** A lease that ends later than any that is taken now was taken before the clock was set back. */
function isDead({ pid, host: where, expires_at }: Member): boolean {
  const now = Date.now()
  return expires_at < now || expires_at > now + 2 * leaseMs || (where === host && !isAlive(pid))
}
