import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compare, evaluate, type Judged } from '../../../enrich/train/evaluate.ts'
import { readLabelledTexts } from '../../../enrich/train/labelled-texts.ts'

const judged = (right: string[], guess: string, confidence = 0.9): Judged => ({
  text: `${right.join()} ${guess}`,
  right,
  guess,
  confidence,
})

test('accuracy, macro F1 and the confusion matrix match their definitions', () => {
  const pairs = [judged(['a'], 'a'), judged(['a'], 'a'), judged(['a'], 'b'), judged(['b'], 'b'), judged(['b'], 'c')]
  const found = evaluate('t', pairs)
  expect(found).toMatchObject({ task: 't', n: 5, accuracy: 0.6, confusion: { a: { a: 2, b: 1 }, b: { b: 1, c: 1 } } })
  expect(found.perLabel.a).toEqual({ precision: 1, recall: 2 / 3, f1: 0.8, n: 3 })
  expect(found.perLabel.b).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5, n: 2 })
  expect(found.macroF1).toBeCloseTo(0.65)
})

test('of several right labels the guessed one counts', () => {
  const found = evaluate('t', [judged(['a', 'b'], 'b'), judged(['a', 'b'], 'c')])
  expect(found).toMatchObject({ accuracy: 0.5, confusion: { b: { b: 1 }, a: { c: 1 } } })
})

test('without texts nothing is divided by zero', () => {
  expect(evaluate('t', [])).toEqual({
    task: 't',
    n: 0,
    accuracy: 0,
    macroF1: 0,
    macroRecall: 0,
    calibrationError: 0,
    perLabel: {},
    confusion: {},
    worst: [],
  })
  expect(evaluate('t', [judged(['a'], 'b')]).perLabel.a).toEqual({ precision: 0, recall: 0, f1: 0, n: 1 })
})

test('the calibration error is the distance between confidence and share of right guesses', () => {
  const sure = Array.from({ length: 10 }, (_, i) => judged(['a'], i < 8 ? 'a' : 'b', 0.9))
  expect(evaluate('t', sure).calibrationError).toBeCloseTo(0.1)
})

test('the worst mistakes come first, without right guesses', () => {
  const { worst } = evaluate('t', [judged(['a'], 'b', 0.6), judged(['a'], 'a', 1), judged(['b'], 'a', 0.95)])
  expect(worst.map(({ confidence }) => confidence)).toEqual([0.95, 0.6])
})

test('for a text without labels, no label is right', () => {
  expect(evaluate('t', [judged([], 'none'), judged([], 'a')])).toMatchObject({
    accuracy: 0.5,
    confusion: { none: { none: 1, a: 1 } },
  })
})

test('a comparison lists what a model gains and loses, by text and by label', () => {
  const ours = [judged(['a'], 'a'), judged(['b'], 'a'), judged(['b'], 'b')]
  const others = [judged(['a'], 'b'), judged(['b'], 'b'), judged(['b'], 'b')]
  const { gained, lost, perLabel } = compare(ours, others)
  expect([gained, lost]).toEqual([[ours[0]], [ours[1]]])
  expect(perLabel.a).toBeCloseTo(2 / 3)
})

test('labels are read from their common columns or that of the task, and the error for a line without any names it', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'labelled-')), 'texts.jsonl')
  const rows = [
    { text: 'a', label: 'x' },
    { text: 'b', labels: ['x', 'y'] },
    { text: 'c', topics: ['z'], sentiment: 'neutral' },
  ]
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  const read = async (task: string) => {
    const labels: string[][] = []
    for await (const text of readLabelledTexts(file, task)) labels.push(text.labels)
    return labels
  }
  expect(await read('topic')).toEqual([['x'], ['x', 'y'], ['z']])
  expect(await read('sentiment')).toEqual([['x'], ['x', 'y'], ['neutral']])
  await expect(read('intent')).rejects.toThrow(`${file}:3 has no label, labels, intent or intents`)
})
