import { describe, expect, test } from 'vitest'
import { toMessage } from '../../../alerts/notifiers/message/message.ts'
import { clip, oneLine, unmarked, webUrl } from '../../../infra/plain-text.ts'
import { slackEscaped, slackMessage } from '../../../alerts/notifiers/message/slack-blocks.ts'
import { teamsBody } from '../../../alerts/notifiers/message/teams-card.ts'
import { crackedHoppers, manyUpdates, notificationOf, reportNotification, updateOf } from '../notifications.ts'

const dashboard = 'https://groundswell.example'
const messageOf = (...given: Parameters<typeof notificationOf>) => toMessage(notificationOf(...given), dashboard)

describe('a message', () => {
  test('of an unassigned alert offers ownership, of an acknowledged one only the alert', () => {
    const free = messageOf([updateOf(crackedHoppers())]).entries[0]!
    expect(free.links.map(({ text, url }) => `${text} ${url}`)).toEqual([
      'Take ownership https://groundswell.example/alerts/b1f0c2d9a7e3?do=take',
      'Open in Groundswell https://groundswell.example/alerts/b1f0c2d9a7e3',
    ])
    const taken = messageOf([updateOf(crackedHoppers({ status: 'acknowledged', owner: 'Nora Lind' }))]).entries[0]!
    expect(taken.links.map(({ text }) => text)).toEqual(['Open in Groundswell'])
    expect(taken.meta.at(-1)).toBe('Acknowledged by Nora Lind')
  })

  test('lists what people did since the last message, and escalations', () => {
    const alert = crackedHoppers({
      departments: ['product', 'procurement'],
      escalation: { step: 1, at: 0, to: ['Mara Olsen', 'oncall'] },
    })
    const steps = [
      updateOf(alert, { change: 'escalated' }),
      updateOf(alert, { change: 'handedOver', by: 'Kim', reason: 'not ours\nreally' }),
      updateOf(alert, { change: 'worsened' }),
    ].map(({ newest }) => newest)
    const message = messageOf([{ ...updateOf(alert), newest: steps[2]!, changes: steps }])
    expect(message.title).toBe('Rising: Broken on arrival · Lot 2610-B')
    expect(message.entries[0]!.notes).toEqual([
      'Not acknowledged: escalated to Mara Olsen, oncall.',
      'Kim handed it over to product: “not ours really”',
    ])
  })

  test('of several counts them by change and names them; a digest counts the active ones', () => {
    const resolved = updateOf(crackedHoppers({ status: 'resolved' }), { change: 'resolved' })
    expect(messageOf([updateOf(crackedHoppers()), updateOf(crackedHoppers()), resolved]).title).toBe(
      '3 alerts (2 new, 1 resolved): Broken on arrival · Lot 2610-B; Broken on arrival · Lot 2610-B; Broken on arrival · Lot 2610-B',
    )
    expect(messageOf(manyUpdates(2)).title).toBe('2 new alerts: Parcel late · carrier 0; Parcel late · carrier 1')
    expect(messageOf([updateOf(crackedHoppers()), resolved], { kind: 'digest' })).toMatchObject({
      title: 'Digest: 2 alerts, 1 active: Broken on arrival · Lot 2610-B; Broken on arrival · Lot 2610-B',
      layout: 'list',
    })
    expect(messageOf([resolved], { kind: 'digest' }).entries[0]!.brief).toBe('41 in 1 h (typical 2–7) · Resolved')
  })

  const late = manyUpdates(8)
  const over = updateOf(crackedHoppers({ status: 'resolved' }), { change: 'resolved' })
  test.each([
    ['two new alerts', late.slice(0, 2), {}],
    ['a new one and a resolved one', [late[0]!, over], {}],
    ['five, each with its sentence', late.slice(0, 5), {}],
    ['a list of more', late.slice(0, 6), {}],
    ['a reminder of two', late.slice(0, 2), { kind: 'reminder' as const }],
    ['a digest', [...late.slice(0, 2), over], { kind: 'digest' as const }],
  ])('names the alerts where a phone or a screen reader shows one line only: %s', (_, updates, options) => {
    const message = messageOf(updates, options)
    const card = JSON.parse(teamsBody(message)) as { attachments: { content: { fallbackText: string } }[] }
    for (const line of [message.title, slackMessage(message).text, card.attachments[0]!.content.fallbackText])
      for (const { title } of message.entries) expect(line).toContain(title)
  })

  test.each([
    [undefined, '11:40 UTC'],
    ['UTC', '11:40 UTC'],
    ['Asia/Tokyo', '20:40 GMT+9'],
    ['Europe/Berlin', '13:40 CEST'],
    ['America/New_York', '07:40 GMT-4'],
  ])('times are in the zone %s', (timeZone, time) => {
    const until = Date.UTC(2026, 9, 14, 11, 40)
    const snoozed = crackedHoppers({ status: 'snoozed', snoozedUntil: until, onsetAt: until })
    const [entry] = messageOf([updateOf(snoozed, { change: 'snoozed', by: 'Kim' })], {
      ...(timeZone && { timeZone }),
    }).entries
    expect(entry!.sentence).toContain(`Started ${time}.`)
    expect(entry!.meta).toContain(`Snoozed until 14 Oct, ${time}`)
    expect(entry!.notes).toEqual([`Kim snoozed it until 14 Oct, ${time}.`])
    expect(entry!.facts.map(({ value }) => value).join()).toContain(`14 Oct, ${time}`)
  })

  test('says whether the issue is known, and what the alert was merged into', () => {
    const issue = { id: 'i', kind: 'incident' as const, name: 'Hopper\nmould' }
    const novelty = { status: 'returned' as const, issue, at: Date.UTC(2026, 9, 12) }
    const merged = updateOf(crackedHoppers({ status: 'resolved', novelty, mergedInto: 'other' }), {
      change: 'resolved',
      by: 'petra',
      related: { alertId: 'other', name: 'Broken lid' },
    })
    const [entry] = messageOf([merged]).entries
    expect(entry!.sentence).toMatch(/ Returned after the fix of 12 Oct 2026: Hopper mould\.$/)
    expect(entry!.notes).toEqual(['petra merged it into Broken lid.'])
  })

  test('of a reminder states how long the alert has waited', () => {
    const { entries } = messageOf([updateOf(crackedHoppers())], { kind: 'reminder' })
    expect(entries[0]!.notes).toEqual(['Not acknowledged for 45 min.'])
  })

  test('with a planner card lists what is at risk, and whether the reports are confirmed', () => {
    const alert = crackedHoppers()
    alert.card = {
      ...alert.card!,
      confirmation: 'unconfirmed',
      authors: 1,
      sources: 1,
      unmapped: [{ dimension: 'lot', value: '2611-C' }],
    }
    alert.impact = { ...alert.impact!, status: 'confirmed', expectedUntil: Date.UTC(2026, 9, 20, 12) }
    expect(messageOf([updateOf(alert)]).entries[0]!.planner.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Affected: CM-40, lot 2610-B',
      'Supplier: Veld Plastics (Hopper HP-40)',
      'Site: Aarhus',
      'At risk: 3,200 units, 410 open orders, €158,000 in revenue',
      'Reports since the start: 1 reporter from 1 source',
      'Missing from planning data: lot 2611-C',
      'Impact status: Confirmed · Expected until 20 Oct, 12:00 UTC',
    ])
    alert.impact = { ...alert.impact, status: 'potential', expectedUntil: null }
    expect(messageOf([updateOf(alert)]).entries[0]!.planner).toContainEqual({
      name: 'Reports since the start',
      value: 'Unconfirmed · 1 reporter from 1 source',
    })
    expect(messageOf([updateOf(crackedHoppers({ card: null, impact: null }))]).entries[0]!.planner).toEqual([])
  })
})

