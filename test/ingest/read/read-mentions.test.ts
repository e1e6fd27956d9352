import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { UsageError } from '../../../infra/verb.ts'
import { parseColumnMap } from '../../../ingest/read/columns.ts'
import { readMentions, type MentionRow } from '../../../ingest/read/read-mentions.ts'
import { readRows } from '../../../ingest/read/read-rows.ts'
import { openRemarks } from '../../../ingest/read/remarks.ts'
import type { DayOrder } from '../../../infra/time-reader.ts'

const folder = mkdtempSync(join(tmpdir(), 'groundswell-mentions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const now = Date.UTC(2026, 10, 29)

/** What `import` makes of a file, and what it says about it. */
async function imported(name: string, content: string | Buffer, options: { map?: string; dates?: DayOrder } = {}) {
  const file = join(folder, name)
  writeFileSync(file, content)
  const map = parseColumnMap(options.map === undefined ? [] : [options.map])
  const remarks = openRemarks()
  const origin = { name, map, dates: options.dates, remedy: (field: string) => `--map ${field}=COLUMN` }
  const rows: MentionRow[] = []
  for await (const row of readMentions(readRows(file, { map, remarks }), origin, { now, remarks })) rows.push(row)
  const mentions = rows.flatMap((row) => ('mention' in row ? [row.mention] : []))
  const faults = rows.flatMap((row) => ('fault' in row ? [`${row.line} ${row.fault}`] : []))
  return { mentions, faults, said: remarks.list(), days: mentions.map(({ createdAt }) => dayOf(createdAt)) }
}
const dayOf = (at: number) => new Date(at).toISOString().slice(5, 10)
const textsOf = ({ mentions }: { mentions: { text: string }[] }) => mentions.map(({ text }) => text)
const csv = (...lines: string[]) => `${lines.join('\n')}\n`

describe('the order of day and month', () => {
  const file = (...dates: string[]) => csv('date,text', ...dates.map((date, i) => `"${date}",Late ${i}`))

  test.each([
    [
      'a later row with a day above 12',
      ['05/11/2026', '11/11/2026', '19/11/2026'],
      ['11-05', '11-11', '11-19'],
      'day/month, from row 3',
    ],
    ['the first row', ['13/11/2026 09:00', '01/02/2026'], ['11-13', '02-01'], 'day/month, from row 1'],
    ['the month first', ['05/11/2026', '5/23/2026'], ['05-11', '05-23'], 'month/day, from row 2'],
    ['a day of the week before it', ['Thu 05/11/2026', 'Thu 19/11/2026'], ['11-05', '11-19'], 'day/month, from row 2'],
    ['the time before it', ['09:10 05/11/2026', '09:10 19/11/2026'], ['11-05', '11-19'], 'day/month, from row 2'],
    ['dashes', ['05-11-2026', '19-11-2026'], ['11-05', '11-19'], 'day/month, from row 2'],
    ['years of two digits', ['05/11/26 1:05 PM', '11/19/26'], ['05-11', '11-19'], 'month/day, from row 2'],
    [
      'rows without order around it',
      ['2026-11-01', '05/11/2026', '19/11/2026'],
      ['11-01', '11-05', '11-19'],
      'day/month, from row 3',
    ],
  ])('is decided once a file, by %s', async (_, dates, days, order) => {
    const found = await imported('x.csv', file(...dates))
    expect([found.days, found.faults]).toEqual([days, []])
    expect(found.said).toContain(`dates read as ${order}`)
  })

  test('a row that decides it may come after the first 1,000', async () => {
    const early = Array.from({ length: 1500 }, (_, i) => `0${(i % 9) + 1}/11/2026`)
    expect((await imported('x.csv', file(...early, '19/11/2026'))).days.at(0)).toBe('11-01')
  })

  test.each([
    ['no row decides it', ['05/11/2026', '11/12/2025']],
    ['two rows contradict each other', ['05/11/2026', '19/11/2026', '11/19/2026']],
  ])('if %s, the file is refused with the remedy, and --dates settles it', async (_, dates) => {
    await expect(imported('x.csv', file(...dates))).rejects.toThrow(/give --dates dmy or --dates mdy/)
    expect((await imported('x.csv', file(...dates), { dates: 'dmy' })).days[0]).toBe('11-05')
    expect((await imported('x.csv', file(...dates), { dates: 'mdy' })).days[0]).toBe('05-11')
  })

  test.each([
    ['05/05/2026', '05-05'],
    ['2026/05/11', '05-11'],
    ['11.05.2026', '05-11'],
    ['11 May 2026', '05-11'],
  ])('%s leaves no choice', async (date, day) => {
    expect((await imported('x.csv', file(date))).days).toEqual([day])
  })
})

test.each([
  ['2126-01-01', 'in the future'],
  ['1970-01-01', 'before 2000'],
  ['0001-01-01T00:00:00Z', 'before 2000'],
  ['4102444800', 'in the future'],
  ['58851-01-01', 'no readable time'],
  ['30/02/2026', 'no readable time'],
])('the time %s is rejected, and no other row is', async (time, why) => {
  const found = await imported('x.csv', csv('date,text', `${time},a`, '2026-11-01,b', '19/11/2026,c'))
  expect([textsOf(found), found.faults]).toEqual([['b', 'c'], [expect.stringContaining(why)]])
})

describe('encodings', () => {
  const text = csv('id;date;text', '1;2026-11-20;Größe falsch – für 49 € zurück', '2;2026-11-21;naïve façade')
  const inCp1252 = (content: string) =>
    Buffer.from(content.replaceAll('€', '\u0080').replaceAll('–', '\u0096'), 'latin1')
  const utf16 = Buffer.from(text, 'utf16le')
  const bom = Buffer.from([0xff, 0xfe])

  test.each([
    ['UTF-8', Buffer.from(text), []],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`), []],
    ['Windows-1252', inCp1252(text), ['read as Windows-1252 (not UTF-8)']],
    ['UTF-16 LE with a mark', Buffer.concat([bom, utf16]), ['read as UTF-16 LE (a byte order mark)']],
    ['UTF-16 LE without', utf16, ['read as UTF-16 LE (its zero bytes)']],
    ['UTF-16 BE with a mark', Buffer.concat([bom, utf16]).swap16(), ['read as UTF-16 BE (a byte order mark)']],
    ['UTF-16 BE without', Buffer.from(utf16).swap16(), ['read as UTF-16 BE (its zero bytes)']],
  ])('%s is found, and said', async (_, content, said) => {
    const found = await imported('x.csv', content)
    expect(textsOf(found)).toEqual(['Größe falsch – für 49 € zurück', 'naïve façade'])
    expect(found.said.filter((line) => line.startsWith('read as'))).toEqual(said)
  })

  test('Windows-1252 is found in JSON lines, and where the first umlaut stands 200 KB into the file', async () => {
    expect(textsOf(await imported('x.jsonl', inCp1252('{"date":"2026-11-20","text":"für"}\n')))).toEqual(['für'])
    const far = csv('date,text', ...Array.from({ length: 10_000 }, () => '2026-11-20,plain text'), '2026-11-20,für')
    expect(textsOf(await imported('x.csv', inCp1252(far))).at(-1)).toBe('für')
  })

  test('a character at the very end of the file is enough', async () => {
    expect(textsOf(await imported('x.csv', inCp1252('date,text\n2026-11-20,für')))).toEqual(['für'])
    expect(textsOf(await imported('x.csv', inCp1252('date,text\n2026-11-20,Café: passé').subarray(0)))).toEqual([
      'Café: passé',
    ])
  })

  test('one broken character does not make UTF-8 another encoding', async () => {
    const broken = Buffer.concat([
      Buffer.from('date,text\n2026-11-20,für Ärger '),
      Buffer.from([0xe4]),
      Buffer.from('x\n'),
    ])
    const found = await imported('x.csv', broken)
    expect(textsOf(found)).toEqual(['für Ärger \ufffdx'])
    expect(found.said).toContain('a text with characters that could not be decoded: 1 row')
  })
})

describe('dialects of CSV', () => {
  test.each([
    ['sep=;', csv('sep=;', 'date;text', '2026-11-20;a, b')],
    [
      'sep=| with a byte order mark and CRLF',
      `\ufeff${csv('sep=|', 'date|text', '2026-11-20|a, b').replaceAll('\n', '\r\n')}`,
    ],
    ['a pipe', csv('date|text', '2026-11-20|a, b')],
    ['a tab, commas in the texts', csv('date\ttext', '2026-11-20\ta, b')],
    ['a delimiter at the end of rows', csv('date;text', '2026-11-20;a, b;')],
    ['a delimiter at the end of all lines', csv('date,text,', '2026-11-20,"a, b",')],
    ['empty quotes at the end of rows', csv('date;text', '2026-11-20;a, b;""')],
    ['empty cells at the end of some rows', csv('date,text', '2026-11-20,"a, b", ,\t')],
    ['a delimiter around all rows', csv('|date|text|', '|2026-11-20|a, b|')],
    ['CR line ends and LF at the end', `${csv('date;text', '2026-11-20;a, b').replaceAll('\n', '\r')}\n`],
    ['CR, LF and CRLF', 'date;text\r2026-11-20;a, b\n\r\n'],
    ['CR CR LF', csv('text;date', 'a, b;2026-11-20').replaceAll('\n', '\r\r\n')],
    ['CR line ends', csv('date;text', '2026-11-20;a, b').replaceAll('\n', '\r')],
    ['a title and an empty line', csv('Complaints, November', '', 'date,text', '2026-11-20,"a, b"')],
    ['a title with the empty cells of a spreadsheet', csv('Export 2026;;', ';;', 'id;date;text', '1;2026-11-20;a, b')],
    ['a title as wide as the rows', csv('Export;2026', 'date;text', '2026-11-20;a, b')],
  ])('%s', async (_, content) => {
    const found = await imported('x.csv', content)
    expect([textsOf(found), found.faults, found.days]).toEqual([['a, b'], [], ['11-20']])
  })

  test.each([
    ['in the last column', ['1,2026-11-20,"Torn', '2,2026-11-20,b', '3,2026-11-20,"c"', '4,2026-11-20,d'], 3, 'bcd'],
    ['in the middle', ['1,"2026-11-20,a', '2,2026-11-20,b', '3,2026-11-20,c'], 2, 'bc'],
    ['in the last row', ['1,2026-11-20,a', '2,2026-11-20,b', '3,2026-11-20,"c'], 2, 'ab'],
    ['twice', ['1,2026-11-20,a', '2,2026-11-20,"b', '3,2026-11-20,c', '4,2026-11-20,"d', '5,2026-11-20,e'], 3, 'ace'],
    ['and a delimiter at the end of rows', ['1,2026-11-20,"a,', '2,2026-11-20,b,', '3,2026-11-20,c,'], 2, 'bc'],
    ['before a quoted row', ['1,2026-11-20,a', '2,2026-11-20,"b', '"3","2026-11-20","c"'], 2, 'ac'],
  ])('a torn quote %s costs one row', async (_, rows, count, texts) => {
    const found = await imported('x.csv', csv('id,date,text', ...rows))
    expect(textsOf(found).join('')).toBe(texts)
    expect(found.faults).toHaveLength(rows.length - count)
    for (const fault of found.faults) expect(fault).toMatch(/^\d+ has a quote that is not closed$/)
  })

  test.each([
    ['"Two\nlines"', 'Two\nlines'],
    ['"Well, honestly,\nbad, slow, late"', 'Well, honestly,\nbad, slow, late'],
    ['"He said ""no""\nand left"', 'He said "no"\nand left'],
    ['5" pipe leaks', '5" pipe leaks'],
    ['"a\n\n\nb"', 'a\n\n\nb'],
  ])('a good cell with quotes or lines is whole: %s', async (cell, text) => {
    const found = await imported(
      'x.csv',
      csv('id,date,text', '1,2026-11-20,a', `2,2026-11-20,${cell}`, '3,2026-11-20,c'),
    )
    expect([textsOf(found), found.faults]).toEqual([['a', text, 'c'], []])
  })
})

describe('wrappers of JSON', () => {
  const tweet = { id_str: '1991', created_at: 'Wed Nov 25 13:37:00 +0000 2026', full_text: 'Dead kettle' }
  const ticket = { id: 1, subject: 'Late', description: 'Dead kettle', created_at: '2026-11-25' }
  const hit = { message: 'Dead kettle', '@timestamp': '2026-11-25T10:00:00Z' }
  const note = { id: 'n', type: 'Note', content: '<p>Dead kettle</p>', published: '2026-11-25T10:00:00Z' }
  const announce = { id: 'b', type: 'Announce', published: '2026-11-25T10:00:00Z', object: 'https://o.example/9' }
  const outbox = { orderedItems: [{ ...announce, id: 'a', type: 'Create', object: note }, announce] }

  test.each([
    ['the archive of X', 'tweets.js', `window.YTD.tweets.part0 = ${JSON.stringify([{ tweet }], null, 2)}`, undefined],
    [
      'the archive of X, mapped',
      'tweets.js',
      `window.YTD.tweets.part0 = ${JSON.stringify([{ tweet }])};`,
      'text=tweet.full_text,createdAt=tweet.created_at',
    ],
    ['an outbox of Mastodon', 'outbox.json', JSON.stringify(outbox), undefined],
    [
      'an outbox, mapped from its top',
      'outbox.json',
      JSON.stringify(outbox),
      'text=orderedItems[].object.content,createdAt=orderedItems[].published',
    ],
    ['a module', 'x.js', `// an export\nexport default ${JSON.stringify([ticket])};\n`, undefined],
    ['a call', 'x.js', `callback(${JSON.stringify([ticket])});`, undefined],
    [
      'an assignment with brackets',
      'x.js',
      `window["YTD"]["tweets"].part0 = ${JSON.stringify([{ tweet }])}`,
      undefined,
    ],
    ['a guard against scripts', 'x.json', `)]}',\n${JSON.stringify([ticket])}`, undefined],
    ['edges and nodes', 'x.json', JSON.stringify({ data: { all: { edges: [{ node: ticket }] } } }), undefined],
    ['pages on lines', 'x.jsonl', `${JSON.stringify({ tickets: [ticket] })}\n`, 'items=tickets'],
    ['pages in an array', 'x.json', JSON.stringify([{ tickets: [ticket] }, { tickets: [] }]), 'items=tickets'],
    ['hits of a search', 'x.json', JSON.stringify({ hits: { hits: [{ _source: hit }] } }), undefined],
    ['one list on one line', 'x.json', JSON.stringify({ tickets: [ticket], count: 1 }), undefined],
    ['one list on many lines', 'x.json', JSON.stringify({ tickets: [ticket] }, null, 2), 'text=tickets.description'],
    ['a list in an object', 'x.json', JSON.stringify({ data: { tickets: [ticket] } }), undefined],
    ['one of several lists', 'x.json', JSON.stringify({ users: [{ id: 1 }], tickets: [ticket] }), 'items=tickets'],
    ['a named path', 'x.json', JSON.stringify({ data: { a: [{}], b: [ticket] } }), 'items=data.b'],
  ])('%s is opened', async (_, name, content, map) => {
    const found = await imported(name, content, { ...(map && { map }) })
    expect([textsOf(found), found.days]).toEqual([['Dead kettle'], ['11-25']])
  })

  test.each([
    ['at the top', { a: ticket, b: ticket }],
    ['under a key', { tickets: { a: { ...ticket, id: 'a' }, b: { ...ticket, id: 'b' } } }],
  ])('items under their ids are told apart: %s', async (_, document) => {
    const { id: _id, ...nameless } = ticket
    const found = await imported('x.json', JSON.stringify('a' in document ? { a: nameless, b: nameless } : document))
    expect(found.mentions.map(({ nativeId }) => nativeId)).toEqual(['a', 'b'])
  })

  test.each([
    ['x.csv', csv('date,text', '2026-11-20,a')],
    ['x.json', JSON.stringify({ tickets: [ticket] })],
  ])('a list that is not there is refused: %s', async (name, content) => {
    await expect(imported(name, content, { map: 'items=rows' })).rejects.toThrow(/no list "rows"/)
  })

  test('a line of JSON without the list is one fault', async () => {
    const lines = `${JSON.stringify({ tickets: [ticket] })}\n${JSON.stringify(ticket)}\n`
    const found = await imported('x.jsonl', lines, { map: 'items=tickets' })
    expect([textsOf(found), found.faults]).toEqual([['Dead kettle'], ['2 has no list "tickets" (items)']])
  })

  test('several lists are refused with their names, and so is a list that is not there', async () => {
    const content = JSON.stringify({ users: [{ id: 1 }], tickets: [ticket] })
    await expect(imported('x.json', content)).rejects.toThrow(/several lists.*users, tickets/)
    await expect(imported('x.json', content, { map: 'items=ticket' })).rejects.toThrow(
      /no list "ticket".*users, tickets/,
    )
  })
})

describe('columns', () => {
  const rows =
    '{"id":"a1","text":"x","createdAt":"2026-11-20"}\n{"id":"a2","text":"y","createdAt":"2026-11-20","by":"kim"}\n'

  test('a column that only later rows of JSON have is found, and may be mapped', async () => {
    expect((await imported('x.jsonl', rows, { map: 'author=by' })).mentions[1]).toMatchObject({ author: { id: 'kim' } })
  })

  test.each<[string, object, object]>([
    ['another text and time', { body: 'y', created_at: '2026-11-21' }, { text: 'y' }],
    ['another rating', { text: 'y', createdAt: '2026-11-21', stars: 2 }, { rating: 2 }],
    ['another spelling', { text: 'y', createdAt: '2026-11-21', Author: 'kim' }, { author: { id: 'kim' } }],
    ['a title only', { headline: 'y', createdAt: '2026-11-21' }, { text: 'y' }],
    [
      'more fields',
      { text: 'y', createdAt: '2026-11-21', sku: 'Q', lang: 'de' },
      { fields: { sku: 'Q', language: 'de' } },
    ],
  ])('rows of joined files may have columns of other names: %s', async (_, row, expected) => {
    const first = { text: 'x', createdAt: '2026-11-20', author: null, rating: 5 }
    const { mentions, faults } = await imported('x.jsonl', `${JSON.stringify(first)}\n${JSON.stringify(row)}\n`)
    expect([mentions[1], faults]).toMatchObject([expected, []])
  })

  test.each(['author=autor', 'rating=stars_x', 'text=txt', 'createdAt=when', 'product=a.b', 'id=ID'])(
    'the map %s, which names no column, is refused before anything is imported',
    async (map) => {
      const column = map.split('=')[1]!
      const refused = imported('x.jsonl', rows, { map })
      await expect(refused).rejects.toThrow(UsageError)
      await expect(refused).rejects.toThrow(`has no column "${column}"`)
    },
  )

  test('a mistyped column is answered with the likely one, and with all columns', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `field ${i}`)
    const file = csv(`text,Created time,${names.join(',')}`, `x,2026-11-20,${names.map(() => '').join(',')}`)
    const refused = imported('x.csv', file, { map: 'createdAt=Created Time' })
    await expect(refused).rejects.toThrow('has no column "Created Time", perhaps "Created time": name it with')
    await expect(refused).rejects.toThrow('field 19)')
  })

  test.each([
    [
      'Freshdesk',
      csv(
        'Ticket ID;Subject;Description;Created time;Full name;Email;Contact ID',
        '7;Leak;The kettle leaks;20.11.2026 14:05;Ann Lee;ann@mail.example;900',
      ),
    ],
    ['Zendesk', csv('Id,Requester,Requester id,Subject,Created at', '7,Ann Lee,900,The kettle leaks,2026-11-20 14:05')],
  ])('a ticket export of %s needs no map, and its customers are known by their ids only', async (_, file) => {
    const { mentions, faults } = await imported('x.csv', file)
    expect(faults).toEqual([])
    expect(mentions).toEqual([
      expect.objectContaining({
        nativeId: '7',
        text: 'The kettle leaks',
        createdAt: Date.UTC(2026, 10, 20, 14, 5),
        author: { id: '900', handle: '900' },
      }),
    ])
  })

  test.each([
    ['2026-11-20 14:05', true],
    ['20.11.2026', true],
    ['2026-11-20T14:05:00Z', false],
    ['Fri, 20 Nov 2026 14:05:00 +0100', false],
    ['1763647500', false],
  ])('that %s has no zone is said: %s', async (time, isSaid) => {
    const { said } = await imported('x.csv', csv('text,date', `x,"${time}"`))
    expect(said.some((each) => each.startsWith('times without a zone read as UTC'))).toBe(isSaid)
  })

  test('what was found and what is not read is said', async () => {
    const { said } = await imported('x.csv', csv('id,date,body,score', '1,2026-11-20,a,5'))
    expect(said).toContain('columns found: id = id, text = body, createdAt = date')
    expect(said).toContain('columns not read: score')
  })
})

