import { probabilities } from '../linear/calibrate.ts'
import type { ModelCard } from '../linear/linear-model.ts'

/** The tone of a text, independent of its topic: ln odds that it has an intent, and ln odds that it is negative. Each in −5…5. */
export type Tone = readonly [wants: number, negative: number]

const most = 5
const logit = (p: number) => Math.max(-most, Math.min(most, Math.log(p / Math.max(1e-9, 1 - p))))

/** Computes the tone of a text from the margins of the intent and sentiment models. */
export function toneReader(
  intent: ModelCard,
  sentiment: ModelCard,
): (margins: { intent: Float32Array; sentiment: Float32Array }) => Tone {
  const unknown = intent.labels.indexOf('unknown')
  const negative = sentiment.labels.indexOf('negative')
  return (margins) => [
    -logit(probabilities(margins.intent, intent.calibration, false)[unknown]!),
    logit(probabilities(margins.sentiment, sentiment.calibration, false)[negative]!),
  ]
}
