import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calibrate, calibrationError, probabilities } from '../../../enrich/linear/calibrate.ts'
import { hashFeatures } from '../../../enrich/linear/hash-features.ts'
import { linearModel } from '../../../enrich/linear/linear-model.ts'
import { readModel, writeModel } from '../../../enrich/linear/model-file.ts'
import { foldOf, trainLinear, type Example } from '../../../enrich/linear/train-linear.ts'
import { readModels, tasks } from '../../../enrich/linear/models.ts'
import { toTokens } from '../../../enrich/text/token.ts'

const models = readModels()
const read = (text: string) => models.readings.read(toTokens(text))
const recipe = { bits: 14, characters: true, characterWeight: 0.7, extras: [] }
const words = { fruit: ['apple', 'pear', 'plum', 'cherry'], tool: ['hammer', 'saw', 'drill', 'chisel'] }
const examples: Example[] = Object.entries(words).flatMap(([label, nouns]) =>
  nouns.flatMap((noun) =>
    ['a good', 'my old', 'this', 'the last', 'one more', 'some'].map((before, i) => {
      const text = `${before} ${noun} of number ${'i'.repeat(i + 1)}`
      return { text, labels: [label], reading: read(text) }
    }),
  ),
)
const options = { task: 'kind', several: false, recipe, at: '2026-01-01' }

describe('a linear model', () => {
  const { card, weights } = trainLinear(examples, options)
  const model = linearModel(card, weights)
  const labelOf = (text: string) => {
    const p = model.probabilities(read(text))
    return card.labels[p.indexOf(Math.max(...p))]
  }

  test('learns its examples and generalises to other texts', () => {
    expect(labelOf('there is an apple here')).toBe('fruit')
    expect(labelOf('bring me the hammer')).toBe('tool')
  })

  test('gives the same margins when it is read from its file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'groundswell-model-')), 'kind.model')
    writeModel(file, card, weights)
    expect(readModel(file).card).toEqual(card)
    expect([...readModel(file).margins(read('a pear'))]).toEqual([...model.margins(read('a pear'))])
  })

  test('has probabilities that add up to one', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const sum = model.probabilities(read(text)).reduce((a, b) => a + b, 0)
        expect(sum).toBeCloseTo(1, 4)
      }),
      { seed: 1 },
    )
  })

  test('trained twice is the same model', () => {
    expect(trainLinear(examples, options).card.version).toBe(card.version)
  })
})

test('the error for a file that is not a model names it', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'groundswell-model-')), 'no.model')
  writeFileSync(file, 'hello')
  expect(() => readModel(file)).toThrow(/no\.model cannot be read as a model/)
})

test('one label is too few to train', () => {
  const fruit = examples.filter(({ labels }) => labels[0] === 'fruit')
  expect(() => trainLinear(fruit, options)).toThrow('only the label "fruit"')
})

test('copies of a text that differ in case, URLs and names are in the same fold', () => {
  expect(foldOf('@a My parcel is LATE! https://x.example/1')).toBe(foldOf('my parcel, is late @b'))
})

test('the fused models give the same margins as each model alone', () => {
  const folder = new URL('../../../enrich/models/', import.meta.url)
  for (const text of ['My parcel is late 😡', 'great app, love it', '', '日本語', 'x'.repeat(5000)]) {
    const together = models.margins(read(text))
    for (const task of tasks) {
      const alone = readModel(new URL(`${task}.model`, folder)).margins(read(text))
      together[task].forEach((margin, k) => expect(margin).toBeCloseTo(alone[k]!, 3))
    }
  }
})

test('the words with the highest weights are words of the text', () => {
  const { labels } = models.cards.topic
  const tokens = toTokens('the parcel never arrived and tracking is dead')
  const reasons = models.reasons('topic', labels.indexOf('delivery.tracking'), tokens)
  expect(reasons.some((reason) => reason.includes('tracking'))).toBe(true)
})

describe('calibration', () => {
  test('maps margins of texts that are right half of the time to a half', () => {
    const margins = Array.from({ length: 200 }, () => Float32Array.of(1, -1))
    const right = margins.map((_, i) => [i % 2])
    const fitted = calibrate(margins, right, false)
    expect(probabilities(margins[0]!, fitted, false)[0]).toBeCloseTo(0.5, 1)
  })

  test('the calibration error is zero when confidence equals the share of right guesses', () => {
    const guesses = Array.from({ length: 100 }, (_, i) => ({ confidence: 0.7, isRight: i < 70 }))
    expect(calibrationError(guesses)).toBeCloseTo(0)
  })
})

test('features never fail, and equal texts have equal features', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(hashFeatures(toTokens(text))).toEqual(hashFeatures(toTokens(text)))
    }),
    { seed: 1 },
  )
})
