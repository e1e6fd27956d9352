import type { Logger } from '../../infra/logger.ts'
import type { Store } from '../../infra/store/store.ts'
import type { LabelSwitches } from '../series/recount.ts'
import { emergingTerms } from './emerging-terms.ts'
import type { TermPolicy } from './policy.ts'
import type { TermScope } from './term-mention.ts'
import { packed, unpacked, type Position } from './snapshot.ts'
import { loadTermState, mentionsAfter, saveEmergingTerms, saveTermState } from './term-store.ts'

/** Mentions per page: less than 50 ms of work. */
const pageSize = 1_000
/** Reading stops after this time, so that evaluations do not wait for history. */
const longestMs = 100
/** Rows may become visible a moment after their stored time. */
const settleMs = 5_000
/** Time between snapshots. After a crash, mentions since the last snapshot are read again. */
const saveEveryMs = 10 * 60_000
const beginning: Position = { storedAt: 0, id: '' }

/** Reads every stored mention of a scope once, and saves the terms that emerge. Runs in the process that holds `alert-commands`. */
export function openTermWatch({
  store,
  logger,
  policy,
  scope,
}: {
  store: Store
  logger: Logger
  policy: TermPolicy
  scope: TermScope
}) {
  const terms = emergingTerms(policy)
  let [position, saved] = [beginning, beginning]
  let savedAt = performance.now()

  const saveChanged = async (): Promise<void> => {
    const changed = [...terms.changed]
    await saveEmergingTerms(store, changed)
    for (const each of changed) terms.changed.delete(each)
  }

  /** Terms first, then the snapshot: after a crash in between, the same terms emerge again under the same ids. */
  const save = async (): Promise<void> => {
    await saveChanged()
    if (position === saved) return
    await saveTermState(store, scope, await packed(terms.state(), position))
    ;[saved, savedAt] = [position, performance.now()]
  }

  return {
    save,
    rising: terms.rising,

    async load(): Promise<void> {
      const body = await loadTermState(store, scope)
      const found = body === undefined ? undefined : await unpacked(body, terms.state().columns)
      if (found) terms.restore(found.state)
      else if (body !== undefined) logger.info('term history was saved by another version and is learnt again')
      position = saved = found?.position ?? beginning
      savedAt = performance.now()
    },

    /** Continues from the last position, page by page. @param storeTime the store's clock, epoch ms @returns whether more is left */
    async catchUp({ rewritten }: LabelSwitches, storeTime: number): Promise<boolean> {
      const since = performance.now()
      // The clock was set back: what is stored from now on would be before the position.
      if (position.storedAt > storeTime + settleMs) position = { storedAt: storeTime - settleMs, id: '' }
      let isLeft = true
      while (isLeft && performance.now() - since <= longestMs) {
        const page = await mentionsAfter(store, position, { scope, limit: pageSize, settleMs, rewritten })
        for (const mention of page.mentions) terms.add(mention)
        position = page.position
        isLeft = page.mentions.length === pageSize
      }
      await saveChanged()
      if (performance.now() - savedAt > saveEveryMs) await save()
      return isLeft
    },
  }
}
