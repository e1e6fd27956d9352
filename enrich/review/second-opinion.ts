import { createHash } from 'node:crypto'
import { openThread } from '../../infra/thread.ts'
import type { SecondOpinion } from './opinion.ts'

/** Opinions of the sentence model on texts about which the fast models are unsure. */
export interface SecondOpinions {
  /**
   * One opinion per text, in order. Null for texts beyond the budget, without a letter, or not answered within 4 s, and for
   * all when the encoder is not installed. Never rejects.
   */
  about(texts: readonly string[]): Promise<(SecondOpinion | null)[]>
  stop(): Promise<void>
}

export interface SecondOpinionOptions {
  /** The budget: texts per minute, without those asked about before. */
  perMinute: number
  /** The departments of the taxonomy: the model knows others too. */
  departments: readonly string[]
  now?: () => number
}

/** About 200 bytes each. */
const mostKept = 5_000
const minuteMs = 60_000
/** A page of the review queue waits no longer; a later answer is kept for the next time. */
const longestWaitMs = 4_000

/** Runs the model in its own thread, which starts with the first question and then takes 350 MB. A text takes 15 ms. */
export function startSecondOpinions({ perMinute, departments, now = Date.now }: SecondOpinionOptions): SecondOpinions {
  const program = new URL('./second-opinion-worker.ts', import.meta.url)
  const thread = openThread<string[], (SecondOpinion | null)[]>(program, { departments })
  const kept = new Map<string, Promise<SecondOpinion | null>>()
  let spent: number[] = []

  const withinBudget = (texts: readonly string[]): string[] => {
    spent = spent.filter((at) => at > now() - minuteMs)
    const some = texts.slice(0, Math.max(0, perMinute - spent.length))
    spent.push(...some.map(now))
    return some
  }
  const ask = (texts: string[]): void => {
    // A text that failed is asked about again later.
    const answers = thread.ask(texts).catch(() => undefined)
    texts.forEach((text, i) => {
      const own = answers.then((all) => all?.[i] ?? null)
      kept.set(keyOf(text), own)
      void own.then((opinion) => opinion ?? kept.delete(keyOf(text)))
    })
  }
  return {
    async about(texts) {
      const asked = withinBudget([...new Set(texts)].filter((text) => /\p{L}/u.test(text) && !kept.has(keyOf(text))))
      if (asked.length > 0) ask(asked)
      const own = texts.map((text) => kept.get(keyOf(text)))
      for (const key of kept.keys()) {
        if (kept.size <= mostKept) break
        kept.delete(key)
      }
      return Promise.all(own.map(orNull))
    },
    stop: () => thread.stop(),
  }
}

const keyOf = (text: string) => createHash('sha1').update(text).digest('base64')

async function orNull(opinion: Promise<SecondOpinion | null> | undefined): Promise<SecondOpinion | null> {
  if (!opinion) return null
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), longestWaitMs)))
  try {
    return await Promise.race([opinion, late])
  } finally {
    clearTimeout(timer)
  }
}
