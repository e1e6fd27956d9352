import { headlineOf } from '../alert/sentence.ts'
import { harmless } from '../../infra/plain-text.ts'
import { defineNotifier } from '../notify/notifier-definition.ts'
import type { Entry } from './message/entry.ts'
import { toMessage } from './message/message.ts'

/** Prints a headline and some indented lines for each change. Control characters in quoted text are made visible. */
export const consoleNotifier = defineNotifier({
  type: 'console',
  options: {},
  open: (_, { print }) => ({
    notifier: {
      async notify(notification) {
        const message = toMessage(notification, '')
        const lines =
          notification.kind === 'report' || message.layout === 'list'
            ? [message.title, ...message.lines, ...message.entries.map(briefly)]
            : notification.alerts.flatMap(({ newest }, i) => [headlineOf(newest), ...detailsOf(message.entries[i]!)])
        for (const line of lines) print(harmless(line))
      },
    },
  }),
})

const briefly = ({ mark, title, brief }: Entry) => `  ${mark} ${title}: ${brief}`

function detailsOf({ sentence, notes, planner }: Entry): string[] {
  const facts = planner.map(({ name, value }) => `${name}: ${value}`)
  return [sentence, ...notes, ...(facts.length > 0 ? [facts.join(' · ')] : [])].map((line) => `  ${line}`)
}
