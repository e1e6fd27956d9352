import { Type, type Static } from 'typebox'

const Value = {
  dimension: Type.String(),
  value: Type.String(),
  /** Share of the excess (observed − expected) that names it, 0…1. */
  share: Type.Number(),
}

/** A value that much of an excess has in common. What older versions chose has neither `adds`, `z` nor `also`. */
export const Driver = Type.Object({
  ...Value,
  /** What of that share none of the drivers before it has. */
  adds: Type.Optional(Type.Number()),
  /** How many times as common as usual among the subject's mentions. */
  lift: Type.Number(),
  /** How far that is from chance: the z-score of its log-odds. */
  z: Type.Optional(Type.Number()),
  now: Type.Integer(),
  expected: Type.Number(),
  /** What else nearly the same mentions name: it cannot be told apart from the driver, or is a part of it. */
  also: Type.Optional(Type.Array(Type.Object(Value))),
})
export type Driver = Static<typeof Driver>

/** Mentions that name none of the first so many drivers: all of them, and by value. `now` = since the onset, `before` = in the weeks before it. */
const Round = Type.Object({
  now: Type.Integer(),
  before: Type.Integer(),
  nows: Type.Array(Type.Integer()),
  befores: Type.Array(Type.Integer()),
})
export type Round = Static<typeof Round>

/** All that drivers are chosen from, so that they can be chosen again: `rounds[n]` once n are chosen. */
export const DriverTable = Type.Object({
  /** Mentions since the onset as usual. */
  expected: Type.Number(),
  /** The strongest; a term is a word or short phrase of at least three people. */
  values: Type.Array(Type.Object({ dimension: Type.String(), value: Type.String() })),
  /** How many values of each dimension were named since the onset: of many, some stand out by chance. */
  tried: Type.Record(Type.String(), Type.Integer()),
  rounds: Type.Array(Round),
})
export type DriverTable = Static<typeof DriverTable>
