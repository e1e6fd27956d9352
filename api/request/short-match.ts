import { Type } from 'typebox'
import { Match } from '../../alerts/notify/settings.ts'
import { closed } from './schemas.ts'

const { departments, topics, products, regions, units, severity } = Match.properties

const names = (field: object) => {
  const { description, examples } = field as { description?: string; examples?: unknown }
  return Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { description, examples, maxItems: 100 }))
}

/** A filter of alerts in a request: it is kept, and asked about every alert. Who writes the configuration has no such limits. */
export const ShortMatch = Type.Object(
  {
    departments: names(departments),
    topics: names(topics),
    products: names(products),
    regions: names(regions),
    units: names(units),
    severity,
  },
  closed,
)
