import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { Match } from '../../alerts/notify/settings.ts'
import type { Silence } from '../../alerts/notify/silence-table.ts'
import { time, toIso } from '../request/schemas.ts'

export const SilenceDto = Type.Object(
  {
    id: Type.String(doc('Id of the silence', '0c5a…')),
    matches: { ...Match, ...doc('Which alerts: those that match every key') },
    from: time('When it begins'),
    until: time('When it ends'),
    by: Type.String(doc('Who created it, by id', 'mara')),
    reason: Type.String(doc('Why', 'Known outage at Klarpay')),
  },
  { title: 'Silence', description: 'No notifications about matching alerts for a time' },
)
export type SilenceDto = Static<typeof SilenceDto>

export const toSilenceDto = ({ id, matches, fromAt, untilAt, by, reason }: Silence): Static<typeof SilenceDto> => ({
  id,
  matches,
  from: toIso(fromAt),
  until: toIso(untilAt),
  by,
  reason,
})
