import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clean } from '../../../enrich/text/clean.ts'
import { contentHash } from '../../../enrich/text/near-duplicates.ts'
import { toTokens } from '../../../enrich/text/token.ts'

const words = (text: string) => toTokens(text).map((token) => token.text)
const cleans = (texts: readonly (readonly [written: string, read: string])[]) =>
  test.each(texts)('%j is read as %j', (written, read) => expect(clean(written)).toBe(read))

describe('letters', () => {
  cleans([
    ['𝗧𝗵𝗲 𝗸𝗻𝗼𝗯 fell off', 'The knob fell off'],
    ['𝓽𝓱𝓮 𝔰𝔠𝔯𝔢𝔢𝔫 𝚏𝚕𝚒𝚌𝚔𝚎𝚛𝚜', 'the screen flickers'],
    ['Ｎｏ　ｒｅｐｌｙ！', 'No　reply!'],
    ['ᴡᴏʀsᴛ sᴛᴏʀᴇ', 'worst store'],
    ['ⓝⓞ refund', 'no refund'],
    ['🅱🆁🅾🅺🅴🅽 again', 'broken again'],
    ['inﬂated oﬃce price', 'inflated office price'],
    ['re\u00adfund', 'refund'],
    ['can\u200bcel\u2060led or\ufeffder', 'cancelled order'],
    ['hel\u200dp', 'help'],
    ['cafe\u0301', 'café'],
    ['it\ufe0f broke', 'it broke'],
  ])

  test.each(['👩‍👩‍👧 ❤️ ⚠️', 'می‌خواهم', 'क्‍ष', 'CO² at 20 ½ ™', 'naïve Ωmega'])('%s stays as it is', (text) =>
    expect(clean(text)).toBe(text),
  )

  test.each(["'", '’', '‘', '‛', '´', '`', 'ʼ', 'ʻ', '′', '＇', 'ʹ'])('%s between letters is an apostrophe', (mark) =>
    expect(words(`She doesn${mark}t answer`)).toEqual(['she', 'does', 'not', 'answer']),
  )

  test('an apostrophe that quotes stays', () => expect(clean('a `new` one, 5′ tall')).toBe('a `new` one, 5′ tall'))
})

describe('HTML', () => {
  cleans([
    ['won&#39;t charge &amp; smells', "won't charge & smells"],
    ['<p>Cracked</p><p>twice</p>', 'Cracked\ntwice'],
    ['Didn&rsquo;t fit<br/>sent it back', "Didn't fit\nsent it back"],
    ['isn&amp;#x27;t sealed', "isn't sealed"],
    ['we &lt;3 it', 'we <3 it'],
    ['<a href="https://x.example/?a=1&amp;b=2">Here</a> it is', 'Here it is'],
    ['warm<script>alert(1)</script> welcome', 'warm welcome'],
    ['2 < 3 & 5 > 4', '2 < 3 & 5 > 4'],
    ['AT&T; B&B', 'AT&T; B&B'],
    ['use <name> here', 'use <name> here'],
  ])
})

describe('stretched letters', () => {
  test.each([
    ['goooood', 'good'],
    ['sooooo', 'so'],
    ['waaaay', 'way'],
    ['terribleeee', 'terrible'],
    ['nooooo', 'no'],
    ['reaaaallyyy', 'really'],
    ['slooooow', 'slow'],
    ['freeeee', 'free'],
    ['AAA', 'aaa'],
    ['xxxx', 'xxxx'],
    ['1000000', '1000000'],
  ])('%s is %s', (written, read) => expect(words(written)).toEqual([read]))
})

describe('hashtags and names', () => {
  test.each([
    ['#NeverAgain', ['never', 'again']],
    ['#BAGLost', ['bag', 'lost']],
    ['#worst_airline', ['worst', 'airline']],
    ['#Fail2026', ['fail', '2026']],
    ['#fail', ['#fail']],
    ['#iPhone', ['#iphone']],
    ['#BLM', ['#blm']],
    ['@AcmeSupport my bag is gone', ['my', 'bag', 'is', 'gone']],
    ['.@acme @acme_help: why?', ['why', '?']],
    ['thanks @acme', ['thanks', '@']],
    ['mail me @ home', ['mail', 'me', '@', 'home']],
    ['@AcmeSupport', []],
  ])('%s is read as %j', (text, read) => expect(words(text)).toEqual(read))
})

describe('quoted mail and signatures', () => {
  cleans([
    ['Still broken.\n\nOn Tue, 3 Nov 2026 at 10:12, Acme <a@x.example> wrote:\n> Try again', 'Still broken.'],
    ['No. On 12/3/26, Acme Support wrote: We are happy to help', 'No.'],
    ['Geht nicht.\nAm 3. November 2026 schrieb Acme:\n> Hallo', 'Geht nicht.'],
    ['> Is it fixed?\nNo, it is worse', 'No, it is worse'],
    ['Nothing came\n\n-----Original Message-----\nFrom: Acme', 'Nothing came'],
    ['Nothing came\nFrom: Acme\nSent: Monday\nSubject: parcel', 'Nothing came'],
    ['It leaks\n-- \nKim Nord\nHappy Teas Ltd', 'It leaks'],
    ['It leaks\n\nKind regards,\nKim Nord\n+46 8 123', 'It leaks'],
    ['It leaks\n\nThanks,\nKim', 'It leaks'],
    ['It leaks\nSent from my iPhone', 'It leaks'],
    ['It leaks. Get Outlook for Android', 'It leaks.'],
    ['> everything is quoted', '> everything is quoted'],
    ['Thanks,\nit works now and the team was kind', 'Thanks,\nit works now and the team was kind'],
    ['On Monday 3 people came and they wrote nothing: odd', 'On Monday 3 people came and they wrote nothing: odd'],
    ['My regards to the kitchen, all fresh', 'My regards to the kitchen, all fresh'],
  ])
})

test('copies in other letters have one hash', () => {
  expect(contentHash('𝗦𝗵𝗮𝗿𝗲 and w\u200bin, don´t wait &amp; sing')).toBe(
    contentHash("Share and win, don't wait & sing"),
  )
})

test('cleaning a clean text changes nothing, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
      fc.pre(!/[&<>\n#]/.test(text))
      expect(clean(clean(text))).toBe(clean(text))
    }),
    { seed: 1, numRuns: 500 },
  )
})

test.each(['\n', '> ', '&amp;', '<p', 'On 1 ', 'Regards\n', '. ', '@a ', "a'", 'Sent from my ', '#aB', '\u200d'])(
  '20,000 characters of %j take less than 100 ms',
  (part) => {
    const text = part.repeat(20_000 / part.length)
    let shortest = Infinity
    for (let round = 0; round < 3; round++) {
      const startedAt = performance.now()
      toTokens(text)
      shortest = Math.min(shortest, performance.now() - startedAt)
    }
    expect(shortest).toBeLessThan(100)
  },
)
