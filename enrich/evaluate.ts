/** Right and wrong, by label. A text may have several right labels; then the first guess counts when it is among them. */
export interface Evaluation {
  task: string
  n: number
  /** Share of texts whose first guess is right. */
  accuracy: number
  /** Mean of the labels' F1, over labels that occur in the data. */
  macroF1: number
  perLabel: Record<string, { precision: number; recall: number; f1: number; n: number }>
  /** confusion[right][guessed] = texts. */
  confusion: Record<string, Record<string, number>>
}

export function evaluate(task: string, pairs: readonly { right: readonly string[]; guess: string }[]): Evaluation {
  const confusion: Evaluation['confusion'] = {}
  // Where several labels are right and one of them was guessed, that one is meant; otherwise the first stands for all.
  for (const { right, guess } of pairs) {
    const meant = right.includes(guess) ? guess : right[0]!
    const row = (confusion[meant] ??= {})
    row[guess] = (row[guess] ?? 0) + 1
  }
  const labels = Object.keys(confusion).toSorted()
  const perLabel: Evaluation['perLabel'] = {}
  for (const label of labels) {
    const hit = confusion[label]![label] ?? 0
    const n = sum(Object.values(confusion[label]!))
    const guessed = sum(labels.map((other) => confusion[other]![label] ?? 0))
    const precision = guessed === 0 ? 0 : hit / guessed
    const recall = hit / n
    perLabel[label] = { precision, recall, f1: hit === 0 ? 0 : (2 * precision * recall) / (precision + recall), n }
  }
  const hits = sum(labels.map((label) => confusion[label]![label] ?? 0))
  const macroF1 = labels.length === 0 ? 0 : sum(labels.map((label) => perLabel[label]!.f1)) / labels.length
  return { task, n: pairs.length, accuracy: pairs.length === 0 ? 0 : hits / pairs.length, macroF1, perLabel, confusion }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, x) => total + x, 0)
