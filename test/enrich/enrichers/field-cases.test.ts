import { describe, expect, test } from 'vitest'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openPipeline } from '../../../enrich/enrichers/pipeline.ts'
import { plainText } from '../../../ingest/read/html-to-text.ts'

// Kinds of texts that fooled other tools in the field (docs/decisions/enrich.md). Written while the rules were: a guard, no measure.
const pipeline = openPipeline(readTaxonomy(), {})
const one = async (text: string) => (await pipeline([{ text }]))[0]!
/** Everything but the hash of the text. */
const labelsOf = async (text: string) => {
  const { contentHash: _, ...labels } = await one(text)
  return labels
}

const plain = [
  'The toaster sparks and the kitchen smells of smoke',
  'Nobody picks up the phone at your service desk',
  'My refund is three weeks overdue',
  'The new update deleted all my photos',
  'Courier dumped the box in the rain',
  'They sent me the wrong colour again',
  'The lid is loose and soup leaks into my bag',
  'Love this lamp, best buy of the year',
  'Is the blue one back in stock soon',
  'Price went up twice this summer',
]
/** The letters of ASCII as those of a styled alphabet that begins at `upper` and `lower`. */
const styled = (upper: number, lower: number) => (text: string) =>
  text.replace(/[A-Za-z]/g, (letter) => {
    const code = letter.charCodeAt(0)
    return String.fromCodePoint(code < 97 ? upper + code - 65 : lower + code - 97)
  })
const between = (sign: string) => (text: string) => text.replace(/(\w{2})(?=\w{2})/g, `$1${sign}`)
const styles: [string, (text: string) => string][] = [
  ['bold sans', styled(0x1d5d4, 0x1d5ee)],
  ['bold italic', styled(0x1d468, 0x1d482)],
  ['monospace', styled(0x1d670, 0x1d68a)],
  ['full width', styled(0xff21, 0xff41)],
  ['soft hyphens', between('\u00ad')],
  ['zero-width spaces', between('\u200b')],
  ['word joiners', between('\u2060')],
]

describe('letters of another style or with invisible signs have the labels of the plain text', () => {
  test.each(plain.flatMap((text) => styles.map(([style, change]) => [style, text, change(text)] as const)))(
    '%s: %s',
    async (_, text, changed) => expect(await labelsOf(changed)).toEqual(await labelsOf(text)),
  )
})

describe('any sign for an apostrophe is one', () => {
  const contracted = [
    "The door won't shut",
    "It hasn't rung once today",
    "You don't reply",
    "I can't pay by card",
    "That isn't what I ordered",
    "The bus didn't come",
    "It doesn't heat the water",
    "We weren't told about the change",
    "She couldn't open the app",
    "I wouldn't buy it again",
  ]
  const signs = ['´', '`', '’', '‘', 'ʼ', '′', '＇']
  test.each(contracted.flatMap((text) => signs.map((sign) => [text.replaceAll("'", sign), text] as const)))(
    '%s',
    async (changed, text) => expect(await labelsOf(changed)).toEqual(await labelsOf(text)),
  )
})

describe('markup has the labels of what a person reads', () => {
  test.each([
    ['I can&#39;t open the &quot;Orders&quot; page', 'I can\'t open the "Orders" page'],
    ['<p>The lamp isn&rsquo;t dimming</p>', 'The lamp isn’t dimming'],
    ['<div>Driver was rude<br>and late</div>', 'Driver was rude\nand late'],
    ['Fees &amp; charges went up &mdash; I&#x27;m leaving', "Fees & charges went up — I'm leaving"],
    ['<b>Never</b> again, the zip broke', 'Never again, the zip broke'],
    ['It&nbsp;does&nbsp;not&nbsp;pair', 'It does not pair'],
    ['&lt;3 this kettle', '<3 this kettle'],
    ['<span style="color:red">Still</span> no refund', 'Still no refund'],
    ['Paid &euro;30 and got nothing', 'Paid €30 and got nothing'],
    ['<ul><li>slow</li><li>crashes</li></ul>', 'slow\ncrashes'],
  ])('%s', async (html, text) => {
    const { sentiment, topics, intent } = await one(plainText(html))
    const same = await one(text)
    expect({ sentiment, topics, intent }).toEqual({
      sentiment: same.sentiment,
      topics: same.topics,
      intent: same.intent,
    })
  })
})

