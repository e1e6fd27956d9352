import { createInterface } from 'node:readline/promises'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { parse } from 'yaml'
import { UsageError } from '../infra/verb.ts'
import type { ReferenceRow } from './config-reference.ts'
import { valueOf } from './sources-entry.ts'

interface Question {
  row: ReferenceRow
  /** The answer if a line is empty; '' = there is none. */
  byDefault: string
  /** What is wrong with an answer: a sentence that names the key. */
  faultOf(answer: string): string | undefined
}

export interface Questions {
  /** Asks on stderr until an answer is right. @throws UsageError when stdin ends before that */
  ask(question: Question): Promise<string>
  close(): void
}

/** The answers are the lines of stdin, which is opened with the first question. */
export function openQuestions(): Questions {
  let open: { close(): void; lines: AsyncIterator<string> } | undefined
  const next = async (): Promise<string | undefined> => {
    if (!open) {
      const reader = createInterface({ input: process.stdin })
      open = { close: () => reader.close(), lines: reader[Symbol.asyncIterator]() }
    }
    const { value, done } = await open.lines.next()
    return done ? undefined : value
  }
  return {
    async ask({ row: { key, description, example }, byDefault, faultOf }) {
      const hint = byDefault ? ` [${byDefault}]` : example === undefined ? '' : ` (for example ${shown(example)})`
      let fault: string | undefined
      for (;;) {
        process.stderr.write(`${description}\n${key}${hint}: `)
        const line = await next()
        const answer = line?.trim() || byDefault
        if (line === undefined && (fault !== undefined || answer === ''))
          throw new UsageError(fault ?? `${key} is needed: answer the question, or give --set ${key}=…`)
        fault = answer === '' ? undefined : faultOf(answer)
        if (fault !== undefined) process.stderr.write(`${fault}\n`)
        else if (answer !== '') return answer
      }
    },
    close: () => open?.close(),
  }
}

/** What a schema says is wrong with an answer. One that names a variable is not checked: its value is not known here. */
export function answerFault(schema: TSchema, { key, type }: ReferenceRow, answer: string): string | undefined {
  if (answer.includes('${')) return undefined
  let value: unknown = answer
  try {
    if (type !== 'string') value = parse(valueOf(answer))
  } catch (error) {
    return `${key} is no YAML: ${(error as Error).message}`
  }
  const [error] = Value.Errors(schema, value)
  return error === undefined ? undefined : `${key} ${error.message}`
}

const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
