import { only, type Call, type Verb } from '../infra/verb.ts'
import { readRows } from '../ingest/read/read-rows.ts'
import { batched } from '../infra/batched.ts'
import type { EntityLists } from './enrichers/entities.ts'
import { readModels } from './linear/models.ts'
import type { Taxonomy } from './labels/taxonomy.ts'
import { openPipeline } from './enrichers/pipeline.ts'

export interface EnrichVerbDeps {
  /** `models`: their folder; absent: those that ship. */
  known: (call: Call) => { taxonomy: Taxonomy; lists: EntityLists; models?: string | undefined }
}
interface Given {
  id?: unknown
  text: string
}

export function enrichVerbs({ known }: EnrichVerbDeps): Verb[] {
  return [
    {
      name: 'classify',
      usage: '[FILE.jsonl|FILE.csv|-]',
      summary:
        'finds out what each text is about: JSONL or CSV in (needs `text`), JSONL out in the same order; needs no store',
      run: (call) => classify(call, known(call)),
    },
  ]
}

async function classify(call: Call, { taxonomy, lists, models }: ReturnType<EnrichVerbDeps['known']>): Promise<void> {
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
