import type { Verb } from '../../infra/verb.ts'
import type { TrainVerbDeps } from './shadow-verbs.ts'

/** The verbs that evaluate and train models. */
export function trainVerbs(deps: TrainVerbDeps): Verb[] {
  return [
    {
      name: 'evaluate',
      usage: 'TASK --data FILE [--model FILE] [--against FILE|shipped]',
      summary:
        'labels texts that people labelled ({text, label} or {text, labels}) and prints accuracy, macro F1, calibration, figures per label, confusions and the worst mistakes; with --against also what is gained and lost compared with another model',
      options: { data: { type: 'string' }, model: { type: 'string' }, against: { type: 'string' } },
      run: async (call) => (await import('./train-own-verbs.ts')).measure(call, deps.settings(call)),
    },
    {
      name: 'train',
      usage:
        'TASK --data FILE --out MODEL  |  shipped --data FOLDER [--words] [--second-opinion]  |  --shadow  |  --switch VERSION|shipped',
      summary:
        'trains a model on labelled texts ({text, label} or {text, labels}) and prints its figures on held-out folds; `train shipped` rebuilds the shipped models (MODEL-CARD.md), `train --shadow` adapts them to the corrections in the store and prints what would change, `train --switch` makes them current',
      options: {
        data: { type: 'string' },
        out: { type: 'string' },
        words: { type: 'boolean' },
        'second-opinion': { type: 'boolean' },
        shadow: { type: 'boolean' },
        switch: { type: 'string' },
      },
      run: async (call) => {
        if (call.values.shadow === true) await (await import('./shadow-verbs.ts')).trainInShadow(call, deps)
        else if (call.values.switch !== undefined) await (await import('./shadow-verbs.ts')).switchTo(call, deps)
        else await (await import('./train-own-verbs.ts')).train(call)
      },
    },
  ]
}
