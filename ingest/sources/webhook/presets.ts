import type { ColumnMap } from '../../read/columns.ts'
import type { Scheme } from './signature.ts'

type Values = Record<string, unknown>

/** What is known about a sender: how it signs, and where its payload has what. */
export interface Preset {
  scheme: Scheme
  map: ColumnMap
  /** The item of a payload; undefined for an event that is not about a text. Absent: the payload, or the items in it. */
  itemOf?: (payload: Values) => Values | undefined
}

/** The senders that the configuration may name. */
export const presets = {
  github: {
    scheme: 'github',
    map: {
      id: 'node_id',
      text: 'body',
      title: 'title',
      createdAt: 'created_at',
      author: 'user.login',
      url: 'html_url',
    },
    itemOf: (payload) => ['comment', 'discussion', 'issue'].map((key) => payload[key]).find(isObject),
  },
  zendesk: {
    scheme: 'zendesk',
    map: { id: 'id', text: 'description', title: 'subject', createdAt: 'created_at', author: 'requester_id' },
    itemOf: (payload) => (isObject(payload.detail) ? payload.detail : payload),
  },
  intercom: {
    scheme: 'intercom',
    map: {
      id: 'id',
      text: 'source.body',
      title: 'source.subject',
      createdAt: 'created_at',
      author: 'source.author.id',
      url: 'source.url',
    },
    itemOf: ({ data }) => {
      const item = isObject(data) ? data.item : undefined
      return isObject(item) && isObject(item.source) ? item : undefined
    },
  },
  stripe: { scheme: 'stripe', map: {} },
} as const satisfies Record<string, Preset>

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
