/** What a reader assumed about a file, and what it merged or left out, as sentences for the person who imports it. */
export interface Remarks {
  /** Notes a sentence once. */
  say(sentence: string): void
  /** Counts rows by a sentence about them: `placeholder instead of an author`. */
  count(sentence: string): void
  /** The sentences in the order of their first use; counted ones with the number of rows. */
  list(): string[]
}

export function openRemarks(): Remarks {
  const counts = new Map<string, number>()
  return {
    say(sentence) {
      counts.set(sentence, 0)
    },
    count(sentence) {
      counts.set(sentence, (counts.get(sentence) ?? 0) + 1)
    },
    list: () =>
      [...counts].map(([sentence, rows]) =>
        rows === 0 ? sentence : `${sentence}: ${rows} ${rows === 1 ? 'row' : 'rows'}`,
      ),
  }
}
