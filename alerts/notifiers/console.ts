import type { Notifier } from '../notifier.ts'
import { headlineOf, sentenceOf } from '../sentence.ts'

/** Two lines a change on the terminal. Control characters of hostile texts are made visible. */
export function consoleNotifier(print: (line: string) => void): Notifier {
  return {
    notify(notice) {
      const lines =
        notice.kind === 'report'
          ? [notice.title, ...notice.lines]
          : notice.alerts.flatMap(({ newest }) => [headlineOf(newest), `  ${sentenceOf(newest.alert)}`])
      // oxlint-disable-next-line no-control-regex
      for (const line of lines) print(line.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\u{fffd}'))
      return Promise.resolve()
    },
  }
}
