import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAlert } from '../../alerts/alert/stored-alert.ts'
import { folded, replaceFolded } from '../../erasure/forms.ts'
import { cleanerOf } from '../../erasure/scrub-settings.ts'
import { scrubbed, scrubbedJson, tracesOf, type Traces } from '../../erasure/scrub.ts'
import { alertNow } from '../alerts/make.ts'

const traces: Traces = {
  ids: new Set(['forum:1']),
  // Words that are also states, severities and names of topics.
  values: new Set(['margaret', 'open', 'high', 'negative', 'c++ (x)']),
  named: new Set(['margaret']),
  texts: ['Margaret from the shop was rude to me', 'https://x.example/margaret'],
  handles: ['petra'],
}
const quote = (mentionId: string) => ({
  mentionId,
  text: 'Margaret …',
  author: 'petra',
  source: 'forum',
  sentiment: 'negative',
  url: 'https://x.example/1',
  createdAt: 1,
})
const driver = (dimension: string, value: string) => ({ dimension, value, share: 1, lift: 1, now: 1, expected: 0 })

describe('the traces in an alert', () => {
  const alert = alertNow({
    owner: 'petra',
    title: 'Open hours · “margaret” · C++ (x)',
    evidence: [quote('forum:1'), quote('forum:2')],
    drivers: [driver('term', 'Margaret'), driver('sentiment', 'negative'), driver('product', 'kettle')],
    cut: { dimension: 'product', value: 'C++ (x)' },
  })
  const clean = parseAlert(scrubbedJson(traces, JSON.stringify(alert))!)

  test('are removed from quotes, drivers, cuts and the values in titles', () => {
    expect(clean.evidence.map(({ text, author, url }) => [text, author, url])).toEqual([
      ['', '', ''],
      ['Margaret …', 'petra', 'https://x.example/1'],
    ])
    expect(clean.drivers.map(({ value }) => value)).toEqual(['negative', 'kettle'])
    expect(clean.cut).toEqual({ dimension: 'product', value: '[erased]' })
    expect(clean.title).toBe('Open hours · “[erased]” · [erased]')
  })

  test('leave states, severities and the people of the company as they are', () => {
    const { status, severity, owner, topic, departments } = alert
    expect(clean).toMatchObject({ status, severity, owner, topic, departments })
  })
})

test.each([
  [{ reason: 'PETRA called, and petrarca' }, { reason: '[erased] called, and petrarca' }],
  [
    { by: 'petra', owner: 'petra' },
    { by: 'petra', owner: 'petra' },
  ],
  [{ reason: 'he wrote: margaret from the shop was rude to me' }, { reason: 'he wrote: [erased]' }],
  [
    {
      advocates: [
        { handle: 'Petra', praises: 2 },
        { handle: 'lea', praises: 3 },
      ],
    },
    { advocates: [{ handle: 'lea', praises: 3 }] },
  ],
  [{ lines: ['“Margaret from the shop was rude to …”', 'Parcels: 4'] }, { lines: ['Parcels: 4'] }],
  [
    { commandId: 'c', mentionId: 'forum:1', reason: 'about her' },
    { commandId: 'c', mentionId: 'forum:1', reason: '' },
  ],
  [{ also: ['open', 'high'] }, { also: ['open', 'high'] }],
  // A topic that people named after her.
  [{ title: "Margaret's parcels · 4.2" }, { title: "[erased]'s parcels · 4.2" }],
  [
    { novelty: { issue: { id: 'i', name: 'Call of Petra' } } },
    { novelty: { issue: { id: 'i', name: 'Call of [erased]' } } },
  ],
  [{ lines: ['Margaret parcels (4)', 'Open hours (3)'] }, { lines: ['Open hours (3)'] }],
  [{ rows: [{ dimension: 'term', value: 'open' }] }, { rows: [{ dimension: 'term', value: '[erased]' }] }],
])('%j becomes %j', (before, after) => {
  expect(scrubbed(traces, before)).toEqual(after)
})

test('a text, link or handle with a hyphen is found, too', () => {
  const hyphens = { ...traces, texts: ['https://x.example/late-parcel'], handles: ['jean-luc'] }
  expect(scrubbed(hyphens, { reason: 'Jean-Luc: see https://x.example/late-parcel' })).toEqual({
    reason: '[erased]: see [erased]',
  })
  expect(scrubbedJson(hyphens, '{"reason":"jean-luc called"}')).toBe('{"reason":"[erased] called"}')
})

/** The traces of an author with this handle, of whom one mention is stored. */
const tracesOfHandle = (authorHandle: string, author = authorHandle): Traces => {
  const none = { url: '', channel: '', inReplyTo: '', title: '', fields: {}, entityValues: [] }
  const mention = { id: 'f:1', source: 'f', authorKey: 'k', authorHandle, text: 'Späte Lieferung, José!', ...none }
  const ids = new Map([['f:1', 'f']])
  const found = { mentions: [mention], ids, authorKeys: new Set(['k']), request: { kind: 'author', author } as const }
  return tracesOf(found, { values: new Set(), named: new Set() })
}

