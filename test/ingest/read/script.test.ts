import { expect, test } from 'vitest'
import { withoutScript } from '../../../ingest/read/script.ts'
import { growth } from '../../growth.ts'

test.each([
  ['window.YTD.tweets.part0 = [1]', '[1]'],
  ['window["a b"][\'c\'].d = {"a":1};\n', '{"a":1}'],
  ['// by hand\r\n/* one */ /** two **/\nexport default [1];', '[1]'],
  ['const x$ = [1]', '[1]'],
  ['callback([1]) ; ', '[1]'],
  ['cb.x({"a":1});', '{"a":1}'],
  [")]}',\n[1]", '[1]'],
  ['  [1]\n', '[1]'],
  ['[1] ', '[1] '],
  ['{"a":"/* b */"}', '{"a":"/* b */"}'],
  ['/* open [1]', '/* open [1]'],
  ['x = 5', 'x = 5'],
  ['', ''],
])('%j is read as %j', (text, json) => expect(withoutScript(text)).toBe(json))

const nasties = [
  '/**/',
  '/*',
  '*/',
  '//',
  '//\n',
  ' ',
  '\n',
  'a',
  'a.',
  'a["',
  '["a"]',
  "['a']",
  'a=',
  'a =',
  'var ',
  '=',
  ')',
].concat([')]}', ")]}'", ")]}',", 'export ', 'export default ', 'a(', '(', ';', ') ;', ' ;', '$', '"', '/**/ //\n'])
test.each(nasties)('the time grows with the length, not with its square: %j', async (piece) => {
  for (const [before, after] of [
    ['', 'x'],
    ['a', 'x'],
    ['a["', 'x'],
    ['x=[', 'x'],
    ['/* */x=[', ''],
    ['x = ', 'x'],
    ['export', 'x'],
  ])
    expect(await growth(piece, (text) => withoutScript(`${before}${text}${after}`), 40_000)).toBeLessThan(30)
})
