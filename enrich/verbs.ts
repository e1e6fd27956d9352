import { only, type Call, type Verb } from '../infra/verb.ts'
import { readRows } from '../ingest/read/read-rows.ts'
import { batched } from '../infra/batched.ts'
import { readModels } from './linear/models.ts'
import { openPipeline, type PipelineSettings } from './enrichers/pipeline.ts'

interface Input {
  id?: unknown
  text: string
}

export function enrichVerbs(deps: { settings: (call: Call) => PipelineSettings }): Verb[] {
  return [
    {
      name: 'classify',
      usage: '[FILE.jsonl|FILE.csv|-]',
      summary:
        'prints the labels of each text: reads JSONL or CSV (with `text`), prints JSONL in the same order; needs no store',
      run: (call) => classify(call, deps.settings(call)),
    },
  ]
}

async function classify(call: Call, { taxonomy, lists, models }: PipelineSettings): Promise<void> {
  const pipeline = openPipeline(taxonomy, lists, readModels(models))
  const file = call.positionals.length === 0 ? '-' : only(call, 'file')
  let done = 0
  const faults: string[] = []
  for await (const batch of batched(textsOf(file, faults))) {
    const found = await pipeline(batch)
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
      `${faults.slice(0, 20).join('\n')}\n${faults.length} of ${done + faults.length} rows could not be read; the others are classified above`,
    )
}

/** The texts of the file. Rows without a text are added to `faults`. */
async function* textsOf(file: string, faults: string[]): AsyncGenerator<Input> {
  for await (const row of readRows(file)) {
    if ('fault' in row) faults.push(`${file}:${row.line} ${row.fault}`)
    else if (typeof row.value.text !== 'string' || row.value.text.trim() === '')
      faults.push(`${file}:${row.line} has no text`)
    else yield { id: row.value.id, text: row.value.text }
  }
}
