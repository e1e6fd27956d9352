import { describe, expect, test } from 'vitest'
import { openMatcher, type WatchEntry } from '../../../ingest/match/matcher.ts'

const halden: WatchEntry = {
  brand: 'Halden',
  keywords: ['halden', 'smart kettle', 'überkessel', 'hald*', '#haldenfail', '海登'],
  handles: ['@haldenhome', 'halden.bsky.social'],
  links: ['https://www.halden.example/', 'shop.example/halden'],
  exclude: ['halden norway', 'halden fortress', '#haldenfk'],
}
const names = (entries: readonly WatchEntry[]) => entries.map(({ brand, product = '' }) => `${brand}${product}`)

describe('a text matches', () => {
  const { match } = openMatcher([halden])
  test.each([
    'My Halden kettle leaks',
    'HALDEN!!!',
    'my "halden" is broken',
    'the smart  kettle\nbroke',
    'der Überkessel tropft',
    'der Uberkessel tropft',
    'Ｈａｌｄｅｎ kettle',
    'hal\u200bden again',
    'Hálden app',
    'haldens are bad',
    'so tired of #HaldenFail',
    '@haldenhome where is my order',
    '.@HaldenHome: no answer',
    '@halden.bsky.social help',
    'see halden.example/returns',
    'see https://shop.halden.example',
    'https://shop.example/halden?x=1',
    '我的海登水壶坏了',
  ])('%s', (text) => expect(match(text)).toEqual([halden]))

  test('by a link that it does not show', () => {
    expect(match('look at this', ['https://halden.example/k3'])).toEqual([halden])
  })
})

describe('a text does not match', () => {
  const { match } = openMatcher([{ ...halden, keywords: ['halden', 'smart kettle', '#haldenfail'] }])
  test.each([
    '',
    'haldensleben is a town',
    'a smart kettles',
    'smart, kettle',
    '@haldenhomes is somebody else',
    '@haldenhome_fan',
    '@haldenhome.fan',
    'me@haldenhome',
    'The Halden fortress is nice, says Halden',
    'HALDEN NORWAY',
    '#haldenfk won, halden!',
    '#haldenfailed',
  ])('%s', (text) => expect(match(text)).toEqual([]))
})

test.each([
  'nothalden.example',
  'not-halden.example',
  'halden.example.com',
  'me@halden.example',
  'https://shop.example/haldens',
])('%s is not the link', (text) => {
  expect(openMatcher([{ brand: 'Halden', links: halden.links! }]).match(text)).toEqual([])
})

test('of several entries each counts, and an exclusion only for its own', () => {
  const { match } = openMatcher([
    halden,
    { brand: 'Halden', product: 'K3', keywords: ['K3', 'halden k3'], exclude: ['ski'] },
    { brand: 'Nord', keywords: ['nord'] },
  ])
  expect(names(match('my halden K3 leaks'))).toEqual(['Halden', 'HaldenK3'])
  expect(names(match('K3 ski and Halden and nord'))).toEqual(['Halden', 'Nord'])
  expect(names(match('halden norway, but K3'))).toEqual(['HaldenK3'])
})

test('patterns that are parts of each other are all found', () => {
  const { match } = openMatcher(
    ['he', 'she', 'his', 'hers', 'ushers'].map((word) => ({ brand: word, keywords: [`${word}*`] })),
  )
  expect(names(match('ushers'))).toEqual(['ushers'])
  expect(names(match('she hers'))).toEqual(['he', 'she', 'hers'])
})

test('without entries nothing matches', () => expect(openMatcher([]).match('anything')).toEqual([]))
