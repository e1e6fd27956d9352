import type { FetchMessageObject } from 'imapflow'
import { expect, test } from 'vitest'
import { escapedHtml, oneLine, unmarked, webUrl } from '../../../infra/plain-text.ts'
import { mailServerPattern } from '../../../infra/mail.ts'
import { withoutQuotedMail } from '../../../infra/quoted-mail.ts'
import { readMails } from '../../../ingest/sources/imap/read-mail.ts'
import { growth } from '../../growth.ts'

const read = (type: string, body: string) => {
  const source = Buffer.from(`From: a@b.example\r\nMessage-ID: <1@b>\r\nContent-Type: text/${type}\r\n\r\n${body}`)
  return readMails([{ uid: 1, source, internalDate: new Date() } as FetchMessageObject], { mailbox: 'INBOX', own: [] })
}
const textOf = async (html: string) => (await read('html', html)).mentions[0]?.text

test.each([
  '<div class="x gmail_quote">old</div>',
  '<div\n id=divRplyFwdMsg>old</div>',
  '<DIV data-x="1" class="moz-cite-prefix">old</DIV>',
  '<blockquote type="cite">old</blockquote>',
])('HTML is cut where a mail program quotes: %s', async (quotation) => {
  expect(await textOf(`<p>It leaks.</p><div>Since May.</div>${quotation}`)).toBe('It leaks.\nSince May.')
})

const html = [
  '<div ',
  '<div a ',
  '<div class="gmail_quot',
  '<div>',
  '<div><',
  '</div ',
  '<p',
  '<',
  '<a b=',
  "<a b='",
  '<!--',
].concat([
  '&',
  '&amp',
  '&#',
  '&#39;',
  '<br>',
  ' ',
  '\n ',
  '<blockquot ',
  '<p></b>',
  '<style>',
  '<img alt=🫖>',
  '>',
  '<a\n',
])
test.each(html)('the time for HTML grows with its length, not with its square: %j', async (piece) => {
  expect(await growth(piece, (body) => read('html', `<p>x</p>${body}`))).toBeLessThan(30)
})

const texts = [
  'On 1 ',
  'On 1 wrote',
  'Am 1 schrieb ',
  ' On\n1 ',
  'from: a\n',
  'from: ',
  '---',
  '_',
  '___ ',
  '> ',
  '>\n',
  ' ',
  '\n',
  '\t',
]
  .concat([
    '-- ',
    '-- \n',
    'sent from my ',
    '.sent from my\n',
    '\nsent from the \n\n',
    'regards',
    'regards\n',
    'regards,,,, ',
  ])
  .concat([
    'regards\n\n\n',
    'regards\n\n\na\n',
    'regards\r',
    'thanks\nAa ',
    'Thanks,\nA',
    'Thanks\n\n',
    "Cheers \nA-a'. A",
    '\r',
    '. ',
  ])
test.each(texts)('the time for a text grows with its length, not with its square: %j', async (piece) => {
  expect(await growth(piece, (text) => withoutQuotedMail(`Hello: \n${text}\nx`))).toBeLessThan(30)
  expect(await growth(piece, (text) => read('plain', `Hello: \n${text}\nx`))).toBeLessThan(30)
})

const marks = [
  ' ',
  '1',
  '1.',
  '_',
  'a_',
  '-',
  '&',
  '\u202e',
  '🫖',
  '\ud83e',
  'a ',
  '[',
  '{{',
  '@',
  'a@',
  ':',
  '/',
  'a:',
  '[a',
  ']',
]
test.each(marks)('the time to show a text, and to read an address, grows with the length: %j', async (piece) => {
  const shown = (text: string) => [
    oneLine(text),
    escapedHtml(text),
    unmarked(text),
    webUrl(`https://x.example/${text}`),
  ]
  expect(await growth(piece, shown)).toBeLessThan(30)
  expect(await growth(piece, (text) => new RegExp(mailServerPattern).test(`smtp://${text} `))).toBeLessThan(30)
})
