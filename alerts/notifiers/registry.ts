import { Type, type Static, type TObject } from 'typebox'
import type { Http } from '../../infra/http/fetch.ts'
import { openKafkaProducer } from '../../infra/log/kafka/producer.ts'
import type { Logger } from '../../infra/logger.ts'
import { openMailer } from '../../infra/mail.ts'
import { UsageError } from '../../infra/verb.ts'
import { changes, type ChangeName } from '../alert/alert.ts'
import { notifiedByDefault } from '../notify/settings.ts'
import { consoleNotifier } from './console.ts'
import { email, emailOptions } from './email.ts'
import { kafka, kafkaOptions } from './kafka.ts'
import { pagerduty, pagerdutyOptions } from './pagerduty.ts'
import { slackByToken, slackByWebhook, slackOptions } from './slack.ts'
import { teams, teamsOptions } from './teams.ts'
import { webhook, webhookOptions } from './webhook.ts'
import { common, type CommonOptions, type Receiver } from '../notify/receiver.ts'

const closed = { additionalProperties: false }
const oneOfTwo = { anyOf: [{ required: ['url'] }, { required: ['token', 'channel'] }] }

/** The options of every kind of notifier, by its `type`. */
export const notifierOptions = {
  console: Type.Object({ type: Type.Literal('console'), ...common }, closed),
  slack: Type.Object({ type: Type.Literal('slack'), ...slackOptions, ...common }, { ...closed, ...oneOfTwo }),
  teams: Type.Object({ type: Type.Literal('teams'), ...teamsOptions, ...common }, closed),
  email: Type.Object({ type: Type.Literal('email'), ...emailOptions, ...common }, closed),
  pagerduty: Type.Object({ type: Type.Literal('pagerduty'), ...pagerdutyOptions, ...common }, closed),
  webhook: Type.Object({ type: Type.Literal('webhook'), ...webhookOptions, ...common }, closed),
  kafka: Type.Object({ type: Type.Literal('kafka'), ...kafkaOptions, ...common }, closed),
} satisfies Record<string, TObject>
type NotifierType = keyof typeof notifierOptions
type OptionsOf<T extends NotifierType> = Static<(typeof notifierOptions)[T]>
export type NotifierOptions = OptionsOf<NotifierType>

/** What notifiers are made with besides their own options. */
export interface NotifierDeps {
  http: Http
  print: (line: string) => void
  /** Base of the links in messages. */
  dashboard: string
  logger: Logger
  /** As the configuration has it, for what does not go by HTTP. */
  allowPrivate: readonly string[]
  /** How long a receiver may take for one answer; 10 s. */
  timeoutMs?: number
}

type Opened = Pick<Receiver, 'notifier' | 'close'>
/** Its own options, with the name that it goes by. */
type Options<T extends NotifierType> = OptionsOf<T> & { name: string }
type Means = Required<NotifierDeps>

const factories: { [T in NotifierType]: (options: Options<T>, means: Means) => Opened } = {
  console: (_, { print }) => ({ notifier: consoleNotifier(print) }),
  slack: ({ url, token = '', channel = '', api }, means) => ({
    notifier: url === undefined ? slackByToken({ token, channel, api }, means) : slackByWebhook(url, means),
  }),
  teams: ({ url }, means) => ({ notifier: teams({ ...means, url }, means.http) }),
  email: ({ name, url, from, to }, { dashboard, logger, allowPrivate, timeoutMs }) => {
    const mailer = openMailer({ url, allowPrivate, timeoutMs })
    return { notifier: email({ name, from, to, dashboard }, { mailer, logger }) }
  },
  pagerduty: ({ routingKey, url }, means) => ({ notifier: pagerduty({ ...means, routingKey, url }, means.http) }),
  webhook: ({ url, secrets }, means) => ({ notifier: webhook({ ...means, url, secrets }, means.http) }),
  kafka: ({ brokers, topic }, { dashboard, logger, timeoutMs }) => {
    const producer = openKafkaProducer({ brokers, timeoutMs, logger })
    return { notifier: kafka({ topic, dashboard }, producer), close: producer.close }
  },
}

/** Who keeps a state up to date wants to know of every step; people of what is worth a word. */
function notifyOnOf({ type, ...option }: NotifierOptions): readonly ChangeName[] {
  if (type === 'webhook' || type === 'kafka') return changes
  const keepsState = type === 'pagerduty' || (type === 'slack' && !('url' in option))
  return keepsState ? [...notifiedByDefault, 'acknowledged', 'claimed', 'released', 'snoozed'] : notifiedByDefault
}

/** The names by which the configuration speaks of them. */
export const receiverNames = (options: readonly Pick<NotifierOptions, 'name' | 'type'>[]): string[] =>
  options.map(({ name, type }, i) => name ?? `${type}-${i + 1}`)

/** Opens what the configuration lists; nothing is connected before there is something to tell. @throws UsageError for a name that stands twice. */
export function toReceivers(options: readonly NotifierOptions[], means: NotifierDeps): Receiver[] {
  const names = receiverNames(options)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw new UsageError(`notifiers: the name ${twice} stands twice`)
  return options.map((option, i) => toReceiver({ ...option, name: names[i]! }, { timeoutMs: 10_000, ...means }))
}

function toReceiver(option: NotifierOptions & { name: string }, means: Means): Receiver {
  const { type, name } = option
  // Which factory takes which options is what `factories` says; the compiler cannot follow that through a union.
  const open = factories[type] as (options: object, means: Means) => Opened
  const known = Object.keys(common).filter((key) => key in option)
  const options = Object.fromEntries(known.map((key) => [key, option[key as keyof CommonOptions]]))
  return {
    name,
    type,
    options,
    notifyOn: notifyOnOf(option),
    concurrency: type === 'webhook' ? 4 : 1,
    ...open(option, means),
  }
}
