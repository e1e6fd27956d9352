import { expect, test } from 'vitest'
import { inPlainText } from '../../erasure/plain-trace.ts'

const isTrace = inPlainText({
  names: ['zorblaxian', 'zoë "z"', 'kim', '17', 'forum-8172', 'jean-luc'],
  texts: ['my parcel is “late” again,\nand nobody answers'],
})

test.each([
  '7,yesterday,zorblaxian,"Late again"',
  '7;@Zorblaxian;late',
  'From: Zorblaxian <[mail]>\r\nSubject: Late',
  '{"author":"zorblaxian","body":"it is',
  String.raw`{"author":"Zoë \"Z\"","body":"it is`,
  String.raw`{"author":"Zo\u00eb \"Z\"","body":"it is`,
  'From: =?utf-8?B?Wm/DqyAiWiI=?= <[mail]>',
  'From: =?utf-8?q?Zo=C3=AB_=22Z=22?= <[mail]>',
  'zorb=\r\nlaxian wrote',
  'kim,yesterday',
  '"Kim","late"',
  '{"id":17,"body":"it is',
  '{"id": "17","body":"it is',
  'see forum-8172 for more',
  'jean-luc said',
  String.raw`{"body":"greetings\nzorblaxian`,
  String.raw`{"id":8,"body":"My parcel is “late” again,\nand nobody answers","more":"`,
  // Cut off within the text.
  String.raw`{"id":8,"body":"My parcel is “late” again,\nand no`,
])('%j is of the erased', (plain) => {
  expect(isTrace(plain)).toBe(true)
})

test.each([
  '8,yesterday,zorblaxians,"Late again"',
  'kimono,yesterday',
  'ask kim about it',
  '2026-10-17 17:17:17,late',
  'see forum-81720 for more',
  '{"id":8,"body":"My parcel is early',
  '',
])('%j is of others', (plain) => {
  expect(isTrace(plain)).toBe(false)
})

test.each(['Jos\u00e9', 'Jose\u0301'])('a name is found with its accents as one character and as two: %s', (name) => {
  const isOurs = inPlainText({ names: [name], texts: [`${name} waits for a parcel`] })
  for (const plain of [
    '7,jos\u00e9,late',
    '7,jose\u0301,late',
    String.raw`{"by":"jos\u00e9","b`,
    String.raw`{"by":"Jose\u0301","b`,
  ])
    expect([plain, isOurs(plain)]).toEqual([plain, true])
  expect(isOurs('{"x":"jose\u0301 waits for a parcel, and')).toBe(true)
  expect(isOurs('7,jose,late')).toBe(false)
})

test('thousands of names are looked for in one pass', () => {
  const names = Array.from({ length: 5_000 }, (_, i) => `${'n'.repeat(195)}${String(i).padStart(5, '0')}`)
  const isOurs = inPlainText({ names, texts: [] })
  expect(isOurs(`7,${names[4_321]},late`)).toBe(true)
  expect(isOurs(`7,${names[4_321]}0,late`)).toBe(false)
})
