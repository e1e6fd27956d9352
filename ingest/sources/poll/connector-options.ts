import { Type, type TNumber, type TObject, type TOptional } from 'typebox'
import { ConfigTime } from '../../../infra/time-reader.ts'
import type { CanaryOptions } from './canary.ts'

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
}

/** What the options of a connector say about its polls. @param schema that of the options, with `everySecondsOf` */
export function pollingOf(
  { properties }: TObject,
  { name, everySeconds, since, requestsPerDay, canary }: PollingOptions,
) {
  const { default: seconds } = properties.everySeconds as { default?: number }
  return { name, everyMs: (everySeconds ?? seconds!) * 1000, since, requestsPerDay, canary }
}

/** A secret in the configuration. */
export const secretOf = (description: string, variable: string) =>
  Type.String({ minLength: 1, description, examples: [`\${${variable}}`] })
