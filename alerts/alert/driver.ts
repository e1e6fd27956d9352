import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'

const Value = {
  dimension: Type.String(doc('What kind of value it is: a dimension of mentions, or term', 'carrier')),
  value: Type.String(doc('The value that these mentions contain', 'Nordfracht')),
  share: Type.Number(doc('Share of the excess (observed − expected) whose mentions contain the value, 0–1', 0.92)),
}

/** A value that a large part of an excess has in common. Drivers stored by older versions lack `adds`, `z` and `also`. */
export const Driver = Type.Object({
  ...Value,
  adds: Type.Optional(Type.Number(doc('The part of that share that no earlier driver has, 0–1', 0.75))),
  lift: Type.Number(
    doc('Share of mentions with the value since the onset, divided by its share in the two weeks before', 8.1),
  ),
  z: Type.Optional(
    Type.Number(doc('z-score of the log-odds ratio, now against before (Monroe, Colaresi & Quinn 2008)', 6.3)),
  ),
  now: Type.Integer(doc('Mentions with the value since the onset', 37)),
  expected: Type.Number(doc('Mentions with the value expected since the onset', 2.4)),
  also: Type.Optional(
    Type.Array(Type.Object(Value), doc('Values in nearly the same mentions: synonyms, or parts of the driver')),
  ),
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
