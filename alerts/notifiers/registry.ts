import { Type, type Static, type TObject } from 'typebox'
import { UsageError } from '../../infra/verb.ts'
import type { Notifier } from '../notify/notifier.ts'
import { common, type CommonOptions, type Receiver } from '../notify/receiver.ts'
import { notifiedByDefault } from '../notify/settings.ts'
import * as all from './all.ts'
import type { NotifierDefinition, NotifierDeps } from '../notify/notifier-definition.ts'

type Definition = (typeof all)[keyof typeof all]
type OptionsOf<D> =
  D extends NotifierDefinition<infer Name, infer Fields>
    ? { type: Name } & Static<TObject<Fields>> & CommonOptions
    : never

/** An entry of `notifiers` in the configuration. */
export type NotifierOptions = OptionsOf<Definition>

const definitions: Record<string, NotifierDefinition> = Object.fromEntries(
  Object.values(all).map((definition) => [definition.type, definition as unknown as NotifierDefinition]),
)

/** The schema of the options of each kind of notifier, by its `type`. */
export const notifierOptions: Record<string, TObject> = Object.fromEntries(
  Object.values(definitions).map(({ type, options, constraints }) => [
    type,
    Type.Object({ type: Type.Literal(type), ...options, ...common }, { additionalProperties: false, ...constraints }),
  ]),
)

/** The name of each receiver: as configured, or its type and position, such as `slack-2`. */
export const receiverNames = (options: readonly { name?: string | undefined; type: string }[]): string[] =>
  options.map(({ name, type }, i) => name ?? `${type}-${i + 1}`)

/**
 * Opens the configured receivers. None connects before its first notification.
 * @param deps `timeoutMs` is 10 s if absent
 * @throws UsageError if two have the same name.
 */
export function toReceivers(
  options: readonly NotifierOptions[],
  deps: Omit<NotifierDeps, 'timeoutMs'> & { timeoutMs?: number },
): Receiver[] {
  const names = receiverNames(options)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw new UsageError(`notifiers: two have the name "${twice}"`)
  return options.map((option, i) => toReceiver({ ...option, name: names[i]! }, { timeoutMs: 10_000, ...deps }))
}

function toReceiver(option: NotifierOptions & { name: string }, deps: NotifierDeps): Receiver {
  const { type, name } = option
  const { open, notifyOn = () => notifiedByDefault, concurrency = 1 } = definitions[type]!
  const configured = Object.keys(common).filter((key) => key in option)
  const options = Object.fromEntries(configured.map((key) => [key, option[key as keyof CommonOptions]]))
  const { notifier, close } = open(option, deps)
  const { timeZone } = deps
  return {
    name,
    type,
    options,
    notifyOn: notifyOn(option),
    concurrency,
    notifier: timeZone === undefined ? notifier : inZone(notifier, timeZone),
    ...(close && { close }),
  }
}

/** A notifier whose texts have times in the zone. */
const inZone = (notifier: Notifier, timeZone: string): Notifier => ({
  notify: (notification) =>
    notifier.notify(notification.kind === 'report' ? notification : { ...notification, timeZone }),
})
