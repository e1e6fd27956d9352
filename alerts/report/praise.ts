import { chooseQuotes } from '../explain/quotes.ts'
import type { AdvocateRow, PraisedRow, PraiseRow } from './praise-query.ts'
import type { Advocate, Praise, Quote } from './report.ts'
import type { Period } from './volume-query.ts'

/** What is praised in a department, with the most representative quote, preferably about the most praised product. Pure. */
export function praiseOf(
  department: string,
  { praised, newest }: { praised: readonly PraisedRow[]; newest: readonly PraiseRow[] },
  span: Period,
): Praise {
  const own = praised.filter((row) => row.department === department)
  const ofKind = (kind: string) => own.filter((row) => row.kind === kind)
  const products = ofKind('product').map(({ value, mentions }) => ({ product: value, mentions }))
  const candidates = newest
    .filter((row) => row.department === department && row.text.trim() !== '')
    .map((row) => ({ ...row, names: products.length > 0 && row.products.includes(products[0]!.product) }))
  const advocates = candidates.filter(({ isAdvocate }) => isAdvocate)
  const [best] = chooseQuotes(advocates.length > 0 ? advocates : candidates, span)
  return {
    mentions: ofKind('all')[0]?.mentions ?? 0,
    topics: ofKind('topic').map(({ value, mentions }) => ({ topic: value, mentions })),
    products,
    quote: best ? quoteOf(best) : null,
  }
}

const quoteOf = ({ mentionId, text, author, source, url, createdAt }: Quote): Quote => ({
  mentionId,
  text,
  author,
  source,
  url,
  createdAt,
})

export const advocatesOf = (department: string, rows: readonly AdvocateRow[]): Advocate[] =>
  rows
    .filter((row) => row.department === department)
    .map(({ handle, source, praises, link, newestAt }) => ({ handle, source, praises, url: link || null, newestAt }))
