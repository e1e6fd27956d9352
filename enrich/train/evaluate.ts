import { calibrationError } from '../linear/calibrate.ts'

/** The guess for a text, and the right labels. With several right labels, the guess must be one of them. */
export interface Judged {
  text: string
  right: readonly string[]
  guess: string
  /** Of the first guess, in 0…1, even if it is below the cut-off. */
  confidence: number
}

/** The results on labelled texts. */
export interface Evaluation {
  task: string
  n: number
  /** Share of texts whose first guess is right. */
  accuracy: number
  /** Mean F1 over the labels that occur in the data. */
  macroF1: number
  /** Mean recall over these labels. */
  macroRecall: number
  /** Expected calibration error of the first guesses (calibrate.ts). */
  calibrationError: number
  perLabel: Record<string, { precision: number; recall: number; f1: number; n: number }>
  /** confusion[right][guessed] = texts. */
  confusion: Record<string, Record<string, number>>
  /** The wrong first guesses, most confident first. */
  worst: Judged[]
}

/** Stands for "no label". */
export const noLabel = 'none'
const mostWorst = 20

export function evaluate(task: string, judged: readonly Judged[]): Evaluation {
  const confusion: Evaluation['confusion'] = {}
  for (const one of judged) {
    const row = (confusion[expected(one)] ??= {})
    row[one.guess] = (row[one.guess] ?? 0) + 1
  }
  const labels = Object.keys(confusion).toSorted()
  const perLabel = Object.fromEntries(labels.map((label) => [label, figuresOf(label, confusion)]))
  const mean = (of: (label: string) => number) => (labels.length === 0 ? 0 : sum(labels.map(of)) / labels.length)
  const wrong = judged.filter((one) => !isRight(one))
  return {
    task,
    n: judged.length,
    accuracy: judged.length === 0 ? 0 : 1 - wrong.length / judged.length,
    macroF1: mean((label) => perLabel[label]!.f1),
    macroRecall: mean((label) => perLabel[label]!.recall),
    // For a text without labels every first guess is wrong, even one below the cut-off.
    calibrationError: calibrationError(
      judged.map(({ confidence, right, guess }) => ({ confidence, isRight: right.includes(guess) })),
    ),
    perLabel,
    confusion,
    worst: wrong.toSorted((a, b) => b.confidence - a.confidence).slice(0, mostWorst),
  }
}

export const isRight = (one: Judged): boolean => expected(one) === one.guess

/** The right label for the confusion matrix: the guess if it is right, otherwise the first right label. */
const expected = ({ right, guess }: Judged): string => (right.includes(guess) ? guess : (right[0] ?? noLabel))

function figuresOf(label: string, confusion: Evaluation['confusion']) {
  const hit = confusion[label]![label] ?? 0
  const n = sum(Object.values(confusion[label]!))
  const guessed = sum(Object.values(confusion).map((row) => row[label] ?? 0))
  const precision = guessed === 0 ? 0 : hit / guessed
  const recall = hit / n
  return { precision, recall, f1: hit === 0 ? 0 : (2 * precision * recall) / (precision + recall), n }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, x) => total + x, 0)

/** The difference between two models on the same texts. */
export interface Comparison {
  /** Guesses that became right. */
  gained: Judged[]
  /** Guesses that became wrong. */
  lost: Judged[]
  /** Difference of F1 per label, ours − others. */
  perLabel: Record<string, number>
}

/** @param others for the same texts in the same order */
export function compare(ours: readonly Judged[], others: readonly Judged[]): Comparison {
  const [own, other] = [evaluate('', ours), evaluate('', others)]
  const changed = (wanted: boolean) =>
    ours.filter((one, i) => isRight(one) === wanted && isRight(others[i]!) !== wanted)
  return {
    gained: changed(true),
    lost: changed(false),
    perLabel: Object.fromEntries(
      Object.entries(own.perLabel).map(([label, { f1 }]) => [label, f1 - (other.perLabel[label]?.f1 ?? 0)]),
    ),
  }
}
