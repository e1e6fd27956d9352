import { Type, type Static } from 'typebox'
import type { Topic } from '../../infra/log/event-log.ts'
import { verdicts } from './alert.ts'
import { impactStatuses } from './planner-card.ts'

/**
 * What a person can do with one alert. `impact` assesses its impact on the supply chain. `merge` (in `commands`) resolves it as part of
 * another alert, `split` takes out of it what has joined it.
 */
export const ownCommands = [
  'acknowledge',
  'assign',
  'snooze',
  'resolve',
  'reopen',
  'handover',
  'comment',
  'claim',
  'release',
  'impact',
  'verdict',
] as const
/** All commands; the last two change several alerts. */
export const commands = [...ownCommands, 'merge', 'split'] as const
export type OwnCommandName = (typeof ownCommands)[number]
export type CommandName = (typeof commands)[number]

export const AlertCommand = Type.Object({
  commandId: Type.String(),
  alertId: Type.String(),
  command: Type.Enum([...commands]),
  by: Type.String(),
  reason: Type.Optional(Type.String()),
  owner: Type.Optional(Type.String()),
  /** Epoch ms. */
  until: Type.Optional(Type.Integer()),
  /** Ends a snooze when the excess has risen by this many percent. */
  worseBy: Type.Optional(Type.Number()),
  /** The department that an alert is handed over to. */
  department: Type.Optional(Type.String()),
  verdict: Type.Optional(Type.Enum([...verdicts])),
  duplicateOf: Type.Optional(Type.String()),
  impact: Type.Optional(Type.Enum([...impactStatuses])),
  /** Epoch ms: when the impact is expected to end. */
  expectedUntil: Type.Optional(Type.Integer()),
  /** With `merge`: id of the alert that it becomes part of. */
  into: Type.Optional(Type.String()),
  /** With `split`: a topic of `also`, or else the id of an alert of `merged`. */
  topic: Type.Optional(Type.String()),
  merged: Type.Optional(Type.String()),
  at: Type.Integer(),
})
export type AlertCommand = Static<typeof AlertCommand>

/** Topic `alert-commands`: the process that holds its one partition is the only writer of alerts. */
export const alertCommandsTopic: Topic<AlertCommand> = {
  name: 'alert-commands',
  schema: AlertCommand,
  key: (command) => command.alertId,
  partitions: 1,
}
