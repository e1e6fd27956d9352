import { Type, type Static } from 'typebox'
import { ConfigTime } from '../../infra/config-time.ts'
import { changes, type Alert, type ChangeName } from '../alert/alert.ts'
import { SubscriptionOptions, subscriptionFields } from '../organisation/subscription.ts'
import { DayName, quietFields, TimeOfDay, type QuietOptions } from '../organisation/quiet-hours.ts'

const closed = { additionalProperties: false }
const { digest: _digest, impacts: _impacts, ...matchFields } = subscriptionFields

/** What of the alerts is meant: a subscription without the ways of telling. */
export const Match = Type.Object(matchFields, closed)

const groupings = ['department', 'topic', 'unit', 'alert'] as const
const timingFields = {
  /** What one message is about. */
  groupBy: Type.Enum([...groupings]),
  /** The first of a group waits so long for others. */
  groupWaitSeconds: Type.Number({ minimum: 0 }),
  /** And the next ones until so long after the last message. */
  groupIntervalSeconds: Type.Number({ minimum: 0 }),
  /** What nobody takes is told again so often; 0 = never. */
  repeatHours: Type.Number({ minimum: 0 }),
}

/** How people are told, unless their receiver says otherwise. */
export const NotificationOptions = Type.Object(
  {
    ...timingFields,
    timeZone: Type.String(),
    digestAt: TimeOfDay,
    digestDay: DayName,
    /** While an alert of `source` stands, those of `target` with the same `equal` are not told. */
    inhibit: Type.Array(
      Type.Object(
        {
          source: SubscriptionOptions,
          target: SubscriptionOptions,
          equal: Type.Optional(Type.Array(Type.Enum(['topic', 'department', 'unit']))),
        },
        closed,
      ),
    ),
    /** An alert of a parent topic speaks for its children. */
    parentsInhibit: Type.Boolean(),
    /** Times at which something is not told. Zone-less times are UTC. */
    maintenance: Type.Array(
      Type.Object({ name: Type.String({ minLength: 1 }), from: ConfigTime, to: ConfigTime, ...matchFields }, closed),
    ),
  },
  closed,
)
export type NotificationOptions = Static<typeof NotificationOptions>

// Of Alertmanager: group_wait 30 s, group_interval 5 min, repeat_interval 4 h. We wait less, because a spike has taken minutes to be seen already.
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

/** What a receiver may say of the way it is told. */
export const receiverFields = {
  ...(Object.fromEntries(Object.entries(timingFields).map(([key, type]) => [key, Type.Optional(type)])) as {
    [Key in keyof typeof timingFields]: ReturnType<typeof Type.Optional<(typeof timingFields)[Key]>>
  }),
  ...quietFields,
  /** Only these changes. */
  notifyOn: Type.Optional(Type.Array(Type.Enum([...changes]))),
  /** It is sent the weekly report. */
  report: Type.Optional(Type.Boolean()),
}
const ReceiverOptions = Type.Object(receiverFields)

/** How one receiver is told. */
export interface Timing extends QuietOptions {
  groupBy: (typeof groupings)[number]
  groupWaitMs: number
  groupIntervalMs: number
  /** Infinity = never. */
  repeatMs: number
  notifyOn: readonly ChangeName[]
}

/** What is told without being asked for; the rest stands in the history. */
export const notifiedByDefault: readonly ChangeName[] = [
  'opened',
  'worsened',
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

/** The group of an alert: what is in one is told in one message. */
export function groupOf({ groupBy }: Pick<Timing, 'groupBy'>, { id, topic, departments, unit }: Alert): string {
  if (groupBy === 'alert') return id
  const [department = ''] = departments
  if (groupBy === 'department') return department
  return groupBy === 'topic' ? topic || department : unit
}
