import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { toReceivers } from '../../../alerts/notifiers/registry.ts'
import { findReportDeliveries } from '../../../alerts/notify/report-delivery-table.ts'
import { sendReports, type ReportsDeps } from '../../../alerts/notify/reports.ts'
import { notificationDefaults } from '../../../alerts/notify/settings.ts'
import { blankMentions } from '../../../enrich/mentions/mention-table.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openHttp } from '../../../infra/http/fetch.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { openMailReceiver } from '../../receivers/mail-receiver.ts'
import { openHttpReceiver, type HttpReceiver } from '../../receivers/http-receiver.ts'
import { mentionRow } from '../make.ts'

const minute = 60_000
const day = 24 * 60 * minute
/** A Monday, seven in the morning in Berlin. */
const monday = Date.UTC(2026, 10, 23, 6)
const taxonomy = readTaxonomy()

let platform: Awaited<ReturnType<typeof openLogAndStore>>
let [care, wall]: HttpReceiver[] = []
let parts: ReportsDeps
beforeAll(async () => {
  platform = await openLogAndStore()
  await platform.store.insert(
    'mentions',
    [1, 2, 3].map((n) => ({ ...mentionRow({ id: `forum:${n}`, createdAt: monday - n * day }), storedAt: monday })),
  )
})
afterAll(() => platform.close())
beforeEach(async () => {
  ;[care, wall] = [await openHttpReceiver(() => ({ status: 200 })), await openHttpReceiver(() => ({ status: 200 }))]
  const { logger, store } = platform
  const http = openHttp({ allowPrivate: ['127.0.0.1'], logger })
  const common = { type: 'webhook' as const, secrets: 'a secret of 24 characters' }
  const receivers = toReceivers(
    [
      { ...common, name: 'care', url: care.url, report: true },
      { ...common, name: 'wall', url: wall.url },
    ],
    { http, print: () => {}, dashboard: 'http://groundswell', logger, allowPrivate: [] },
  )
  const options = { ...notificationDefaults, timeZone: 'Europe/Berlin' }
  parts = { store, logger, taxonomy, accounts: async () => ({ accounts: [], faults: [] }), options, receivers }
})
afterEach(async () => {
  await Promise.all([care!.close(), wall!.close()])
  await platform.store.command('TRUNCATE TABLE report_deliveries')
})

test('on Monday morning, where people are, the report of last week goes once to each who is sent it', async () => {
  await sendReports(parts, monday - minute)
  expect(care!.taken).toEqual([])
  for (const at of [monday, monday + minute, monday + 5 * minute]) await sendReports(parts, at)
  const bodies = care!.taken.map(
    ({ body }) => JSON.parse(body) as { type: string; data: { title: string; lines: string[] } },
  )
  expect(bodies.map(({ type }) => type)).toEqual(['report'])
  expect(bodies[0]!.data.title).toMatch(/^16 November 2026 to 22 November 2026 \(UTC\): 3 mentions/)
  expect(bodies[0]!.data.lines.join('\n')).toContain('By customer journey stage')
  expect(wall!.requests).toEqual([])
  await sendReports(parts, monday + 7 * day)
  expect(care!.taken.length).toBe(2)
})

test('whoever was down on Monday morning sends it when it is up again, but not days later', async () => {
  await sendReports(parts, monday + 20 * 60 * minute)
  expect(care!.taken.length).toBe(1)
  await platform.store.command('TRUNCATE TABLE report_deliveries')
  await sendReports(parts, monday + 3 * day)
  expect(care!.taken.length).toBe(1)
})

test('refused, it comes again on the schedule, the same', async () => {
  care!.next.push({ status: 500 })
  await sendReports(parts, monday)
  await sendReports(parts, monday + 2_000)
  expect(care!.requests.length).toBe(1)
  await sendReports(parts, monday + minute)
  expect(care!.taken.length).toBe(1)
  expect(new Set(care!.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(await findReportDeliveries(platform.store, 9)).toMatchObject([{ state: 'sent', attempt: 2, receiver: 'care' }])
})

test('a mail carries the report as a page and as a table', async () => {
  const server = await openMailReceiver()
  const { logger } = platform
  const receivers = toReceivers(
    [
      {
        type: 'email',
        name: 'board',
        url: `smtp://${server.host}`,
        from: 'alerts@acme.example',
        to: ['nora@acme.example'],
        report: true,
      },
    ],
    {
      http: openHttp({ allowPrivate: [], logger }),
      print: () => {},
      dashboard: 'http://groundswell',
      logger,
      allowPrivate: ['127.0.0.1'],
    },
  )
  const worth = { contactsPerMention: 4, avoidedShare: 0.3, costPerContact: 6.5, currency: 'EUR' }
  await sendReports({ ...parts, receivers, worth }, monday)
  await server.close()
  const { mail } = server.taken[0]!
  const [page, table] = mail.attachments.map(({ filename, contentType, content }) => ({
    filename,
    contentType,
    text: content.toString('utf8'),
  }))
  expect(page).toMatchObject({ filename: 'groundswell-report-2026-11-16.html', contentType: 'text/html' })
  expect(page!.text).toContain('16 November 2026 to 22 November 2026 (UTC): 3 mentions')
  expect(page!.text).toContain('What alerts were worth')
  expect(page!.text).not.toMatch(/<script|<link|<img|@import|url\(|src=/i)
  expect(table).toMatchObject({ filename: 'groundswell-report-2026-11-16.csv', contentType: 'text/csv' })
  const [header, all, ...rows] = table!.text.replace('\ufeff', '').trimEnd().split('\r\n')
  expect(header).toMatch(
    /^from \(UTC\),to \(UTC\),section,department,name,mentions,mentions in the previous period,negative \(%\)/,
  )
  expect(all).toMatch(/^2026-11-16T00:00:00.000Z,2026-11-23T00:00:00.000Z,all,,All,3,/)
  const columns = header!.split(',').length
  expect([all, ...rows].map((row) => row!.split(',').length)).toEqual(Array(rows.length + 1).fill(columns))
  expect(rows.map((row) => row.split(',')[2])).toEqual([
    ...taxonomy.departments.map(() => 'department'),
    ...Array(6).fill('customer journey stage'),
  ])
})

test('a quote that was removed before a retry is not sent', async () => {
  const praise = { intent: 'praise' as const, sentiment: 'positive' as const, sentimentScore: 0.9 }
  const row = mentionRow({ id: 'forum:praise', createdAt: monday - 2 * day, text: 'Wonderful, thank you', ...praise })
  await platform.store.insert('mentions', [{ ...row, storedAt: monday }])
  care!.next.push({ status: 500 })
  await sendReports(parts, monday)
  const stored = await findReportDeliveries(platform.store, 9)
  expect(stored[0]!.notification).toContain('Wonderful')
  await blankMentions(platform.store, [
    { type: 'deletion', id: 'forum:praise', source: 'forum', reason: 'deleted', at: monday + 1 },
  ])
  await sendReports(parts, monday + minute)
  expect(care!.taken).toHaveLength(1)
  expect(care!.taken[0]!.body).toContain('Praise in 1 mention')
  expect(care!.taken[0]!.body).not.toContain('Wonderful')
})
