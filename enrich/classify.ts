import { only, type Call } from '../infra/verb.ts'
import { readRows } from '../ingest/read/read-rows.ts'
import { textReader, type RowText } from '../ingest/read/to-raw-mention.ts'
import { batched } from '../infra/batched.ts'
import { readModels } from './linear/models.ts'
import { openPipeline, type PipelineSettings } from './enrichers/pipeline.ts'

interface Input extends RowText {
  id?: unknown
}

/** `classify`. @throws Error that names the rows that could not be read, after the others were printed */
export async function classify(call: Call, { taxonomy, lists, models }: PipelineSettings): Promise<void> {
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
  const read = textReader()
  for await (const row of readRows(file)) {
    const found = 'fault' in row ? undefined : read(row.value)
    if ('fault' in row) faults.push(`${file}:${row.line} ${row.fault}`)
    else if (!found) faults.push(`${file}:${row.line} has no text`)
    else yield { id: row.value.id, ...found }
  }
}
