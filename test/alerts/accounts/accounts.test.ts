import { everyMention } from '../../../enrich/mentions/visible-mentions.ts'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Account, AccountFacts } from '../../../alerts/accounts/account.ts'
import { accountFacts } from '../../../alerts/accounts/account-query.ts'
import { flagsOf } from '../../../alerts/accounts/flags.ts'
import { accountOverview, accountsSentence } from '../../../alerts/accounts/accounts.ts'
import { ownAccountsIn } from '../../../alerts/accounts/own-accounts.ts'
import { accountList } from '../../../alerts/accounts/read-accounts.ts'
import { toCsv } from '../../../infra/csv.ts'
import { blankMentions, insertMentions, type MentionRow } from '../../../enrich/mentions/mention-table.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { mentionRow } from '../make.ts'

const hour = 3_600_000
const day = 24 * hour
const now = Date.UTC(2026, 9, 15, 12)
const folder = mkdtempSync(join(tmpdir(), 'groundswell-accounts-'))
afterAll(() => rmSync(folder, { recursive: true }))

const account = (handle: string, over: Partial<Account> = {}): Account => ({
  platform: 'skylines',
  handle,
  owner: 'Lea',
  unit: null,
  lastPostAt: null,
  lastReplyAt: null,
  ...over,
})

describe('the list of accounts', () => {
  const file = join(folder, 'accounts.csv')
  let written = 0
  /** A file that is newer than the one before, however fast the test is. */
  const write = (lines: string[]) => {
    writeFileSync(file, lines.join('\n'))
    utimesSync(file, new Date(), new Date(1_700_000_000_000 + 1000 * written++))
  }

  test('is read row by row: a fault names its line, and all other rows count', async () => {
    write([
      'platform,handle,owner,colour,last_post_at,last_reply_at',
      'skylines,@Halden,Lea,red,2026-10-01,2026-10-02T08:00:00Z',
      'skylines,,Kim,,,',
      'skylines,halden_help,,,soon,',
      'skylines,halden,Kim,,,',
      ',halden,Kim,,,',
      'forum,halden,,,,',
      'forum,too,many,cells,,,,x',
      'forum,"halden, north",Kim,,,',
    ])
    const { accounts, faults } = await accountList(file)()
    expect(accounts.map(({ platform, handle, owner }) => [platform, handle, owner])).toEqual([
      ['skylines', 'Halden', 'Lea'],
      ['forum', 'halden', null],
      ['forum', 'halden, north', 'Kim'],
    ])
    expect(accounts[0]).toMatchObject({
      lastPostAt: Date.UTC(2026, 9, 1),
      lastReplyAt: Date.UTC(2026, 9, 2, 8),
      unit: null,
    })
    expect(faults).toEqual([
      expect.stringMatching(/^accounts\.csv:1: unknown column "colour"/),
      'accounts.csv:3: has no handle',
      'accounts.csv:4: last_post_at "soon" is not a time',
      'accounts.csv:5: halden on skylines is already listed in line 2',
      'accounts.csv:6: has no platform',
      expect.stringMatching(/^accounts\.csv:8: /),
    ])
  })

  test('is read again once the file has changed, and only then', async () => {
    write(['platform,handle', 'forum,a'])
    const list = accountList(file)
    const first = await list()
    expect(await list()).toBe(first)
    write(['platform,handle', 'forum,a', 'forum,b'])
    expect((await list()).accounts.map(({ handle }) => handle)).toEqual(['a', 'b'])
  })

  test('a missing file is a fault without its path; no configured file is no fault', async () => {
    const missing = await accountList(join(folder, 'nowhere.csv'))()
    expect(missing.accounts).toEqual([])
    expect(missing.faults[0]).toMatch(/nowhere\.csv.*ENOENT/)
    expect(missing.faults[0]).not.toContain(folder)
    expect(await accountList(undefined)()).toEqual({ accounts: [], faults: [] })
  })
})

