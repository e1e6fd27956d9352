import { Type, type Static } from 'typebox'
import { outcomes, type AuditRow } from '../../infra/audit/audit-row.ts'
import { TimeOut, toIso } from '../request/schemas.ts'

/** A change, or a refused one. */
export const AuditDto = Type.Object({
  at: TimeOut,
  person: Type.String({ description: 'Empty: nobody was identified' }),
  credential: Type.String({ description: 'Id of the API key or session; empty: none' }),
  address: Type.String(),
  forwarded: Type.String({ description: 'The address that a trusted proxy states; empty: none' }),
  operation: Type.String({ description: 'The operationId, or the verb of the command line' }),
  subject: Type.String({ description: 'What was changed, by id; of mentions and authors a pseudonym' }),
  change: Type.String({ description: 'JSON; texts are replaced by their length' }),
  outcome: Type.Enum([...outcomes], {
    description: 'intended: the process ended before it could note the outcome',
  }),
  status: Type.Integer({ description: 'HTTP status; 0: none' }),
})
export type AuditDto = Static<typeof AuditDto>

export const toAuditDto = (row: AuditRow): AuditDto => {
  const { madeAt, person, credential, address, forwarded, operation, subject, change, status } = row
  const outcome = outcomes.find((each) => each === row.outcome) ?? 'intended'
  return { at: toIso(madeAt), person, credential, address, forwarded, operation, subject, change, outcome, status }
}
