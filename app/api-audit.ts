import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { openAudit, type Audit } from '../infra/audit/audit.ts'
import { expireAudit } from '../infra/audit/expire-audit.ts'
import { systemClock } from '../infra/clock.ts'
import { schedule } from '../infra/schedule.ts'
import type { Stop } from '../infra/stop.ts'
import { commandEntry } from './audited.ts'
import { version, type Platform } from './platform.ts'

const dayMs = 24 * 3_600_000

/** Opens the audit log of the API's process, notes its start, and removes what is older than `audit.keepDays` every night. */
export async function startAudit({ config, opened, logger }: Platform): Promise<{ audit: Audit; stop: Stop }> {
  const { store } = opened
  const audit = openAudit({ store, data: config.data, clock: systemClock })
  const change = { version, configuration: hashOfFile(config.file) }
  await audit.record(commandEntry({ operation: 'start', change }, 'done'))
  const stop = schedule({
    every: '20 3 * * *',
    name: 'audit retention',
    task: async (now) => void (await expireAudit(store, config.data, now - config.audit.keepDays * dayMs)),
    logger,
  })
  return { audit, stop }
}

/** SHA-256 of the configuration file: a change made with an editor shows in the audit log. Null without a file. */
function hashOfFile(file: string | undefined): string | null {
  return file === undefined ? null : createHash('sha256').update(readFileSync(file)).digest('hex')
}