test.each([
  ['zoe', 'called @zoe back, zoe is angry', 'called [erased] back, zoe is angry'],
  [
    '@zoe',
    'called @Zoe, not @zoe_k, @zoe.fan, @zoey or a@zoe.example',
    'called [erased], not @zoe_k, @zoe.fan, @zoey or a@zoe.example',
  ],
  ['zoe', '(@zoe) asks. Then @zoe.', '([erased]) asks. Then [erased].'],
  ['zoey', '@zoey and zoey, ❤️zoey', '[erased] and [erased], ❤️[erased]'],
  ['@zorblaxian', 'zorblaxian and @zorblaxian', '[erased] and [erased]'],
  // Letters with their accents as one character and as two.
  ['Jos\u00e9', 'ask jose\u0301 or jos\u00e9, not jose', 'ask [erased] or [erased], not jose'],
  ['Jose\u0301', 'ask jose\u0301 or jos\u00e9, not jose', 'ask [erased] or [erased], not jose'],
  ['jose', 'ask jose, not jose\u0301 or jos\u00e9', 'ask [erased], not jose\u0301 or jos\u00e9'],
  ['kim', 'spa\u0308te Lieferung, Jos\u00e9!', '[erased]'],
])('the handle %s in a comment', (handle, before, after) => {
  expect(scrubbed(tracesOfHandle(handle), { reason: before })).toEqual({ reason: after })
  const json = JSON.stringify({ reason: before })
  expect(scrubbedJson(tracesOfHandle(handle), json)).toBe(JSON.stringify({ reason: after }))
})

test('a handle that was asked for disappears as a call, also when nothing of it is stored', () => {
  expect(scrubbed(tracesOfHandle('', 'jo'), { reason: 'jo and @jo' })).toEqual({ reason: 'jo and [erased]' })
})

test('a whole handle is found whatever its length', () => {
  const advocates = [{ handle: 'Zoe' }, { handle: '@zoe' }, { handle: 'zo' }]
  expect(scrubbed(tracesOfHandle('zoe'), { advocates })).toEqual({ advocates: [{ handle: 'zo' }] })
})

describe('what people set', () => {
  test.each([
    [
      'taxonomy-edits',
      {
        id: 'margaret',
        edit: {
          kind: 'add',
          id: 'margaret',
          name: 'Margaret',
          owners: ['support'],
          phrases: ['late|margaret * parcel', 'parcel', 'rude ~ Petra'],
          hints: ['margaret', 'shop'],
        },
      },
      {
        id: 'margaret',
        edit: {
          kind: 'add',
          id: 'margaret',
          name: '[erased]',
          owners: ['support'],
          phrases: ['parcel'],
          hints: ['shop'],
        },
      },
    ],
    ['taxonomy-edits', { edit: { kind: 'undo', edit: 'e1' } }, { edit: { kind: 'undo', edit: 'e1' } }],
    [
      'saved-views',
      { name: 'What margaret says', query: { q: 'Margaret', by: 'carrier' }, by: 'petra' },
      { name: 'What [erased] says', query: { q: '[erased]', by: 'carrier' }, by: 'petra' },
    ],
    [
      'known-issues',
      { name: 'Outage at Margaret', products: ['C++ (x)', 'kettle'], versions: ['4.2'], topics: ['open'] },
      { name: 'Outage at [erased]', products: ['[erased]', 'kettle'], versions: ['4.2'], topics: ['open'] },
    ],
    [
      'silences',
      { matches: { products: ['C++ (x)'], topics: ['open'] }, reason: 'petra called' },
      { matches: { products: ['[erased]'], topics: ['open'] }, reason: '[erased] called' },
    ],
    [
      'dismissed-terms',
      { term: 'margaret', note: 'petra knows margaret', department: 'support', by: 'petra' },
      { term: '[erased]', note: '[erased] knows [erased]', department: 'support', by: 'petra' },
    ],
    ['saved-views', ['margaret'], ['margaret']],
    ['known-issues', null, null],
  ])('an event of %s loses them: %j', (topic, before, after) => {
    expect(cleanerOf(topic)(traces, before)).toEqual(after)
  })
})

test('what has no traces, and what is no JSON, is left alone', () => {
  expect(scrubbedJson(traces, JSON.stringify(alertNow({ evidence: [quote('forum:2')] })))).toBeUndefined()
  expect(scrubbedJson(traces, 'margaret {')).toBeUndefined()
})

describe('what a letter is made of does not matter, and only whole letters are replaced', () => {
  const cleanOf = (handle: string, text: string) =>
    scrubbed({ ...traces, handles: [folded(handle)], values: new Set(), texts: [] }, { text })
  test.each([
    ['\u0130smail', 'dear \u0130SMAIL, Ismail and ismail', 'dear [erased], [erased] and [erased]'],
    ['ismail', '\u0130smail\u0301 is not \u0130smail', '\u0130smail\u0301 is not [erased]'],
    ['vi\u1ec7t', 'vi\u00ea\u0323t, vie\u0323\u0302t, viet, vi\u00eat', '[erased], [erased], viet, vi\u00eat'],
    [
      '\u039d\u0399\u039a\u039f\u03a3',
      '\u03bf \u03bd\u03b9\u03ba\u03bf\u03c2 \u0130\u0130 \u03bd\u03b9\u03ba\u03bf\u03c3',
      '\u03bf [erased] \u0130\u0130 [erased]',
    ],
    ['I\u015f\u0131k', '\u0130\u015e\u0131K \ud83d\ude00 i\u015fik', '[erased] \ud83d\ude00 i\u015fik'],
  ])('%s in %j', (handle, text, clean) => {
    expect(cleanOf(handle, text)).toEqual({ text: clean })
  })

  test('the folded form of a text is that of its letters, one after the other', () => {
    const signs =
      'ai\u0130I\u0307\u0323\u0302\u1ec5\u03a3\u03c2 \u1100\u1161\u11a8\uac00\u1e9e\u212a\ud800\u01f0\u0390\u0345\u09c7\u09be\u0f71\u0f72'
    const text = fc.string({ unit: fc.constantFrom(...Array.from(signs)), minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(text, (each) => {
        expect(replaceFolded(each, new RegExp(folded(each), 'g'), 'x')).toBe('x')
      }),
      { numRuns: 5_000 },
    )
  })
})