test('the facts of a message have the words of the page', () => {
  const alert = crackedHoppers({ onsetAt: Date.UTC(2026, 9, 14, 9, 40), mentions: 316 })
  alert.ownAccounts = [
    { platform: 'bluesky', handle: 'halden.care', owner: null, flags: ['idle', 'uncovered'], mentions: 4 },
  ]
  const said = messageOf([updateOf(alert)]).entries[0]!.facts.map(({ name, value }) => `${name}: ${value}`)
  expect(said).toContain('Started: 14 Oct, 09:40 UTC · 316 mentions since the start')
  expect(said).toContain(
    'Unattended company accounts: @halden.care on bluesky: 4 mentions (idle, not covered, no owner)',
  )
})

describe('what does not fit', () => {
  test('is counted in Slack', () => {
    const lines = Array.from({ length: 2_000 }, (_, i) => `${i} ${'x'.repeat(400)}`)
    const { blocks } = slackMessage(toMessage(reportNotification({ lines }), dashboard))
    expect(JSON.stringify(blocks.at(-2))).toMatch(/… and \d+ more/)
    expect(blocks).toHaveLength(50)
  })

  test('is left out in Teams, quotes before anything else', () => {
    const long = crackedHoppers()
    long.evidence = long.evidence.map((quote) => ({
      ...quote,
      text: '漢'.repeat(280),
      url: `https://x.example/${'y'.repeat(900)}`,
    }))
    const body = (count: number) => teamsBody(messageOf(manyUpdates(count), { kind: 'digest' }))
    expect(body(9)).not.toContain('more')
    expect(body(200)).toMatch(/… and \d+ more/)
    expect(teamsBody(messageOf([updateOf(long)]))).toContain('漢')
  })
})

