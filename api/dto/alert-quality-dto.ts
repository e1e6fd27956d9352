import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { AlertQuality } from '../../alerts/report/alert-quality.ts'
import { time } from '../request/schemas.ts'

export const AlertQualityDto = Type.Object({
  from: time('Start of the period, a Monday (UTC)'),
  to: time('End of the period, exclusive'),
  all: Type.Object(AlertQuality.properties, { description: 'Over the whole period' }),
  weeks: Type.Array(
    Type.Object({
      week: time('The Monday (UTC) it begins with'),
      ...AlertQuality.properties,
    }),
    { description: 'In order, also weeks without alerts' },
  ),
  departments: Type.Array(
    Type.Object({
      department: Type.String(doc('The department that owns the alerts', 'logistics')),
      ...AlertQuality.properties,
    }),
    { description: 'By the department that owns the alerts' },
  ),
})
export type AlertQualityDto = Static<typeof AlertQualityDto>
