import { Type, type TNumber, type TObject, type TOptional } from 'typebox'
import { ConfigTime } from '../../../infra/time-reader.ts'
import type { CanaryOptions } from './canary.ts'
import type { Budget } from './usage.ts'

export { Canary } from './canary.ts'

/** Options that every connector has. */
export const Since = Type.Optional(
  Type.String({
    ...ConfigTime,
    description: 'Where history begins; absent: 30 days before the first poll. What is older is left out.',
    examples: ['2026-10-01'],
  }),
)

/** The budget of a day. */
export const RequestsPerDay = Type.Optional(
  Type.Integer({
    minimum: 1,
    description: 'Requests a day (UTC) at most; then the source fails until midnight. Absent: no limit.',
    examples: [5_000],
  }),
)

/** The budget of a day for a service that charges. */
export const UsdPerDay = Type.Number({
  minimum: 0.1,
  description: 'USD a day (UTC) at most; then the source fails until midnight.',
  examples: [5],
})

/** `everySeconds`: the pause between two polls, `seconds` if absent. */
export const everySecondsOf = (seconds: number, minimum: number): TOptional<TNumber> =>
  Type.Optional(
    Type.Number({
      minimum,
      maximum: 86_400,
      default: seconds,
      description: `Seconds between two polls; ${seconds} if absent.`,
      examples: [seconds],
    }),
  )

interface PollingOptions {
  name: string
  canary?: CanaryOptions
  everySeconds?: number
  since?: string
  requestsPerDay?: number
  usdPerDay?: number
}

/** What the options of a connector say about its polls. @param schema that of the options, with `everySecondsOf` */
export function pollingOf({ properties }: TObject, { name, everySeconds, since, canary, ...budget }: PollingOptions) {
  const { default: seconds } = properties.everySeconds as { default?: number }
  return { name, everyMs: (everySeconds ?? seconds!) * 1000, since, canary, ...budgetOf(budget) }
}

/** Of the options of a connector. */
export const budgetOf = ({ requestsPerDay, usdPerDay }: Omit<Budget, 'usdPerRequest'>) => ({
  requestsPerDay,
  usdPerDay,
})

/** A secret in the configuration. */
export const secretOf = (description: string, variable: string) =>
  Type.String({ minLength: 1, description, examples: [`\${${variable}}`] })
