import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adapt } from '../../../enrich/train/adapt.ts'
import type { ModelPart } from '../../../enrich/linear/linear-model.ts'
import { readExamples } from '../../../enrich/train/examples.ts'
import { linearModel } from '../../../enrich/linear/linear-model.ts'
import { readModelParts } from '../../../enrich/linear/model-file.ts'
import { modelFile, readModels, shippedModels, tasks, type Task } from '../../../enrich/linear/models.ts'
import { toTokens } from '../../../enrich/text/token.ts'

const { readings } = readModels()
const read = (text: string) => readings.read(toTokens(text))
const examples = readExamples().map(({ text }) => read(text))
const partOf = (task: Task) => readModelParts(new URL(modelFile(task), shippedModels))
const firstOf = ({ card, weights }: ModelPart) => {
  const model = linearModel(card, weights)
  return (reading: ReturnType<typeof read>) => {
    const p = model.probabilities(reading).map((x, k) => (card.several ? x : Math.log(x) + card.cutOffs[k]!))
    return card.labels[p.indexOf(Math.max(...p))]!
  }
}
const learn = (part: ModelPart, texts: readonly string[], label: string) =>
  adapt(
    part,
    texts.map(() => ({ labels: [label] })),
    texts.map(read),
  )

/** Five texts with the same meaning, and a sixth that is not learnt from. */
const sayings = [
  ['The lid of the pot wobbles', 'Pot lid wobbles when it boils', 'My pot has a wobbling lid', 'the lid wobbles, my pot', 'a wobbling lid on this pot', 'Another pot lid wobbles'],
  ['The zip of the tent jams', 'tent zip jams at night', 'My tent has a jammed zip', 'the zip jams, poor tent', 'jammed zip on this tent', 'Another tent zip jams'],
  ['Refill pouches leak in the drawer', 'the refill pouch leaks', 'My drawer is wet, refill pouches leak', 'leaking refill pouch', 'refill pouches leak again', 'One more refill pouch leaks'],
] // prettier-ignore

describe.each(tasks)('the %s model, adapted', (task) => {
  const part = partOf(task)

  test('to no lessons gives the same margins', () => {
    const same = adapt(part, [], [])
    const [before, after] = [linearModel(part.card, part.weights), linearModel(same.card, same.weights)]
    for (const reading of examples.slice(0, 300))
      after.margins(reading).forEach((margin, k) => expect(margin).toBeCloseTo(before.margins(reading)[k]!, 4))
  })

  test('to five similar texts gives a sixth one their label, whichever it is, and hardly changes other texts', () => {
    const before = examples.map(firstOf(part))
    fc.assert(
      fc.property(fc.constantFrom(...sayings), fc.constantFrom(...part.card.labels), (texts, label) => {
        const first = firstOf(learn(part, texts.slice(0, 5), label))
        expect(first(read(texts[5]!))).toBe(label)
        const changed = examples.filter((reading, i) => first(reading) !== before[i]).length
        expect(changed / examples.length).toBeLessThanOrEqual(0.01)
      }),
      { seed: 1, numRuns: 6 },
    )
  })

  test('to the same lessons twice gives the same new version', () => {
    const [once, again] = [0, 1].map(() => learn(part, sayings[0]!, part.card.labels[0]!).card.version)
    expect(once).toBe(again)
    expect(once).not.toBe(part.card.version)
  })
})
