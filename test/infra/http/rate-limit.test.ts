import { expect, test } from 'vitest'
import { rateLimitOf } from '../../../infra/http/rate-limit.ts'

const now = Date.UTC(2026, 10, 29, 12)
const soon = now + 90_000

test.each([
  ['Retry-After in seconds (Zendesk)', { 'retry-after': '90' }, { remaining: 0, resetAt: soon }],
  ['Retry-After as a date', { 'retry-after': new Date(soon).toUTCString() }, { remaining: 0, resetAt: soon }],
  ['draft fields', { 'ratelimit-remaining': '7', 'ratelimit-reset': '90' }, { remaining: 7, resetAt: soon }],
  ['the structured draft field', { ratelimit: '"default";r=7;t=90' }, { remaining: 7, resetAt: soon }],
  [
    'epoch seconds (GitHub, Intercom)',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(soon / 1000) },
    { remaining: 0, resetAt: soon },
  ],
  [
    'epoch seconds with another name (X)',
    { 'x-rate-limit-remaining': '3', 'x-rate-limit-reset': String(soon / 1000) },
    { remaining: 3, resetAt: soon },
  ],
  [
    'seconds left, a fraction',
    { 'x-ratelimit-remaining': '2.0', 'x-ratelimit-reset': '90' },
    { remaining: 2, resetAt: soon },
  ],
  [
    'an ISO time (Mastodon)',
    { 'x-ratelimit-remaining': '299', 'x-ratelimit-reset': new Date(soon).toISOString() },
    { remaining: 299, resetAt: soon },
  ],
  [
    'the rolling hour of App Store Connect',
    { 'x-rate-limit': 'user-hour-lim:3500;user-hour-rem:500;' },
    { remaining: 500, resetAt: now + 60_000 },
  ],
  ['no reset: a minute', { 'x-ratelimit-remaining': '0' }, { remaining: 0, resetAt: now + 60_000 }],
  ['nothing', {}, undefined],
  ['no number', { 'x-ratelimit-remaining': 'many' }, undefined],
  ['an empty value', { 'x-ratelimit-remaining': '' }, undefined],
])('the limit is read: %s', (_, headers, limit) => {
  expect(rateLimitOf(headers, now)).toEqual(limit)
})
