import { describe, expect, test } from 'vitest'
import { chooseQuotes, type Quotable } from '../../../alerts/explain/quotes.ts'

const span = { from: 0, to: 3_600_000 }
let told = 0
function quote(text: string, over: Partial<Quotable> = {}): Quotable {
  const mentionId = `m${told++}`
  const plain = { author: 'kim', source: 'forum', sentiment: 'negative', url: '', createdAt: 1_800_000 }
  return { mentionId, text, ...plain, authorKey: mentionId, textCluster: mentionId, names: false, ...over }
}
const texts = (candidates: readonly Quotable[]) => chooseQuotes(candidates, span).map(({ text }) => text)

const late = [
  'The parcel is late again and the courier says nothing',
  'My parcel was due on Monday, tracking stands still',
  'Waiting eleven days for a delivery to the north',
  'Depot closed, shipment stuck, nobody answers the phone',
  'Express paid, express parcel not delivered on time',
  'Where is my order? The parcel sits in the depot',
  'Late parcel, late refund, the support is silent',
]

describe('quotes', () => {
  test('are five at most, of different texts by different people', () => {
    const copies = late.map((text) => quote(text, { textCluster: 'one story' }))
    const shouts = late.map((text) => quote(`${text}, I say`, { authorKey: 'one person' }))
    expect(texts([...copies, ...shouts])).toHaveLength(2)
    expect(texts(late.map((text) => quote(text)))).toHaveLength(5)
  })

  test('that are near in words are told once', () => {
    const near = ['Parcel of the courier is late in Northtown today', 'Late is the parcel of the courier in Northtown!']
    expect(texts([...near, ...late.slice(1, 3)].map((text) => quote(text)))).toHaveLength(3)
  })

  test('that name the driver come first, others follow where there are too few', () => {
    const naming = quote('Nordfracht does not come', { names: true, createdAt: 1 })
    const found = chooseQuotes([...late.map((text) => quote(text)), naming], span)
    expect(found[0]).toBe(naming)
    expect(found).toHaveLength(5)
  })

  test('of two that say the same much, the recent one is told first', () => {
    const older = quote('parcel late in town', { createdAt: 0 })
    const newer = quote('parcel late in city', { createdAt: 3_500_000 })
    expect(chooseQuotes([older, newer, ...late.map((text) => quote(text))], span)).toContain(newer)
    expect(chooseQuotes([older, newer], span)[0]).toBe(newer)
  })

  test('say what most say: what has nothing to do with the rest comes last', () => {
    const odd = quote('lovely weather for gardening')
    const found = chooseQuotes([odd, ...late.map((text) => quote(text))], span)
    expect(found).not.toContain(odd)
  })

  test('of nameless people are those of different people; of nothing there are none', () => {
    expect(texts(late.slice(0, 3).map((text) => quote(text, { authorKey: '' })))).toHaveLength(3)
    expect(texts([])).toEqual([])
    expect(texts([quote('?!'), quote('…')])).toHaveLength(2)
  })
})
