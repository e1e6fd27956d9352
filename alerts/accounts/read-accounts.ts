import { basename } from 'node:path'
import { readRows } from '../../ingest/read/read-rows.ts'
import type { Row } from '../../ingest/read/row.ts'
import { parseTime } from '../../infra/time-reader.ts'
import { reloaded } from '../../infra/reloaded.ts'
import { accountKey, type Account } from './account.ts'

export interface AccountList {
  accounts: Account[]
  /** Rows that could not be read, each as a sentence with file and line. The other rows count. */
  faults: string[]
}

const columns = ['platform', 'handle', 'owner', 'unit', 'last_post_at', 'last_reply_at'] as const
type Column = (typeof columns)[number]
type Values = Partial<Record<Column, string>>

/** The accounts of a CSV file (none without a file), read again when it changes. An unreadable file is a fault; nothing is thrown. */
export const accountList = (file: string | undefined): (() => Promise<AccountList>) =>
  reloaded(file, { read: readAccounts, none: { accounts: [], faults: [] } })

async function readAccounts(file: string): Promise<AccountList> {
  const name = basename(file)
  const list: AccountList = { accounts: [], faults: [] }
  const lines = new Map<string, number>()
  let isFirst = true
  try {
    for await (const row of readRows(file)) {
      const faults = isFirst && 'value' in row ? faultsOfHeader(row.value) : []
      if ('value' in row) isFirst = false
      list.faults.push(...faults.map((fault) => `${name}:1: ${fault}`))
      const read = accountIn(row)
      const fault = 'fault' in read ? read.fault : repeated(read.account, lines, row.line)
      if (fault !== undefined) list.faults.push(`${name}:${row.line}: ${fault}`)
      else if ('account' in read) list.accounts.push(read.account)
    }
  } catch (error) {
    list.faults.push(`${name}: ${withoutPath((error as Error).message, file)}`)
  }
  return list
}

/** The API must not expose the path of the file. */
const withoutPath = (message: string, file: string) =>
  message.replaceAll(`${file} `, '').replaceAll(file, basename(file))

function faultsOfHeader(row: Record<string, unknown>): string[] {
  const unknown = Object.keys(row).filter((name) => !columns.includes(name as Column))
  return unknown.map(
    (name) => `unknown column ${JSON.stringify(name.slice(0, 60))}; the columns are ${columns.join(', ')}`,
  )
}

function accountIn(row: Row): { account: Account } | { fault: string } {
  if ('fault' in row) return { fault: row.fault }
  const values = row.value as Values
  const text = (column: Column) => values[column]?.trim() || null
  const [platform, handle] = [text('platform'), text('handle')?.replace(/^@/, '')]
  if (!platform) return { fault: 'has no platform' }
  if (!handle) return { fault: 'has no handle' }
  for (const column of ['last_post_at', 'last_reply_at'] as const)
    if (text(column) !== null && Number.isNaN(parseTime(text(column))))
      return { fault: `${column} ${JSON.stringify(text(column)!.slice(0, 60))} is not a time` }
  const time = (column: Column) => (text(column) === null ? null : parseTime(text(column)))
  return {
    account: {
      platform,
      handle,
      owner: text('owner'),
      unit: text('unit'),
      lastPostAt: time('last_post_at'),
      lastReplyAt: time('last_reply_at'),
    },
  }
}

function repeated(account: Account, lines: Map<string, number>, line: number): string | undefined {
  const key = accountKey(account)
  const before = lines.get(key)
  if (before === undefined) lines.set(key, line)
  return before === undefined
    ? undefined
    : `${account.handle} on ${account.platform} is already listed in line ${before}`
}
