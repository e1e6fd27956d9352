import { mkdtempSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openFile } from '../../../infra/log/embedded/database.ts'
import { openEvents } from '../../../infra/log/embedded/events.ts'
import { openLeases } from '../../../infra/log/embedded/leases.ts'

const folder = mkdtempSync(join(tmpdir(), 'groundswell-leases-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a lease that was taken while the clock was an hour ahead holds nothing back', async () => {
  const db = await openFile(join(folder, 'log.sqlite'))
  openEvents(db)
  const scope = { topic: 't', group: 'g', partitions: 2 }
  const leases = openLeases(db, scope)
  const former = leases.join()
  expect(leases.take(former, 2)).toHaveLength(2)
  // A container that is started again has the same process id and host name.
  db.prepare('UPDATE members SET expires_at = ?, pid = ?, host = ?').run(
    Date.now() + 3_600_000,
    process.pid,
    hostname(),
  )
  const member = leases.join()
  expect(leases.share(member)).toEqual({ held: [], over: -2 })
  expect(leases.take(member, 2)).toHaveLength(2)
  db.close()
})
