import { readRows } from '../ingest/read-rows.ts'
import { UsageError } from '../infra/verb.ts'

/** A text with the labels that a person gave it; none is a label too: it is about nothing of the kind. */
export interface LabelledText {
  text: string
  labels: string[]
}

/** JSONL or CSV: `text` with `label` or `labels`. @throws UsageError with file and line. */
export async function* readLabelledTexts(file: string): AsyncGenerator<LabelledText> {
  for await (const row of readRows(file)) {
    const { line } = row
    if ('fault' in row) throw new UsageError(`${file}:${line} ${row.fault}`)
    const { text, label, labels } = row.value
    if (typeof text !== 'string') throw new UsageError(`${file}:${line} has no text`)
    if (Array.isArray(labels)) yield { text, labels: labels.map(String) }
    else if (typeof label === 'string') yield { text, labels: [label] }
    else throw new UsageError(`${file}:${line} has neither label nor labels`)
  }
}