describe('an account', () => {
  const known: AccountFacts = {
    lastPostAt: now - day,
    lastReplyAt: null,
    mentions: 0,
    recentMentions: 0,
    unanswered: 0,
    waitingSince: null,
    covered: true,
    coversReplies: true,
  }
  test.each<[string, Partial<AccountFacts>, string | null, string[]]>([
    ['posted yesterday', {}, 'Lea', []],
    ['posted 30 days ago', { lastPostAt: now - 30 * day }, 'Lea', ['semi-idle']],
    ['posted a moment less than 30 days ago', { lastPostAt: now - 30 * day + 1 }, 'Lea', []],
    ['posted 90 days ago', { lastPostAt: now - 90 * day }, 'Lea', ['idle']],
    ['posted a moment less than 90 days ago', { lastPostAt: now - 90 * day + 1 }, 'Lea', ['semi-idle']],
    ['lets somebody wait for 14 days', { waitingSince: now - 14 * day, unanswered: 1 }, 'Lea', ['semi-idle']],
    ['lets somebody wait for a moment less', { waitingSince: now - 14 * day + 1, unanswered: 1 }, 'Lea', []],
    ['is where replies are not collected', { waitingSince: now - 20 * day, coversReplies: false }, 'Lea', []],
    ['is idle and lets people wait', { lastPostAt: 0, waitingSince: now - 20 * day }, 'Lea', ['idle']],
    ['has no post that is known of', { lastPostAt: null }, 'Lea', ['idle']],
    ['is where nobody listens', { lastPostAt: null, covered: false }, 'Lea', ['uncovered']],
    ['is on an uncovered platform, and its list has a time', { covered: false }, 'Lea', []],
    ['has no owner', {}, null, ['orphan']],
    ['has neither owner nor posts', { lastPostAt: now - 100 * day }, null, ['idle', 'orphan']],
  ])('that %s', (_, facts, owner, flags) => {
    expect(flagsOf({ owner }, { ...known, ...facts }, now)).toEqual(flags)
  })
})

test('the sentence has the share of neglected accounts and the mentions of idle ones', () => {
  const counts = { idle: 3, orphans: 0, uncovered: 0, semiIdleShare: 0.35 }
  const sentence = (accounts: number, semiIdle: number, mentionsOnIdle: number) =>
    accountsSentence({ ...counts, accounts, semiIdle, mentionsOnIdle })
  expect(sentence(20, 7, 34)).toBe('7 of 20 accounts are idle or semi-idle; idle accounts had 34 mentions in 30 days')
  expect(sentence(1, 1, 1)).toBe('1 of 1 account is idle or semi-idle; idle accounts had 1 mention in 30 days')
  expect(sentence(0, 0, 0)).toBe('No company accounts are listed')
})

test('no cell of a CSV is a formula, and every one comes back whole', () => {
  expect(toCsv([['=1+1', '+x', '-x', '@x', '\tx', '\rx', 'a=b', 'a "b", c', null, -3, true]])).toBe(
    `'=1+1,'+x,'-x,'@x,'\tx,"'\rx",a=b,"a ""b"", c",,-3,true\r\n`,
  )
})

