import { expect, test } from 'vitest'
import { serverOf } from '../../infra/mail.ts'

test.each([
  ['smtp://mail.example', 'mail.example', 587, false, undefined],
  ['smtps://mail.example/', 'mail.example', 465, true, undefined],
  ['smtp://[2001:db8::1]:2525', '2001:db8::1', 2525, false, undefined],
  ['smtps://ann:p%40ss@mail.example:4650', 'mail.example', 4650, true, { user: 'ann', pass: 'p@ss' }],
  // A generated password may contain characters that have a meaning in URLs.
  ['smtps://alerts:a/b#c?d%e:f@g@mail.example', 'mail.example', 465, true, { user: 'alerts', pass: 'a/b#c?d%e:f@g' }],
])('%s is the URL of a mail server', (text, host, port, secure, auth) => {
  expect(serverOf(text)).toMatchObject({ host, port, secure, auth })
})

test.each(['mail.example', 'smtp://', 'smtp://a b', 'https://mail.example', 'smtp://mail.example:port'])(
  '%s is not the URL of a mail server',
  (text) => expect(() => serverOf(text)).toThrow('is not of the form'),
)
