import { UsageError, type Call, type Verb } from '../infra/verb.ts'
import { demoAnchor } from './sources/demo/clock.ts'
import { demoTruth } from './sources/demo/truth.ts'

export function ingestVerbs(deps: { data: (call: Call) => string }): Verb[] {
  return [
    {
      name: 'demo',
      usage: '--truth',
      summary: 'prints what is planted in the demo as JSON: incidents that must raise alerts, and traps that must not',
      options: { truth: { type: 'boolean' } },
      async run(call) {
        if (!call.values.truth)
          throw new UsageError('demo needs --truth (to run the demo: `start` without a configuration)')
        await call.print(JSON.stringify(demoTruth(demoAnchor(deps.data(call), Date.now(), false)), null, 2))
      },
    },
  ]
}
