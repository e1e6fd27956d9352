import type { Assessment } from './assessment.ts'
import { oneLine } from '../../infra/plain-text.ts'

const width = 100

/** The assessment as text for the terminal: the headline, what to do in which order and why, then the six sections. */
export function assessmentLines({ headline, steps, sections }: Assessment): string[] {
  return [
    ...wrapped(headline, ''),
    '',
    'What to do, in this order',
    ...steps.flatMap(({ what, why }, i) => [
      ...wrapped(what, `${i + 1}. `.padStart(4)),
      ...wrapped(`Why: ${why}`, '    '),
    ]),
    ...sections.flatMap(({ title, statements }) => [
      '',
      title,
      ...statements.flatMap((statement) => wrapped(statement, '  - ')),
    ]),
  ]
}

/** Lines of at most 100 characters; the following ones are indented as far as the first. Code is not marked. */
function wrapped(text: string, lead: string): string[] {
  const lines: string[] = []
  let line = lead
  for (const word of oneLine(text).replaceAll('`', '').split(' ')) {
    if (line.length > lead.length && line.length + 1 + word.length > width) {
      lines.push(line)
      line = ' '.repeat(lead.length)
    }
    line += line.length === lead.length ? word : ` ${word}`
  }
  return [...lines, line]
}
