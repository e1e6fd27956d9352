import type { Page } from '../../mention/source.ts'
import type { SourceDeps } from '../../mention/source-definition.ts'
import type { JetstreamEvent } from './read-event.ts'
import { uriOf } from './to-mention.ts'

const everyMs = 5_000
/** What was published so recently may not be stored yet. */
const mostRecent = 10_000

/** Finds, of all the deletions in the network, those of posts that are mentions of the source. */
export function openRemovals(source: string, { stored }: Pick<SourceDeps, 'stored'>) {
  const posts = new Set<string>()
  const accounts = new Set<string>()
  const recent = new Set<string>()
  let askedAt = -Infinity

  return {
    published(nativeId: string): void {
      recent.add(nativeId)
      if (recent.size > mostRecent) recent.delete(recent.values().next().value!)
    },
    note({ did, post, isGone }: JetstreamEvent): void {
      if (post?.operation === 'delete') posts.add(uriOf(did, post.rkey))
      if (isGone) accounts.add(did)
    },
    /** Every few seconds: what has to go. */
    async due(now: number): Promise<NonNullable<Page['deletions']>> {
      if (now - askedAt < everyMs || (posts.size === 0 && accounts.size === 0)) return []
      askedAt = now
      const prefixes = [...accounts].map((did) => uriOf(did, ''))
      const known = await stored(source, { ids: [...posts], prefixes })
      const ofAccount = (id: string) => prefixes.some((prefix) => id.startsWith(prefix))
      const gone = new Set([...known, ...[...recent].filter((id) => posts.has(id) || ofAccount(id))])
      const deletions = [...gone].map((id) => ({
        id,
        reason: posts.has(id) ? ('deleted' as const) : ('accountGone' as const),
        at: now,
      }))
      posts.clear()
      accounts.clear()
      return deletions
    },
  }
}
