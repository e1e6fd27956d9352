import { Type, type Static } from 'typebox'
import type { Http } from '../../infra/fetch.ts'
import type { Notifier } from '../notifier.ts'
import type { ChangeName } from '../alert.ts'
import { subscriptionFields } from '../organisation/subscription.ts'
import { receiverFields, worthTelling } from '../telling/settings.ts'
import { consoleNotifier } from './console.ts'
import { slack } from './slack.ts'

const closed = { additionalProperties: false }
/** What every receiver may say: its name, what it wants to be told, and how. */
const common = {
  name: Type.Optional(Type.String({ minLength: 1 })),
  ...subscriptionFields,
  ...receiverFields,
}

export const notifierOptions = {
  console: Type.Object({ type: Type.Literal('console'), ...common }, closed),
  slack: Type.Object({ type: Type.Literal('slack'), url: Type.String({ pattern: '^https?://' }), ...common }, closed),
}
type Options = Static<(typeof notifierOptions)[keyof typeof notifierOptions]>

/** A notifier under a name of its own. */
export interface Receiver {
  name: string
  /** What it wants to be told, and how. */
  options: Options
  /** The changes that it is told where it does not say. */
  tells: readonly ChangeName[]
  notifier: Notifier
}

/** The names by which the configuration speaks of them. */
export const receiverNames = (options: readonly Options[]): string[] =>
  options.map(({ name, type }, i) => name ?? `${type}-${i + 1}`)

export function toReceivers(
  options: readonly Options[],
  means: { http: Http; print: (line: string) => void; dashboard: string },
): Receiver[] {
  const names = receiverNames(options)
  return options.map((option, i) => ({
    name: names[i]!,
    options: option,
    tells: worthTelling,
    notifier:
      option.type === 'slack'
        ? slack({ url: option.url, dashboard: means.dashboard }, means.http)
        : consoleNotifier(means.print),
  }))
}
