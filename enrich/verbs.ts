import { readRows } from '../ingest/read-rows.ts'
import { only, text, UsageError, type Call, type Verb } from '../infra/verb.ts'
import type { EntityLists } from './enrichers/entities.ts'
import { evaluate, type Evaluation } from './evaluate.ts'
import type { Taxonomy } from './taxonomy.ts'
import { understanding, type Understood } from './understand.ts'

interface Parts {
  known: (call: Call) => { taxonomy: Taxonomy; lists: EntityLists }
}
interface Given {
  id?: unknown
  text: string
}

const batchSize = 500

export function enrichVerbs({ known }: Parts): Verb[] {
  return [
    {
      name: 'classify',
      usage: '[FILE.jsonl|FILE.csv|-]',
      summary:
        'finds out what each text is about: JSONL or CSV in (needs `text`), JSONL out in the same order; needs no store',
      run: (call) => classify(call, known(call)),
    },
    {
      name: 'evaluate',
      usage: `${Object.keys(guessOf).join('|')} --data FILE.jsonl`,
      summary:
        'measures the labels against labelled texts ({text, label} or {text, labels}): accuracy, macro F1, per label, confusion',
      options: { data: { type: 'string' } },
      run: (call) => measure(call, known(call)),
    },
  ]
}

async function classify(call: Call, { taxonomy, lists }: ReturnType<Parts['known']>): Promise<void> {
  const understand = understanding(taxonomy, lists)
  const file = call.positionals.length === 0 ? '-' : only(call, 'file')
  let done = 0
  const faults: string[] = []
  for await (const batch of batched(textsOf(file, faults))) {
    const found = await understand(batch)
    for (const [i, { contentHash: _, ...labels }] of found.entries()) {
      const { id } = batch[i]!
      await call.print(
        JSON.stringify({ ...(id !== undefined && { id }), ...labels, taxonomyVersion: taxonomy.version }),
      )
    }
    call.progress(`${(done += batch.length)} classified`)
  }
  if (faults.length > 0)
    throw new Error(
      `${faults.slice(0, 20).join('\n')}\n${faults.length} of ${done + faults.length} rows could not be read; the others were classified`,
    )
}

/** Texts with what a source states of them; rows without a text are set aside. */
async function* textsOf(file: string, faults: string[]): AsyncGenerator<Given> {
  for await (const row of readRows(file)) {
    if ('fault' in row) faults.push(`${file}:${row.line} ${row.fault}`)
    else if (typeof row.value.text !== 'string' || row.value.text.trim() === '')
      faults.push(`${file}:${row.line} has no text`)
    else yield { id: row.value.id, text: row.value.text }
  }
}

const guessOf = {
  sentiment: (found: Understood) => found.sentiment.label,
  topic: (found: Understood) => found.topics[0]?.id ?? 'unknown',
  department: (found: Understood) => found.departments[0]?.id ?? 'unknown',
  intent: (found: Understood) => found.intent,
}

async function measure(call: Call, { taxonomy, lists }: ReturnType<Parts['known']>): Promise<void> {
  const task = only(call, 'task')
  if (!Object.hasOwn(guessOf, task))
    throw new UsageError(`evaluate: there is no task "${task}"; there are ${Object.keys(guessOf).join(', ')}`)
  const file = text(call, 'data')
  if (file === undefined) throw new UsageError('evaluate: --data FILE.jsonl is missing')
  const understand = understanding(taxonomy, lists)
  const pairs: { right: string[]; guess: string }[] = []
  for await (const batch of batched(labelledTexts(file))) {
    const found = await understand(batch)
    batch.forEach(({ right }, i) => pairs.push({ right, guess: guessOf[task as keyof typeof guessOf](found[i]!) }))
    call.progress(`${pairs.length} evaluated`)
  }
  const evaluation = evaluate(task, pairs)
  if (call.values.json) await call.print(JSON.stringify(evaluation))
  else for (const line of tableOf(evaluation)) await call.print(line)
}

async function* labelledTexts(file: string): AsyncGenerator<Given & { right: string[] }> {
  for await (const row of readRows(file)) {
    const { line } = row
    if ('fault' in row) throw new UsageError(`${file}:${line} ${row.fault}`)
    const { text: words, label, labels } = row.value
    const right = Array.isArray(labels) ? labels.map(String) : typeof label === 'string' ? [label] : []
    if (typeof words !== 'string') throw new UsageError(`${file}:${line} has no text`)
    if (right.length === 0) throw new UsageError(`${file}:${line} has neither label nor labels`)
    yield { text: words, right }
  }
}

function tableOf({ task, n, accuracy, macroF1, perLabel, confusion }: Evaluation): string[] {
  const number = (x: number) => x.toFixed(3).padStart(9)
  const labels = Object.keys(perLabel)
  const wide = Math.max(10, ...labels.map((label) => label.length))
  const worst = labels
    .flatMap((right) => Object.entries(confusion[right]!).map(([guess, count]) => ({ right, guess, count })))
    .filter(({ right, guess }) => right !== guess)
    .toSorted((a, b) => b.count - a.count)
  return [
    `${task}: ${n} texts, accuracy ${accuracy.toFixed(3)}, macro F1 ${macroF1.toFixed(3)}`,
    `${'label'.padEnd(wide)} precision    recall        F1         n`,
    ...labels.map((label) => {
      const { precision, recall, f1, n: count } = perLabel[label]!
      return `${label.padEnd(wide)} ${number(precision)} ${number(recall)} ${number(f1)} ${String(count).padStart(9)}`
    }),
    'most confused (right → guessed):',
    ...worst.slice(0, 12).map(({ right, guess, count }) => `  ${right} → ${guess}: ${count}`),
  ]
}

async function* batched<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
