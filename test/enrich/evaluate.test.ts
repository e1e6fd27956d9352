import { expect, test } from 'vitest'
import { evaluate } from '../../enrich/evaluate.ts'

test('accuracy, macro F1 and the confusion table are those of the textbook', () => {
  const pairs = [
    { right: ['a'], guess: 'a' },
    { right: ['a'], guess: 'a' },
    { right: ['a'], guess: 'b' },
    { right: ['b'], guess: 'b' },
    { right: ['b'], guess: 'c' },
  ]
  const found = evaluate('t', pairs)
  expect(found).toMatchObject({ task: 't', n: 5, accuracy: 0.6, confusion: { a: { a: 2, b: 1 }, b: { b: 1, c: 1 } } })
  expect(found.perLabel.a).toEqual({ precision: 1, recall: 2 / 3, f1: 0.8, n: 3 })
  expect(found.perLabel.b).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5, n: 2 })
  expect(found.macroF1).toBeCloseTo(0.65)
})

test('of several right labels the one that was guessed is meant', () => {
  const found = evaluate('t', [
    { right: ['a', 'b'], guess: 'b' },
    { right: ['a', 'b'], guess: 'c' },
  ])
  expect(found).toMatchObject({ accuracy: 0.5, confusion: { b: { b: 1 }, a: { c: 1 } } })
})

test('nothing to evaluate is no division by zero', () => {
  expect(evaluate('t', [])).toEqual({ task: 't', n: 0, accuracy: 0, macroF1: 0, perLabel: {}, confusion: {} })
  expect(evaluate('t', [{ right: ['a'], guess: 'b' }]).perLabel.a).toEqual({ precision: 0, recall: 0, f1: 0, n: 1 })
})
