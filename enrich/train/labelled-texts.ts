import { readRows } from '../../ingest/read/read-rows.ts'
import { UsageError } from '../../infra/verb.ts'

/** A text with labels by a person. An empty list means "none". */
export interface LabelledText {
  text: string
  labels: string[]
}

/**
 * Reads JSONL or CSV with `text` and `label` or `labels`, or the task's name in the singular or plural.
 * @throws UsageError with file and line
 */
export async function* readLabelledTexts(file: string, task: string): AsyncGenerator<LabelledText> {
  for await (const row of readRows(file)) {
    const { line } = row
    if ('fault' in row) throw new UsageError(`${file}:${line} ${row.fault}`)
    const { text } = row.value
    if (typeof text !== 'string') throw new UsageError(`${file}:${line} has no text`)
    const labels = ['labels', 'label', `${task}s`, task].map((name) => row.value[name]).find(isLabel)
    if (labels === undefined) throw new UsageError(`${file}:${line} has no label, labels, ${task} or ${task}s`)
    yield { text, labels: Array.isArray(labels) ? labels.map(String) : [labels] }
  }
}

const isLabel = (value: unknown): value is string | unknown[] => typeof value === 'string' || Array.isArray(value)
