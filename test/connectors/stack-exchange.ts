import { payload, seconds } from './payload.ts'
import { slice, type StubDescription, type StubItem } from './stub-service.ts'

const questionLike = payload('stack-exchange-question')

const toQuestion = ({ id, text, createdAt, updatedAt, isMalformed }: StubItem) => ({
  ...questionLike,
  question_id: id,
  body: `<p>${text}</p>`,
  creation_date: isMalformed ? null : seconds(createdAt),
  last_activity_date: seconds(updatedAt),
})

/** Questions by activity from `min` on, in seconds, two a page. `more` is in every answer. */
export const stackExchangeService = (more: object = {}): StubDescription => ({
  isAuthorized: ({ query }) => query.get('key') === 'canary-stack-exchange',
  limited: () => ({
    status: 400,
    body: {
      error_id: 502,
      error_message: 'too many requests, more available in 120 seconds',
      error_name: 'throttle_violation',
    },
  }),
  answer({ path, query }, { items }) {
    if (path !== '/search/advanced' || query.get('sort') !== 'activity') return { status: 404 }
    const active = items.filter(({ updatedAt }) => seconds(updatedAt) >= Number(query.get('min')))
    const { some, isLast } = slice(
      active.toSorted((a, b) => a.updatedAt - b.updatedAt),
      2 * (Number(query.get('page')) - 1),
    )
    return { body: { items: some.map(toQuestion), has_more: !isLast, quota_max: 300, quota_remaining: 200, ...more } }
  },
})
