import type { Logger } from '../../infra/logger.ts'
import type { Store } from '../../infra/store/store.ts'
import type { LabelSwitches } from '../series/recount.ts'
import { emergingTerms } from './emerging-terms.ts'
import type { TermPolicy } from './policy.ts'
import { packed, unpacked, type Position } from './snapshot.ts'
import { loadTermState, mentionsAfter, saveEmergingTerms, saveTermState } from './term-store.ts'

/** Mentions read at once: under 50 ms of work. */
const pageSize = 1_000
/** After a longer page the rest waits for the next turn, so that a look never waits for history. */
const longestMs = 100
/** Rows may become visible a moment after their stored time. */
const settleMs = 5_000
/** What was heard since the last saving is read again after a crash. */
const saveEveryMs = 10 * 60_000
const beginning: Position = { storedAt: 0, id: '' }

/** Hears every stored mention that no topic explains, once, and writes down what emerges. Belongs to the process that holds `alert-commands`. */
export function openTermWatch({ store, logger, policy }: { store: Store; logger: Logger; policy: TermPolicy }) {
  const terms = emergingTerms(policy)
  let [position, saved] = [beginning, beginning]
  let savedAt = performance.now()

  const tell = async (): Promise<void> => {
    const changed = [...terms.changed]
    await saveEmergingTerms(store, changed)
    for (const each of changed) terms.changed.delete(each)
  }

  /** tell → remember: after a crash in between, the same terms emerge again under the same ids. */
  const save = async (): Promise<void> => {
    await tell()
    if (position === saved) return
    await saveTermState(store, await packed(terms.state(), position))
    ;[saved, savedAt] = [position, performance.now()]
  }

  return {
    save,

    async load(): Promise<void> {
      const body = await loadTermState(store)
      const found = body === undefined ? undefined : await unpacked(body, terms.state().columns)
      if (found) terms.restore(found.state)
      else if (body !== undefined) logger.info('what is usual of terms is learnt anew: another version wrote it down')
      position = saved = found?.position ?? beginning
      savedAt = performance.now()
    },

    /** From where it stopped, a page or some; true when more is left for the next time. */
    async catchUp({ rewritten }: LabelSwitches): Promise<boolean> {
      const since = performance.now()
      let isLeft = true
      while (isLeft && performance.now() - since <= longestMs) {
        const page = await mentionsAfter(store, position, { limit: pageSize, settleMs, rewritten })
        for (const mention of page.mentions) terms.hear(mention)
        position = page.position
        isLeft = page.mentions.length === pageSize
      }
      await tell()
      if (performance.now() - savedAt > saveEveryMs) await save()
      return isLeft
    },
  }
}
