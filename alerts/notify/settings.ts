import { Type, type Static } from 'typebox'
import { ConfigTime } from '../../infra/time-reader.ts'
import { changes, type Alert, type ChangeName } from '../alert/alert.ts'
import { SubscriptionOptions, subscriptionFields } from '../organisation/subscription.ts'
import { DayName, quietFields, TimeOfDay, type QuietOptions } from '../organisation/quiet-hours.ts'

const closed = { additionalProperties: false }
const { digest: _digest, impacts: _impacts, ...matchFields } = subscriptionFields

/** A filter of alerts: a subscription without digest and impacts. */
export const Match = Type.Object(matchFields, closed)

const groupings = ['department', 'topic', 'unit', 'alert'] as const
const timingFields = {
  groupBy: Type.Enum([...groupings], {
    description: 'Alerts with the same value of this share a message.',
    examples: ['topic'],
  }),
  groupWaitSeconds: Type.Number({
    minimum: 0,
    description: 'Seconds that the first alert of a group waits for others.',
    examples: [30],
  }),
  groupIntervalSeconds: Type.Number({
    minimum: 0,
    description: 'Minimum seconds between two messages of a group.',
    examples: [300],
  }),
  repeatHours: Type.Number({
    minimum: 0,
    description: 'Hours between reminders of an unacknowledged alert; 0 = none.',
    examples: [12],
  }),
}

/** Grouping, timing and muting of notifications; a receiver may override the timing. */
export const NotificationOptions = Type.Object(
  {
    ...timingFields,
    timeZone: Type.String({ description: 'The IANA time zone of digests, and of quiet hours without a time zone.' }),
    digestAt: TimeOfDay,
    digestDay: DayName,
    inhibit: Type.Array(
      Type.Object(
        {
          source: SubscriptionOptions,
          target: SubscriptionOptions,
          equal: Type.Optional(
            Type.Array(Type.Enum(['topic', 'department', 'unit']), {
              description: 'Fields whose values must be the same in both alerts.',
            }),
          ),
        },
        closed,
      ),
      {
        description:
          'While an alert that matches `source` is unresolved, alerts that match `target` and have the same values of `equal` send no notifications.',
      },
    ),
    parentsInhibit: Type.Boolean({ description: 'An alert of a whole parent topic inhibits alerts of its children.' }),
    maintenance: Type.Array(
      Type.Object(
        {
          name: Type.String({ minLength: 1, description: 'Display name.' }),
          from: ConfigTime,
          to: ConfigTime,
          ...matchFields,
        },
        closed,
      ),
      { description: 'Spans of time in which matching alerts send no notifications. Times without a zone are UTC.' },
    ),
  },
  closed,
)
export type NotificationOptions = Static<typeof NotificationOptions>

// Alertmanager's defaults are group_wait 30 s, group_interval 5 min, repeat_interval 4 h. Group times are shorter here, because detection
// has already taken minutes.
export const notificationDefaults: NotificationOptions = {
  groupBy: 'department',
  groupWaitSeconds: 10,
  groupIntervalSeconds: 60,
  repeatHours: 4,
  timeZone: 'UTC',
  digestAt: '07:00',
  digestDay: 'mon',
  inhibit: [],
  parentsInhibit: true,
  maintenance: [],
}

/** The options of a receiver that override the common timing. */
export const receiverFields = {
  ...(Object.fromEntries(Object.entries(timingFields).map(([key, type]) => [key, Type.Optional(type)])) as {
    [Key in keyof typeof timingFields]: ReturnType<typeof Type.Optional<(typeof timingFields)[Key]>>
  }),
  ...quietFields,
  notifyOn: Type.Optional(
    Type.Array(Type.Enum([...changes]), {
      description: 'The changes that it is notified of.',
      examples: [['opened', 'resolved']],
    }),
  ),
  report: Type.Optional(Type.Boolean({ description: 'Whether it gets the weekly report.', examples: [true] })),
}
const ReceiverOptions = Type.Object(receiverFields)

/** The timing of one receiver. */
export interface Timing extends QuietOptions {
  groupBy: (typeof groupings)[number]
  groupWaitMs: number
  groupIntervalMs: number
  /** Infinity = never. */
  repeatMs: number
  notifyOn: readonly ChangeName[]
}

/** The changes that notify people by default; the others are in the alert's history. */
export const notifiedByDefault: readonly ChangeName[] = [
  'opened',
  'worsened',
  'raised',
  'reopened',
  'resolved',
  'assigned',
  'handedOver',
  'escalated',
  'assessed',
]

export function timingOf(
  all: NotificationOptions,
  own: Static<typeof ReceiverOptions>,
  notifyOn: readonly ChangeName[] = notifiedByDefault,
): Timing {
  const { groupBy, groupWaitSeconds, groupIntervalSeconds, repeatHours } = { ...all, ...own }
  return {
    groupBy,
    groupWaitMs: groupWaitSeconds * 1000,
    groupIntervalMs: groupIntervalSeconds * 1000,
    repeatMs: repeatHours > 0 ? repeatHours * 3_600_000 : Infinity,
    notifyOn: own.notifyOn ?? notifyOn,
    timeZone: own.timeZone ?? all.timeZone,
    quietHours: own.quietHours ?? [],
    ...(own.breakThrough && { breakThrough: own.breakThrough }),
  }
}

/** The group of an alert: alerts of one group share a message. */
export function groupOf({ groupBy }: Pick<Timing, 'groupBy'>, { id, topic, departments, unit }: Alert): string {
  if (groupBy === 'alert') return id
  const [department = ''] = departments
  if (groupBy === 'department') return department
  return groupBy === 'topic' ? topic || department : unit
}
