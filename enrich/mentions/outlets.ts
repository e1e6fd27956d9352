import { Type, type Static } from 'typebox'
import { selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
import type { MentionRow } from './mention-table.ts'
import { visibleMentionsSql, type VisibleMentions } from './visible-mentions.ts'

const OutletRow = Type.Object({
  duplicateOf: Type.String(),
  id: Type.String(),
  source: Type.String(),
  channel: Type.String(),
  url: Type.String(),
  createdAt: Type.Integer(),
})
/** Another place that published the same story: its first copy there. */
export type Outlet = Omit<Static<typeof OutletRow>, 'duplicateOf'>

type Story = Pick<MentionRow, 'id' | 'source' | 'channel' | 'url' | 'createdAt' | 'duplicateOf'>

/** Copies are linked within three days of each other; what spreads for longer than a month is left out. */
const spreadMs = 30 * 86_400_000
/** Copies that arrived late may be older than the mention that they are linked to. */
const lateMs = 3 * 86_400_000

/**
 * The other outlets of each mention that is the first of its story, the earliest first: copies from another source, channel or site.
 * Only those that are visible. A copy has none itself.
 */
export async function outletsOf(
  store: Store,
  stories: readonly Story[],
  visible: VisibleMentions,
): Promise<Map<string, Outlet[]>> {
  const { where, params } = visibleMentionsSql(visible)
  const firsts = stories.filter(({ duplicateOf }) => duplicateOf === '')
  if (firsts.length === 0) return new Map()
  const times = firsts.map(({ createdAt }) => createdAt)
  const rows = await selectIn(
    store,
    OutletRow,
    `SELECT duplicate_of, id, source, channel, url, created_at FROM mentions FINAL
     WHERE created_at >= {fromAt: DateTime64(3)} AND created_at <= {toAt: DateTime64(3)} AND duplicate_of IN {ids: Array(String)} AND removed_at IS NULL AND ${where}
     ORDER BY created_at, id LIMIT 1 BY duplicate_of, source, channel, domainWithoutWWW(url)`,
    {
      name: 'ids',
      list: firsts.map(({ id }) => id),
      fromAt: Math.min(...times) - lateMs,
      toAt: Math.max(...times) + spreadMs,
      ...params,
    },
  )
  return new Map(
    firsts.map((first) => [
      first.id,
      rows
        .filter((row) => row.duplicateOf === first.id && placeOf(row) !== placeOf(first))
        .map(({ duplicateOf: _duplicateOf, ...outlet }) => outlet),
    ]),
  )
}

const placeOf = ({ source, channel, url }: Pick<Story, 'source' | 'channel' | 'url'>): string =>
  [source, channel, URL.parse(url)?.hostname.replace(/^www\./, '') ?? ''].join('\u0001')
