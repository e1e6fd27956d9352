import { openThread } from '../infra/thread.ts'

/** What the slow model thinks. */
export interface Opinion {
  department: string
  confidence: number
}

/** A model of departments that reads whole sentences (sentence-encoder.ts), for texts about which the fast ones are unsure. */
export interface SecondOpinions {
  /** In order; null beyond the budget, and for all where the encoder is not installed. Never rejects. */
  about(texts: readonly string[]): Promise<(Opinion | null)[]>
  stop(): Promise<void>
}

export const secondOpinionModel = new URL('./models/department-sentence.model', import.meta.url)

/** Some 100 bytes each. */
const mostKept = 5_000
const minuteMs = 60_000

/**
 * In a thread of its own, which starts with the first question and then holds 350 MB; a text takes 15 ms of it.
 * @param perMinute the budget: texts in any minute, not counting those asked about before
 */
export function startSecondOpinions(perMinute: number, now: () => number = Date.now): SecondOpinions {
  const thread = openThread<string[], (Opinion | null)[]>(new URL('./second-opinion-worker.ts', import.meta.url), {})
  const kept = new Map<string, Promise<Opinion | null>>()
  let spent: number[] = []

  const withinBudget = (texts: readonly string[]): string[] => {
    spent = spent.filter((at) => at > now() - minuteMs)
    const some = texts.slice(0, Math.max(0, perMinute - spent.length))
    spent.push(...some.map(now))
    return some
  }
  return {
    about(texts) {
      const asked = withinBudget([...new Set(texts)].filter((text) => !kept.has(text)))
      if (kept.size + asked.length > mostKept) kept.clear()
      // One that fails is asked again another time.
      const answers = asked.length > 0 ? thread.ask(asked).catch(() => undefined) : undefined
      asked.forEach((text, i) => {
        const own = answers!.then((all) => all?.[i] ?? null)
        kept.set(text, own)
        void own.then((opinion) => opinion ?? kept.delete(text))
      })
      return Promise.all(texts.map(async (text) => (await kept.get(text)) ?? null))
    },
    stop: () => thread.stop(),
  }
}
