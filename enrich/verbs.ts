import type { Call, Verb } from '../infra/verb.ts'
import type { PipelineSettings } from './enrichers/pipeline.ts'

export function enrichVerbs(deps: { settings: (call: Call) => PipelineSettings }): Verb[] {
  return [
    {
      name: 'classify',
      usage: '[FILE.jsonl|FILE.csv|-]',
      summary:
        'prints the labels of each text: reads JSONL or CSV (`text`, and where present `title`, `rating`, `product`, `version`, `language` … under the names that `import` knows), prints JSONL in the same order; needs no store',
      run: async (call) => (await import('./classify.ts')).classify(call, deps.settings(call)),
    },
  ]
}
