import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startApi } from '../../api/server.ts'
import { openSmall } from '../api/small.ts'
import { openBrowser, violationsOn } from './browser.ts'

let filled: Awaited<ReturnType<typeof openSmall>>
let api: Awaited<ReturnType<typeof startApi>>
let browser: Awaited<ReturnType<typeof openBrowser>>
beforeAll(async () => {
  browser = await openBrowser()
  filled = await openSmall()
  api = await startApi({ ...filled.deps, dashboard: browser.folder })
}, 120_000)
// A browser reports what the Content-Security-Policy has refused as an error.
afterEach(async () => {
  await browser.leave()
  expect(browser.faults.splice(0)).toEqual([])
})
afterAll(async () => {
  await browser?.close()
  await api?.stop()
  await filled?.close()
})

test('the menu leads to the reference of the API, which shows an operation and asks no other host', async () => {
  const page = await browser.open(`${api.url}/`)
  const hosts = new Set<string>()
  page.on('request', (request) => hosts.add(new URL(request.url()).origin))
  await page.getByText('More ▾').click()
  await page.getByRole('link', { name: 'API', exact: true }).click()
  await page.waitForURL(`${api.url}/docs/api`)
  await page.getByText('Acknowledge the alert and take ownership').click()
  await page.getByText('Requests of a person with the same Idempotency-Key are one command.').waitFor()
  expect([...hosts]).toEqual([api.url])
})

test('the page answers for its own files only, and has a policy without exceptions for scripts', async () => {
  const answer = await fetch(`${api.url}/docs/api/`)
  expect(answer.status).toBe(200)
  const policy = answer.headers.get('content-security-policy')!
  expect(policy).toContain("default-src 'self'")
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
})

test('an unknown page and an unknown path of the API are 404; known pages are not', async () => {
  const statusOf = async (path: string) => {
    const answer = await fetch(`${api.url}${path}`)
    return `${answer.status} ${answer.headers.get('content-type')?.split(';')[0]}`
  }
  for (const path of ['/', '/alerts', '/alerts/abc', '/trends/launches', '/confirm/x', '/mentions?q=a'])
    expect(await statusOf(path), path).toBe('200 text/html')
  for (const path of ['/nothing', '/alerts/a/b', '/docs', '/docs/other', '/alerts/'])
    expect(await statusOf(path), path).toBe('404 text/html')
  for (const path of ['/api/v1/nothing', '/api/v2/alerts', '/assets/none.js'])
    expect(await statusOf(path), path).toBe('404 application/problem+json')
})

test('the reference has no serious accessibility violations', async () => {
  const page = await browser.open(`${api.url}/docs/api`)
  await page.getByText('Acknowledge the alert and take ownership').click()
  await page.getByText('Requests of a person with the same Idempotency-Key are one command.').waitFor()
  expect(await violationsOn(page)).toEqual([])
})