describe('a weighty word in a harmless sentence is not severe', () => {
  test.each([
    'Is the Fire Kids tablet on sale this week?',
    'Which tennis court bookings can I make in your app?',
    'Do you sell smoke alarms in white?',
    'Where do I find the burn rate in the report?',
    'Is the hospital radio edition still in stock?',
    'Can I order the poison ivy print as a poster?',
    'Does the police car toy come with batteries?',
    'Looking for the shock absorber in size M, when is it back?',
    'How long does the candle burn?',
    'Is the ambulance puzzle suitable for a four year old?',
    'Your team was on fire today, two answers in five minutes',
  ])('%s', async (text) => expect(['low', 'medium']).toContain((await one(text)).severity))
})

describe('the language of few words is right or unknown', () => {
  test.each([
    ['Ware beschädigt', 'de'],
    ['Kein Rückruf bekommen', 'de'],
    ['Service client injoignable', 'fr'],
    ['Toujours rien reçu', 'fr'],
    ['Atención pésima', 'es'],
    ['Producto roto', 'es'],
    ['Rimborso mai arrivato', 'it'],
    ['Assistenza assente', 'it'],
    ['Nooit meer', 'nl'],
    ['Bestelling te laat', 'nl'],
    ['Entrega atrasada', 'pt'],
    ['Não recomendo', 'pt'],
  ])('%s: %s', async (text, language) => expect([language, 'unknown']).toContain((await one(text)).language))
})

describe('an emoji settles the mood of few words', () => {
  test.each([
    ['Checkout 🤦', 'negative'],
    ['Hotline 😡', 'negative'],
    ['Your new logo 🤢', 'negative'],
    ['Courier 🖕', 'negative'],
    ['My booking 😭😭', 'negative'],
    ['Replacement ❌❌', 'negative'],
    ['Helpdesk 💔', 'negative'],
    ['Oat flavour 😋', 'positive'],
    ['Blue lamp 💙', 'positive'],
    ['Refund ✅', 'positive'],
    ['The mixer 🥰', 'positive'],
    ['Support team 👏', 'positive'],
  ])('%s: %s', async (text, label) => expect((await one(text)).sentiment.label).toBe(label))
})

describe('a rating in the text settles the mood', () => {
  test.each([
    ['One star, sadly', 'negative'],
    ['★★☆☆☆', 'negative'],
    ['⭐⭐', 'negative'],
    ['3/10', 'negative'],
    ['Rating: 2/5', 'negative'],
    ['0 out of 5', 'negative'],
    ['zero stars', 'negative'],
    ['5/5', 'positive'],
    ['★★★★☆', 'positive'],
    ['⭐⭐⭐⭐⭐ again', 'positive'],
    ['8/10 from me', 'positive'],
    ['ten out of ten', 'positive'],
  ])('%s: %s', async (text, label) => expect((await one(text)).sentiment.label).toBe(label))
})

describe('what endangers people or animals is severe, however calmly it is told', () => {
  test.each([
    'The charger melted overnight and left a hole in the carpet',
    'I got an electric shock when I touched the tap',
    'Smoke came out of the dryer this morning',
    'The jar exploded in my hand',
    'There was glass in the baby food',
    'My dog vomited after eating your treats',
    'The handle snapped and hot oil ran over my foot',
    'Found maggots in the cereal',
    'My son swallowed the small magnet that fell off the toy',
    'The scooter battery burst into flames in the hall',
    'The socket sparked and went black',
  ])('%s', async (text) => expect(['critical', 'high']).toContain((await one(text)).severity))
})