describe('values', () => {
  const withValue = async (column: string, value: string, map?: string) => {
    const found = await imported('x.csv', csv(`id,date,text,title,${column}`, `1,2026-11-20,a,,"${value}"`), {
      ...(map && { map }),
    })
    return { ...found, mention: found.mentions[0]! }
  }

  test.each([
    'A Google user',
    'NULL',
    '\\N',
    'anonymous',
    'Anonym',
    '[deleted]',
    'N/A',
    'Amazon Customer',
    '-',
    'Ein Google-Nutzer',
    'Пользователь Google',
    'Un utente Google',
    'Google 사용자',
    'Amazon Kunde',
    'Verified Buyer',
    '(not set)',
    '#N/A',
    '匿名',
    '—',
    'null null',
    'noreply@forms.example',
    '00000000-0000-0000-0000-000000000000',
  ])('%s is no author', async (author) => expect((await withValue('author', author)).mention.author).toBeUndefined())

  test.each([
    'anna',
    'Google',
    'Amazon Prime Fan',
    'Anonymous Coward 7',
    'Kim Kunde',
    'reply@x.example',
    'Null-Sieben',
    'Nan Goldin',
    'a google user group',
    'Guest42',
  ])('%s is an author', async (author) => {
    expect((await withValue('author', author)).mention.author).toMatchObject({ id: author })
  })

  test.each(['5', '41', '0', '-3', '9'])('a score of %s is no rating', async (score) => {
    expect((await withValue('score', score)).mention.rating).toBeUndefined()
  })

  test.each([
    ['rating', '2', 2],
    ['Star Rating', '4', 4],
    ['stars', '4,5', 4.5],
    ['rating', '1/5', 1],
    ['rating', '3 stars', 3],
    ['rating', '★★☆☆☆', 2],
    ['rating', '⭐️⭐️⭐️', 3],
    ['starRating', 'FOUR', 4],
    ['rating', '4,0 von 5 Sternen', 4],
    ['rating', '2 sur 5 étoiles', 2],
    ['rating', '9', undefined],
    ['rating', '8/10', undefined],
    ['rating', '0', undefined],
  ])('a %s of %s is read', async (column, value, rating) => {
    expect((await withValue(column, value)).mention.rating).toBe(rating)
  })

  test('a score is a rating where the map says so, and what is not 1 to 5 is counted', async () => {
    expect((await withValue('score', '2', 'rating=score')).mention.rating).toBe(2)
    expect((await withValue('score', 'good', 'rating=score')).said).toContain(
      'a rating that is not 1 to 5, left out: 1 row',
    )
  })

  test.each([
    ['rating', ['5', '8', '10', '2']],
    ['Stars', ['4', '100']],
    ['rating', ['80 %', '5']],
    ['review_rating', ['3,5', '7,5']],
    ['nps', ['5', '9'], 'rating=nps'],
  ])('of a %s that goes above 5, no number is a rating: %j', async (column, values, map?) => {
    const rows = values.map((value, i) => `2026-11-20,${i},"${value}"`)
    const found = await imported('x.csv', csv(`date,text,${column}`, ...rows), { ...(map && { map }) })
    expect(found.mentions.map(({ rating }) => rating)).toEqual(values.map(() => undefined))
    expect(found.said).toContain(`${column} has numbers above 5: it is not read as 1 to 5 stars`)
  })

  test.each(['-', 'N/A', 'None', '\u200b', '&nbsp;', '<p><br></p>', '\\N', '.'])(
    'a text of %j beside a title is none',
    async (body) => {
      const rows = csv('date,title,text,product', `2026-11-20,Schlecht,${body},None`)
      expect((await imported('x.csv', rows)).mentions).toMatchObject([{ text: 'Schlecht' }])
      expect((await imported('x.csv', rows)).mentions[0]).not.toHaveProperty('fields')
    },
  )

  test.each([['title'], ['subject'], ['headline'], ['Review Title'], ['Title ']])(
    'a review with a %s only counts',
    async (column) => {
      const found = await imported(
        'x.csv',
        csv(`date,text,${column}`, '2026-11-20,,Schlecht', '2026-11-20,b,Gut', '2026-11-20,,'),
      )
      expect([textsOf(found), found.faults]).toEqual([['Schlecht', 'b'], ['4 has no text (column text)']])
      expect(found.mentions.map(({ title }) => title)).toEqual([undefined, 'Gut'])
      expect(found.said).toContain('a title only, read as the text: 1 row')
    },
  )
})

