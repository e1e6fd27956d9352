import { Type, type Static } from 'typebox'
import { median } from '../../infra/median.ts'
import type { ReportedAlert } from './alert-figures-query.ts'

const dayMs = 24 * 3_600_000
export const weekMs = 7 * dayMs
/** The epoch began on a Thursday. */
const mondayMs = 4 * dayMs

/** The Monday (UTC) that the week of a time begins with, epoch ms. */
export const mondayOf = (at: number): number => Math.floor((at - mondayMs) / weekMs) * weekMs + mondayMs

const figures = {
  opened: Type.Integer({ minimum: 0, description: 'Alerts opened' }),
  judged: Type.Integer({ minimum: 0, description: 'Those of them that people rated' }),
  useful: Type.Integer({ minimum: 0, description: 'Those rated useful' }),
  precision: Type.Union([Type.Number(), Type.Null()], { description: 'useful / judged, 0 to 1; null without ratings' }),
  medianReactionMs: Type.Union([Type.Number(), Type.Null()], {
    description: 'Median time in ms from opening until a person first does anything with the alert; null: nobody did',
  }),
}
/** What people made of alerts. */
export const AlertQuality = Type.Object(figures)
export type AlertQuality = Static<typeof AlertQuality>

/** The figures of some alerts. Pure. */
export function alertQuality(alerts: readonly ReportedAlert[]): AlertQuality {
  const judged = alerts.filter(({ verdict }) => verdict !== '').length
  const useful = alerts.filter(({ verdict }) => verdict === 'useful').length
  return {
    opened: alerts.length,
    judged,
    useful,
    precision: judged === 0 ? null : useful / judged,
    medianReactionMs: median(
      alerts.flatMap(({ openedAt, reacted }) => (reacted === 0 ? [] : [Math.max(0, reacted - openedAt)])),
    ),
  }
}

/** The figures of each week that begins in [from, to), by its Monday, also of weeks without alerts. Pure. */
export function qualityByWeek(
  alerts: readonly ReportedAlert[],
  { from, to }: { from: number; to: number },
): (AlertQuality & { week: number })[] {
  const weeks = Array.from({ length: Math.round((to - from) / weekMs) }, (_, i) => from + i * weekMs)
  return weeks.map((week) => ({
    week,
    ...alertQuality(alerts.filter(({ openedAt }) => mondayOf(openedAt) === week)),
  }))
}