describe('the facts of an account', () => {
  let platform: Awaited<ReturnType<typeof openLogAndStore>>
  let made = 0
  const row = (over: Partial<MentionRow>): MentionRow => {
    const { source = 'skylines' } = over
    return mentionRow({ createdAt: now - 10 * day, source, ...over, id: `${source}:${over.id ?? `n${made++}`}` })
  }
  const lively = account('Halden')
  const idle = account('halden_help', { owner: null, lastPostAt: now - 100 * day })
  const semiIdle = account('halden.dach', { lastPostAt: now - 40 * day, lastReplyAt: now - 50 * day })
  const elsewhere = account('Halden', { platform: 'forum', lastPostAt: now - 200 * day })
  const uncovered = account('Halden', { platform: 'clips' })
  const accounts = [lively, idle, semiIdle, elsewhere, uncovered]

  beforeAll(async () => {
    platform = await openLogAndStore()
    await insertMentions(platform.store, [
      // Posts and replies of our own, by any spelling of the handle.
      row({ authorHandle: '@HALDEN', createdAt: now - 3 * day, text: 'News for @halden_help and @halden' }),
      row({ authorHandle: 'halden', createdAt: now - 8 * day }),
      row({ authorHandle: 'halden', createdAt: now - 2 * day, inReplyTo: 'q1', text: 'Sorry!' }),
      row({ authorHandle: 'halden', createdAt: now - 6 * day, inReplyTo: 'skylines:q2', text: 'Sorry!' }),
      row({ authorHandle: 'halden_help', createdAt: now - 120 * day }),
      // Of @halden: two answered (one by its full id), one by somebody else only, one too young, one too old.
      row({ id: 'q1', text: 'Hello @Halden, where is my parcel?' }),
      row({ id: 'q2', text: '.@halden: nothing yet', createdAt: now - 9 * day }),
      row({ id: 'q3', title: 'To @HALDEN', text: 'and nobody reads it', createdAt: now - 40 * day }),
      row({ authorHandle: 'kim', inReplyTo: 'q3', text: 'same here' }),
      row({ id: 'q4', text: '@halden?', createdAt: now - 5 * hour }),
      row({ id: 'q5', text: '@halden!', createdAt: now - 91 * day }),
      // None of them names it.
      ...[
        '@haldens',
        '@halden_x',
        '@halden.shop',
        '@halden@other.example',
        'mail@halden',
        'https://x.example/@halden',
        'halden',
      ].map((text) => row({ text })),
      // Of the idle one: two in the last 30 days, one before.
      row({ text: 'thanks @halden_help and @Halden_Help', createdAt: now - 20 * day }),
      row({ text: 'no answer from @halden_help', createdAt: now - 29 * day, topicTree: ['billing'] }),
      row({ text: '@halden_help hello', createdAt: now - 31 * day }),
      // Of the third: before the reply that the list knows of, and after it.
      row({ text: '@halden.dach hallo', createdAt: now - 60 * day }),
      row({ text: '@halden.dach.', createdAt: now - 12 * day }),
      // The same names on another platform, where nobody ever replied.
      row({ source: 'forum', text: 'ask @halden', createdAt: now - 13 * day }),
      row({ source: 'forum', id: 'gone', text: 'ask @halden too', createdAt: now - 13 * day }),
    ])
    await blankMentions(platform.store, [
      { type: 'deletion', id: 'forum:gone', source: 'forum', reason: 'deleted', at: now },
    ])
  })
  afterAll(async () => platform.close())

  test('are last post, last reply, mentions by others, and unanswered ones', async () => {
    const facts = await accountFacts(platform.store, accounts, { now, visible: everyMention })
    expect(facts[0]).toEqual({
      lastPostAt: now - 3 * day,
      lastReplyAt: now - 2 * day,
      mentions: 4,
      recentMentions: 3,
      unanswered: 1,
      waitingSince: now - 40 * day,
      covered: true,
      coversReplies: true,
    })
    expect(facts[1]).toMatchObject({ lastPostAt: now - 100 * day, lastReplyAt: null, mentions: 4, recentMentions: 3 })
    expect(facts[2]).toMatchObject({
      lastReplyAt: now - 50 * day,
      mentions: 2,
      unanswered: 1,
      waitingSince: now - 12 * day,
    })
    expect(facts[3]).toMatchObject({ mentions: 1, unanswered: 1, covered: true, coversReplies: false })
    expect(facts[4]).toEqual({
      lastPostAt: null,
      lastReplyAt: null,
      mentions: 0,
      recentMentions: 0,
      unanswered: 0,
      waitingSince: null,
      covered: false,
      coversReplies: false,
    })
  })

  test('add up to an overview', async () => {
    const inventory = await accountOverview(platform.store, accounts, { now, visible: everyMention })
    expect(inventory.accounts.map(({ flags }) => flags)).toEqual([
      ['semi-idle'],
      ['idle', 'orphan'],
      ['semi-idle'],
      ['idle'],
      ['uncovered'],
    ])
    expect(inventory.summary).toEqual({
      accounts: 5,
      semiIdle: 4,
      idle: 2,
      orphans: 1,
      uncovered: 1,
      semiIdleShare: 0.8,
      mentionsOnIdle: 4,
    })
    expect((await accountOverview(platform.store, [], { now, visible: everyMention })).summary).toMatchObject({
      accounts: 0,
      semiIdleShare: null,
    })
  })

  test('the neglected accounts that an alert names, and no others', async () => {
    const subject = { kind: 'topic' as const, id: 'delivery', dimension: '', value: '' }
    const called = await ownAccountsIn(platform.store, accounts, subject, { from: now - 30 * day, to: now })
    expect(called).toEqual([
      { platform: 'skylines', handle: 'Halden', owner: 'Lea', flags: ['semi-idle'], mentions: 3 },
      { platform: 'skylines', handle: 'halden_help', owner: null, flags: ['idle', 'orphan'], mentions: 2 },
      { platform: 'skylines', handle: 'halden.dach', owner: 'Lea', flags: ['semi-idle'], mentions: 1 },
      { platform: 'forum', handle: 'Halden', owner: 'Lea', flags: ['idle'], mentions: 1 },
    ])
    const billing = { ...subject, id: 'billing' }
    const span = { from: now - 30 * day, to: now }
    expect((await ownAccountsIn(platform.store, accounts, billing, span)).map(({ handle }) => handle)).toEqual([
      'halden_help',
    ])
    const looked = accounts.map((each) => ({ ...each, lastPostAt: now - hour, lastReplyAt: now - hour }))
    expect(await ownAccountsIn(platform.store, looked, subject, span)).toEqual([])
    expect(await ownAccountsIn(platform.store, [], subject, span)).toEqual([])
  })
})