describe('ids', () => {
  const idsOf = async (...rows: string[]) => {
    const found = await imported('x.csv', csv('id,date,text', ...rows))
    return { ...found, ids: found.mentions.map(({ nativeId }) => nativeId) }
  }

  test.each(['1.79E+18', '1,79E+18', '1.79115E+17', '2E+10', '9.99e+15', '1790123456789010000', '179012345678901000'])(
    '%s was rounded by a spreadsheet: it is warned of, and texts with the same one stay apart',
    async (id) => {
      const { ids, said } = await idsOf(`"${id}",2026-11-20,a`, `"${id}",2026-11-20,b`)
      expect(new Set(ids).size).toBe(2)
      expect(said).toContain(
        'an id in scientific notation or with zeros at its end, rounded by a spreadsheet and not used: 2 rows',
      )
    },
  )

  test.each(['1790123456789012345', '20261120000000', '1000000', '00017', 'E+17', '1e', 'A1.79E+18'])(
    '%s is an id as it is',
    async (id) => {
      expect((await idsOf(`"${id}",2026-11-20,a`)).ids).toEqual([id])
    },
  )

  test('comments of one ticket are kept apart, under the same ids in every reading, in any order', async () => {
    const rows = ['7,2026-11-20,a', '7,2026-11-21,b', '8,2026-11-20,c']
    const [once, again, newestFirst] = [await idsOf(...rows), await idsOf(...rows), await idsOf(...rows.toReversed())]
    expect(new Set(once.ids).size).toBe(3)
    expect(again.ids).toEqual(once.ids)
    expect(newestFirst.ids.toReversed()).toEqual(once.ids)
    expect(once.said).toContain('id repeats with other texts and times: each row is a mention of its own')
  })

  test.each([
    ['the same row twice', ['7,2026-11-20,a', '7,2026-11-20,a']],
    ['another text at the same time', ['7,2026-11-20,a', '7,2026-11-20,b']],
    ['the same text at another time', ['7,2026-11-20,a', '7,2026-11-21,a']],
    ['ids of their own', ['7,2026-11-20,a', '8,2026-11-21,b']],
    ['an id and none', ['7,2026-11-20,a', ',2026-11-21,b']],
  ])('%s keeps its id', async (_, rows) => {
    expect((await idsOf(...rows)).ids[0]).toBe('7')
  })
})
