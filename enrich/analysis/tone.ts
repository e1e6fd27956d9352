import { probabilities } from '../linear/calibrate.ts'
import type { ModelCard } from '../linear/linear-model.ts'

/** What a text sounds like, whatever its topic, in ln odds: that it wants something and is no mere chatter, and that it is negative. */
export type Tone = readonly [wants: number, negative: number]

const most = 5
const logit = (p: number) => Math.max(-most, Math.min(most, Math.log(p / Math.max(1e-9, 1 - p))))

/** From the margins of the two models to the tone of a text. */
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
