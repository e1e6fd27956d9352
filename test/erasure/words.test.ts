import { expect, test } from 'vitest'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { ordinaryWords, tellingWords } from '../../erasure/words.ts'

const ordinary = ordinaryWords(readTaxonomy())

test.each([
  ['late|margaret * parcels', ['margaret']],
  ['Margaret Smith’s Parcel', ['margaret smith’s parcel', 'margaret', 'smith']],
  // Of other trades, and other forms.
  ['drivers * rude', []],
  ['leaking ~ battery', []],
  ['', []],
])('%j tells %j', (text, words) => {
  expect(tellingWords(text, ordinary)).toEqual(words)
})
