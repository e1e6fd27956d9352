import { readRows } from '../../ingest/read/read-rows.ts'
import { UsageError } from '../../infra/verb.ts'

/** A text with the labels that a person gave it; none is a label too: it is about nothing of the kind. */
export interface LabelledText {
  text: string
  labels: string[]
}

/** JSONL or CSV: `text` with `label` or `labels`, or with the task's own name in the singular or plural. @throws UsageError with file and line. */
export async function* readLabelledTexts(file: string, task: string): AsyncGenerator<LabelledText> {
  for await (const row of readRows(file)) {
    const { line } = row
    if ('fault' in row) throw new UsageError(`${file}:${line} ${row.fault}`)
    const { text } = row.value
    if (typeof text !== 'string') throw new UsageError(`${file}:${line} has no text`)
    const told = ['labels', 'label', `${task}s`, task].map((name) => row.value[name]).find(isLabel)
    if (told === undefined) throw new UsageError(`${file}:${line} has neither label nor labels, nor ${task}`)
    yield { text, labels: Array.isArray(told) ? told.map(String) : [told] }
  }
}

const isLabel = (value: unknown): value is string | unknown[] => typeof value === 'string' || Array.isArray(value)
