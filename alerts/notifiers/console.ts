import type { Entry } from './message/entry.ts'
import { harmless } from '../../infra/plain-text.ts'
import { toMessage } from './message/message.ts'
import type { Notifier } from '../notify/notifier.ts'
import { headlineOf } from '../alert/sentence.ts'

/** A headline and a few indented lines a change on the terminal. Control characters of hostile texts are made visible. */
export function consoleNotifier(print: (line: string) => void): Notifier {
  return {
    notify(notification) {
      const message = toMessage(notification, '')
      const lines =
        notification.kind === 'report' || message.layout === 'list'
          ? [message.title, ...message.lines, ...message.entries.map(briefly)]
          : notification.alerts.flatMap(({ newest }, i) => [headlineOf(newest), ...detailsOf(message.entries[i]!)])
      for (const line of lines) print(harmless(line))
      return Promise.resolve()
    },
  }
}

const briefly = ({ mark, title, brief }: Entry) => `  ${mark} ${title}: ${brief}`

function detailsOf({ sentence, notes, planner }: Entry): string[] {
  const known = planner.map(({ name, value }) => `${name}: ${value}`)
  return [sentence, ...notes, ...(known.length > 0 ? [known.join(' · ')] : [])].map((line) => `  ${line}`)
}
