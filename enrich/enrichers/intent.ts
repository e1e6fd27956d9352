import { intents, type Enrichment } from '../labels/enriched-mention.ts'
import type { Enricher } from '../analysis/enricher.ts'
import { probabilities } from '../linear/calibrate.ts'
import type { ModelCard } from '../linear/linear-model.ts'

/** Below this sentiment (−1…1) words of praise are a complaint: "not good", "thanks for nothing". */
const negativeBelow = -0.4

/** The author's intent: complaint, question, request, praise, comparison or purchase intent. */
export function intent({ labels, cutOffs, calibration }: ModelCard): Enricher {
  const known = labels.map((label) => intents.find((intent) => intent === label) ?? 'unknown')
  return {
    name: 'intent',
    fields: ['intent', 'intentConfidence'],
    enrich: (texts, before) =>
      Promise.resolve(
        texts.map(({ margins, tokens }, i): Pick<Enrichment, 'intent' | 'intentConfidence'> => {
          if (tokens.length === 0) return { intent: 'unknown' }
          const p = probabilities(margins.intent, calibration, false)
          let top = 0
          for (let k = 1; k < p.length; k++)
            if (Math.log(p[k]!) + cutOffs[k]! > Math.log(p[top]!) + cutOffs[top]!) top = k
          const isIronic = known[top] === 'praise' && (before[i]?.sentiment?.score ?? 0) < negativeBelow
          return { intent: isIronic ? 'complaint' : known[top]!, intentConfidence: Math.round(p[top]! * 1000) / 1000 }
        }),
      ),
  }
}
