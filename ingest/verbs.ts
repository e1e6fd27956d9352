import { UsageError, type Call, type Verb } from '../infra/verb.ts'
import { demoAnchor, demoTruth } from './sources/demo/demo.ts'

export function ingestVerbs(parts: { data: (call: Call) => string }): Verb[] {
  return [
    {
      name: 'demo',
      usage: '--truth',
      summary: 'prints what was planted in the demo as JSON: incidents that must be alerted, traps that must not',
      options: { truth: { type: 'boolean' } },
      async run(call) {
        if (!call.values.truth)
          throw new UsageError('demo wants --truth (the demo itself is `start` without a configuration)')
        await call.print(JSON.stringify(demoTruth(demoAnchor(parts.data(call), Date.now(), false)), null, 2))
      },
    },
  ]
}
