import { Type, type Static } from 'typebox'

const Value = {
  dimension: Type.String(),
  value: Type.String(),
  /** Share of the excess (observed − expected) whose mentions contain the value, 0 … 1. */
  share: Type.Number(),
}

/** A value that a large part of an excess has in common. Drivers stored by older versions lack `adds`, `z` and `also`. */
export const Driver = Type.Object({
  ...Value,
  /** The part of that share that no earlier driver has. */
  adds: Type.Optional(Type.Number()),
  /** Share of the subject's mentions with the value since the onset, divided by its share in the two weeks before. */
  lift: Type.Number(),
  /** z-score of the log-odds ratio, now against before (Monroe, Colaresi & Quinn 2008). */
  z: Type.Optional(Type.Number()),
  now: Type.Integer(),
  expected: Type.Number(),
  /** Values in nearly the same mentions: synonyms or parts of the driver. */
  also: Type.Optional(Type.Array(Type.Object(Value))),
})
export type Driver = Static<typeof Driver>

/**
 * Counts of the mentions that name none of the drivers chosen so far, in all and by value: `now` since the onset, `before` in the weeks
 * before it.
 */
const Round = Type.Object({
  now: Type.Integer(),
  before: Type.Integer(),
  nows: Type.Array(Type.Integer()),
  befores: Type.Array(Type.Integer()),
})
export type Round = Static<typeof Round>

/** The counts from which drivers are chosen, so that they can be chosen again. `rounds[n]` is the state after n choices. */
export const DriverTable = Type.Object({
  /** Mentions expected since the onset. */
  expected: Type.Number(),
  /** The strongest candidates. A term is a word or short phrase used by at least three authors. */
  values: Type.Array(Type.Object({ dimension: Type.String(), value: Type.String() })),
  /** Number of values of each dimension since the onset, for the correction for multiple tests. */
  tried: Type.Record(Type.String(), Type.Integer()),
  rounds: Type.Array(Round),
})
export type DriverTable = Static<typeof DriverTable>
