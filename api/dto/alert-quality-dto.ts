import { Type, type Static } from 'typebox'
import { AlertQuality } from '../../alerts/report/alert-quality.ts'
import { TimeOut } from '../request/schemas.ts'

export const AlertQualityDto = Type.Object({
  from: TimeOut,
  to: TimeOut,
  all: AlertQuality,
  weeks: Type.Array(
    Type.Object({
      week: Type.Union([TimeOut], { description: 'The Monday (UTC) it begins with' }),
      ...AlertQuality.properties,
    }),
    { description: 'In order, also weeks without alerts' },
  ),
  departments: Type.Array(
    Type.Object({
      department: Type.String({ description: 'The department that owns the alerts' }),
      ...AlertQuality.properties,
    }),
  ),
})
export type AlertQualityDto = Static<typeof AlertQualityDto>