describe('text of others', () => {
  test.each([
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['https://bank.example@evil.example/', undefined],
    ['no address', undefined],
    ['https://x.example/a|b>c(d)', 'https://x.example/a%7cb%3Ec%28d%29'],
    ['HTTP://X.example/ü', 'http://x.example/%C3%BC'],
  ])('%s is the link %s', (text, url) => {
    expect(webUrl(text)).toBe(url)
  })

  test('is one line, and what would act unseen is visible', () => {
    expect(oneLine(' a\r\nBcc: b\u2028c \u202ed\u001b[0m\ud800 ')).toBe('a Bcc: b c \ufffdd\ufffd[0m\ufffd')
  })

  test('is cut between characters', () => {
    expect(clip('ab😀cd', 4)).toBe('ab…')
    expect(clip('abcd', 4)).toBe('abcd')
  })

  test('is no markdown', () => {
    expect(unmarked('**a** _b_ a_b [c](d) {{DATE(x)}} <at>')).toBe(
      '∗∗a∗∗ ˍbˍ a_b [c]\u200b(d) {\u200b{DATE(x)}} <\u200bat>',
    )
  })
})

test.each([
  ['<!channel> @channel & <https://evil|good>', '&lt;!channel&gt; @\u200bchannel &amp; &lt;https://evil|good&gt;'],
  ['@here \u202e', '@\u200bhere \u{fffd}'],
  ['<!everyone> @EVERYONE', '&lt;!everyone&gt; @\u200bEVERYONE'],
  ['<@U024BE7LH> look', '&lt;@U024BE7LH&gt; look'],
  ['<#C024BE7LR|general>', '&lt;#C024BE7LR|general&gt;'],
  ['<!subteam^S012|@care>', '&lt;!subteam^S012|@care&gt;'],
  ['<!date^0^{date}^https://evil.example|now>', '&lt;!date^0^{date}^https://evil.example|now&gt;'],
  ['&lt;!channel&gt;', '&amp;lt;!channel&amp;gt;'],
  ['<javascript:alert(1)|refund>', '&lt;javascript:alert(1)|refund&gt;'],
  ['<mailto:a@b.example|x> @Channel@here', '&lt;mailto:a@b.example|x&gt; @\u200bChannel@\u200bhere'],
  ['\u2066evil\u2069 <', '\u{fffd}evil\u{fffd} &lt;'],
])('nothing hostile in a mention acts in a message of Slack: %s', (text, shown) =>
  expect(slackEscaped(text)).toBe(shown),
)
