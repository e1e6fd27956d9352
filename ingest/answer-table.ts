import type { Store } from '../infra/store/store.ts'
import { mentionId } from './redact/mention-id.ts'
import type { Answer } from './mention/source.ts'

/** Saves answers of the company to mentions of a source. An answer that comes again changes nothing. */
export async function saveAnswers(store: Store, source: string, answers: readonly Answer[]): Promise<void> {
  await store.insert(
    'answers',
    answers.map(({ to, at }) => ({ source, mentionId: mentionId(source, to), answeredAt: at })),
  )
}
