import { Type, type Static } from 'typebox'

/** When a single credible report of a hazard opens an alert. */
export const HazardOptions = Type.Object(
  {
    perWeek: Type.Integer({
      minimum: 0,
      description:
        'Alerts that single reports of a hazard (injury, fire, swallowed part, contamination, data leak) may open per department in 7 days; further reports join one that is active. 0 = only spikes alert.',
    }),
    quietDays: Type.Number({
      exclusiveMinimum: 0,
      maximum: 30,
      description:
        'Days without a report until such an alert resolves by itself. A report of the same hazard and product within as many days joins or reopens it.',
    }),
  },
  { additionalProperties: false },
)

export interface HazardPolicy {
  perWeek: number
  quietMs: number
  /** A change is notified when there are this many times the reports of the last notification. */
  worsenedBy: number
}

export const hazardDefaults = { perWeek: 5, quietDays: 7 }

const dayMs = 24 * 3_600_000
export const weekMs = 7 * dayMs

export const toHazardPolicy = (
  { perWeek, quietDays }: Static<typeof HazardOptions>,
  { worsenedBy }: Pick<HazardPolicy, 'worsenedBy'>,
): HazardPolicy => ({ perWeek, quietMs: quietDays * dayMs, worsenedBy })
