import { Type, type Static } from 'typebox'
import { Match } from '../../alerts/notify/settings.ts'
import type { Silence } from '../../alerts/notify/silence-table.ts'
import { TimeOut, toIso } from '../request/schemas.ts'

export const SilenceDto = Type.Object({
  id: Type.String(),
  matches: Match,
  from: TimeOut,
  until: TimeOut,
  by: Type.String(),
  reason: Type.String(),
})
export type SilenceDto = Static<typeof SilenceDto>

export const toSilenceDto = ({ id, matches, fromAt, untilAt, by, reason }: Silence): Static<typeof SilenceDto> => ({
  id,
  matches,
  from: toIso(fromAt),
  until: toIso(untilAt),
  by,
  reason,
})
