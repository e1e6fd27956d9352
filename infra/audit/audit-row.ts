import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { secretFile } from '../secret-file.ts'

/** `intended` is written before a change, the others after it. An intention without an outcome: the process ended in between. */
export const outcomes = ['intended', 'done', 'refused', 'failed'] as const

/** What is noted about a change. No free texts: erasing a customer must not touch the chain. */
export const AuditEntry = Type.Object({
  /** One request or command; ties its outcome to its intention. */
  request: Type.String(),
  /** Who: id of a person, or an account of the operating system on the command line; '' = unknown. */
  person: Type.String(),
  /** Id of the API key or session; '' = none. */
  credential: Type.String(),
  address: Type.String(),
  /** The address that a trusted proxy states; '' = none. */
  forwarded: Type.String(),
  operation: Type.String(),
  subject: Type.String(),
  /** JSON. */
  change: Type.String(),
  outcome: Type.Enum([...outcomes]),
  /** HTTP status; 0 = none. */
  status: Type.Integer(),
})
export type AuditEntry = Static<typeof AuditEntry>

/** A row of `audit`: an entry in its place in the chain of a process. */
export const AuditRow = Type.Object({
  writer: Type.String(),
  /** From 1. */
  number: Type.Integer(),
  /** Epoch ms. */
  madeAt: Type.Integer(),
  ...AuditEntry.properties,
  // A row that somebody changed is read, too: verification names it.
  outcome: Type.String(),
  /** Hash of the row before; '' in the first. */
  previous: Type.String(),
  hash: Type.String(),
})
export type AuditRow = Static<typeof AuditRow>

export const auditSecret = (data: string): Buffer =>
  secretFile(join(data, 'audit-secret'), 'what the audit log holds so far can then not be verified any more.')

const hashed = Object.keys(AuditRow.properties).filter((name) => name !== 'hash') as Exclude<keyof AuditRow, 'hash'>[]

/** HMAC-SHA-256 of a row, hexadecimal: of all its fields but the hash, the hash of the row before among them. */
export const hashOf = (secret: Buffer, row: Omit<AuditRow, 'hash'>): string =>
  sign(
    secret,
    'row',
    hashed.map((name) => row[name]),
  )

/** The end of a chain, as its writer or retention signs it. */
export interface ChainEnd {
  writer: string
  number: number
  hash: string
}

/** A head says that a chain reaches at least this row, an anchor that retention removed the rows up to this one. */
export const macOf = (secret: Buffer, what: 'head' | 'anchor', { writer, number, hash }: ChainEnd): string =>
  sign(secret, what, [writer, number, hash])

/** Stands for an id that may hold the name of a customer: the same id gives the same pseudonym. */
export const pseudonymOf = (secret: Buffer, id: string): string => `#${sign(secret, 'subject', [id]).slice(0, 16)}`

const sign = (secret: Buffer, what: string, values: readonly unknown[]): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify([what, ...values]))
    .digest('hex')
