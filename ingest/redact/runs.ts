/** A run of characters without spaces, after a word such as "password". */
export interface Run {
  /** Without quotes before it and punctuation after it. */
  text: string
  from: number
  to: number
  /** How many runs lie between the word and this one. */
  index: number
  /** Whether a colon, an equals sign, a dash or an arrow precedes it. */
  isAssigned: boolean
  /** Whether it is only a dash. */
  isDash: boolean
  /** The opening quotation mark right before it, or ''. */
  quote: string
  /** Whether a clause ends after it. */
  endsClause: boolean
  /** Whether a sentence ends after it. */
  endsSentence: boolean
}

const mostRuns = 10
const mostCharacters = 110

const gaps = /(?:['’]s(?=\s))?[\s:：=,،"“”„«»‘’'`(（「『*…–—>→-]{0,8}/uy
const runs = /[^\s"“”«»„’,،؛;`」』]{1,64}/uy
const assigned = /[:：=→]|[-–—>]\s|^['’]s/
const quoted = /(?:^|[\s:：=(–—])(?:["'“„»‘`「『]|«\s?)$/
const clauseEnd =
  /^["'”“»’`)\]]{0,2}(?:\s*(?:[.,;!?)…\n(–—،؛؟।]|$|\p{Extended_Pictographic})|\s[(]|\s(?:-|and|but|und|aber|y|pero|et|mais|e|ma|mas|en|maar|i|ale|och|men|og|ve|ama|fakat|и|но|а|or|which|that|who|he|it|sin|que|que?|qui|die|das|welche)(?!\p{L}))/u
const sentenceEnd = /^[.!?…؟।]+["'”»)]*\s+["“„«(]?\p{Lu}/u

/** The runs after `at`, at most ten in 110 characters. */
export function runsAfter(text: string, at: number): Run[] {
  const found: Run[] = []
  let from = at
  let before = ''
  while (found.length < mostRuns && from < at + mostCharacters) {
    gaps.lastIndex = from
    const gap = gaps.exec(text)![0]
    runs.lastIndex = from + gap.length
    const run = runs.exec(text)?.[0]
    if (!run) break
    const start = from + gap.length
    const kept = run.replace(/[:.?)'…؟।]+$/u, '')
    const to = start + kept.length
    const rest = text.slice(to, to + 24)
    found.push({
      text: kept,
      from: start,
      to,
      index: found.length,
      isAssigned: assigned.test(found.length === 0 ? gap : gap.replace(/^['’]s/, '')) || /[:：=→]$/.test(before),
      isDash: !/[:：=→]|['’]s/.test(before.slice(-1) + gap),
      quote: quoted.test(gap) ? gap.trimEnd().at(-1)! : '',
      endsClause: clauseEnd.test(rest),
      endsSentence: sentenceEnd.test(rest) || /^\s*\n/.test(rest),
    })
    from = start + run.length
    before = run
  }
  return found
}
