import { findAudit } from '../infra/audit/audit-table.ts'
import type { AuditRow } from '../infra/audit/audit-row.ts'
import { verifyAudit, type AuditVerification } from '../infra/audit/verify-audit.ts'
import { counted } from '../infra/format.ts'
import type { Store } from '../infra/store/store.ts'
import { text, time, UsageError, type Call, type Verb } from '../infra/verb.ts'
import type { Config } from './config.ts'
import { openCommand } from './platform.ts'

const mostListed = 10_000
const dayMs = 24 * 3_600_000

/** `audit verify` and `audit list`. */
export const auditVerb = (configOf: (call: Call) => Config): Verb => ({
  name: 'audit',
  usage: 'verify | list [--since ISO] [--person ID]',
  summary:
    'verify walks the audit log and names the first row that was changed, deleted, inserted or moved (exit code 1); list prints who changed what, when and from where, newest first',
  options: { since: { type: 'string' }, person: { type: 'string' } },
  async run(call) {
    const [what, ...more] = call.positionals
    if (more.length > 0 || (what !== 'verify' && what !== 'list')) throw new UsageError('audit takes verify or list')
    const since = time(call, 'since') ?? 0
    const config = configOf(call)
    const { store, close } = await openCommand(config)
    try {
      if (what === 'list') return await list(call, store, since)
      return await printVerification(call, await verifyAudit(store, config.data))
    } finally {
      await close()
    }
  },
})

async function printVerification(call: Call, found: AuditVerification): Promise<number> {
  const [first, ...more] = found.faults
  if (call.values.json) await call.print(JSON.stringify({ ok: !first, ...found }))
  else if (first) {
    await call.print(`BAD: row ${first.number} of chain ${first.writer}: ${first.reason}`)
    if (more.length > 0) await call.print(`${counted(more.length, 'further fault')}; --json lists them`)
  } else {
    const { rows, chains, removed, unfinished, withoutHead } = found
    await call.print(`OK: ${counted(rows, 'row')} in ${counted(chains, 'chain')}`)
    if (removed > 0) await call.print(`${counted(removed, 'older row')} removed by retention`)
    if (unfinished > 0)
      await call.print(`${counted(unfinished, 'change')} without an outcome: the process ended before it was noted`)
    if (withoutHead > 0)
      await call.print(`${counted(withoutHead, 'chain')} of other data folders: a cut end is noticed only there`)
  }
  return first ? 1 : 0
}

async function list(call: Call, store: Store, since: number): Promise<void> {
  const person = text(call, 'person')
  const rows = await findAudit(store, { since, until: Date.now() + dayMs, person, people: null, limit: mostListed })
  for (const row of rows) await call.print(call.values.json ? JSON.stringify(entryOf(row)) : lineOf(row))
  if (rows.length === 0 && !call.values.json) await call.print('no changes')
  if (rows.length === mostListed) call.note(`the newest ${mostListed}; --since narrows them`)
}

const entryOf = ({ madeAt, number: _number, previous: _previous, hash: _hash, ...row }: AuditRow) => ({
  at: new Date(madeAt).toISOString(),
  ...row,
})

function lineOf({
  madeAt,
  person,
  credential,
  address,
  forwarded,
  operation,
  subject,
  change,
  outcome,
  status,
}: AuditRow) {
  const who = `${person || 'nobody'}${credential && ` (key ${credential})`}`
  const where = [address, forwarded && `for ${forwarded}`].filter(Boolean).join(' ')
  const result = `${outcome}${status > 0 ? ` ${status}` : ''}`
  return [new Date(madeAt).toISOString(), who, where, operation, subject, change === '{}' ? '' : change, result]
    .filter((part) => part !== '')
    .join('  ')
}
