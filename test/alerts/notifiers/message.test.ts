import { describe, expect, test } from 'vitest'
import { toMessage } from '../../../alerts/notifiers/message/message.ts'
import { clip, oneLine, unmarked, webUrl } from '../../../infra/plain-text.ts'
import { slackEscaped, slackMessage } from '../../../alerts/notifiers/message/slack-blocks.ts'
import { teamsBody } from '../../../alerts/notifiers/message/teams-card.ts'
import { crackedHoppers, manyTold, noticeOf, reportNotice, told } from '../notifications.ts'

const dashboard = 'https://groundswell.example'
const messageOf = (...given: Parameters<typeof noticeOf>) => toMessage(noticeOf(...given), dashboard)

describe('a message', () => {
  test('of an alert that nobody has leads to taking it, of one that is taken only to the alert', () => {
    const free = messageOf([told(crackedHoppers())]).entries[0]!
    expect(free.links.map(({ text, url }) => `${text} ${url}`)).toEqual([
      'Take it https://groundswell.example/alerts/b1f0c2d9a7e3?do=take',
      'Open in Groundswell https://groundswell.example/alerts/b1f0c2d9a7e3',
    ])
    const taken = messageOf([told(crackedHoppers({ status: 'acknowledged', owner: 'Nora Lind' }))]).entries[0]!
    expect(taken.links.map(({ text }) => text)).toEqual(['Open in Groundswell'])
    expect(taken.meta.at(-1)).toBe('taken by Nora Lind')
  })

  test('says what people did and said since the last time, and whom Groundswell called', () => {
    const alert = crackedHoppers({
      departments: ['product', 'procurement'],
      escalation: { step: 1, at: 0, to: ['Mara Olsen', 'oncall'] },
    })
    const steps = [
      told(alert, { change: 'escalated' }),
      told(alert, { change: 'handedOver', by: 'Kim', reason: 'not ours\nreally' }),
      told(alert, { change: 'worsened' }),
    ].map(({ newest }) => newest)
    const message = messageOf([{ ...told(alert), newest: steps[2]!, changes: steps }])
    expect(message.title).toBe('Grew: Broken on arrival: Lot 2610-B')
    expect(message.entries[0]!.notes).toEqual([
      'Nobody took it, so Mara Olsen, oncall was called.',
      'Kim handed it over to product: “not ours really”',
    ])
  })

  test('of several says what happened to how many; a digest how many go on', () => {
    const resolved = told(crackedHoppers({ status: 'resolved' }), { change: 'resolved' })
    expect(messageOf([told(crackedHoppers()), told(crackedHoppers()), resolved]).title).toBe('3 alerts: 2 new, 1 over')
    expect(messageOf([told(crackedHoppers()), resolved], { kind: 'digest' })).toMatchObject({
      title: 'Digest: 2 alerts, 1 still open',
      layout: 'list',
    })
    expect(messageOf([resolved], { kind: 'digest' }).entries[0]!.brief).toBe('41 in an hour, over')
  })

  test('that waits says for how long', () => {
    const { entries } = messageOf([told(crackedHoppers())], { kind: 'reminder' })
    expect(entries[0]!.notes).toEqual(['Nobody has taken it for 45 minutes.'])
  })

  test('with a planner card has what hangs on it, and whether it is more than a rumour', () => {
    const alert = crackedHoppers()
    alert.card = {
      ...alert.card!,
      confirmation: 'unconfirmed',
      authors: 1,
      sources: 1,
      unmapped: [{ dimension: 'lot', value: '2611-C' }],
    }
    alert.impact = { ...alert.impact!, status: 'confirmed', expectedUntil: Date.UTC(2026, 9, 20, 12) }
    expect(messageOf([told(alert)]).entries[0]!.planner.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Affected: CM-40, lot 2610-B',
      'Supplier: Veld Plastics (Hopper HP-40)',
      'Site: Aarhus',
      'Exposure: 3,200 units, 410 open orders, revenue 158,000',
      'Voices: 1 person on 1 source: a rumour so far',
      'Unknown to us: lot 2611-C',
      'Impact: Confirmed, expected until 20 Oct, 12:00 UTC',
    ])
    expect(messageOf([told(crackedHoppers({ card: null, impact: null }))]).entries[0]!.planner).toEqual([])
  })
})

describe('what does not fit', () => {
  test('is counted in Slack', () => {
    const lines = Array.from({ length: 2_000 }, (_, i) => `${i} ${'x'.repeat(400)}`)
    const { blocks } = slackMessage(toMessage(reportNotice({ lines }), dashboard))
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
    const body = (count: number) => teamsBody(messageOf(manyTold(count), { kind: 'digest' }))
    expect(body(9)).not.toContain('more')
    expect(body(200)).toMatch(/… and \d+ more/)
    expect(teamsBody(messageOf([told(long)]))).toContain('漢')
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

test('nothing hostile in a mention acts in a message of Slack', () => {
  expect(slackEscaped('<!channel> @channel & <https://evil|good> @here \u202e')).toBe(
    '&lt;!channel&gt; @\u200bchannel &amp; &lt;https://evil|good&gt; @\u200bhere \u{fffd}',
  )
})
