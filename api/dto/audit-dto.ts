import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { outcomes, type AuditRow } from '../../infra/audit/audit-row.ts'
import { time, toIso } from '../request/schemas.ts'

/** A change, or a refused one. */
export const AuditDto = Type.Object({
  at: time('When it was noted'),
  person: Type.String(doc('Who asked, by id; empty: nobody was identified', 'mara')),
  credential: Type.String(doc('Id of the API key or session; empty: none', '3f9a1c0b77de')),
  address: Type.String(doc('IP address of the client, or of the proxy', '10.0.4.17')),
  forwarded: Type.String(doc('The address that a trusted proxy states; empty: none', '203.0.113.9')),
  operation: Type.String(doc('The operationId, or the verb of the command line', 'acknowledgeAlert')),
  subject: Type.String(doc('What was changed, by id; of mentions and authors a pseudonym', '9f1c2ab47d60')),
  change: Type.String(doc('What was asked for, as JSON; texts are replaced by their length', '{"owner":"mara"}')),
  outcome: Type.Enum([...outcomes], {
    description: 'What came of it. intended: the process ended before it could note the outcome',
  }),
  status: Type.Integer(doc('HTTP status of the answer; 0: none', 200)),
})
export type AuditDto = Static<typeof AuditDto>

export const toAuditDto = (row: AuditRow): AuditDto => {
  const { madeAt, person, credential, address, forwarded, operation, subject, change, status } = row
  const outcome = outcomes.find((each) => each === row.outcome) ?? 'intended'
  return { at: toIso(madeAt), person, credential, address, forwarded, operation, subject, change, outcome, status }
}
