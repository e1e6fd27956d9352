import type { Mention } from '../../ingest/mention/mention.ts'
import type { Reading } from '../linear/dataset.ts'
import type { Margins, Models } from '../linear/models.ts'
import { clean } from '../text/clean.ts'
import { dangersIn, type Dangers } from './hazards.ts'
import { statedRating } from '../text/stated-rating.ts'
import { tokensOf, type Token } from '../text/token.ts'

/** Computed once for a text and read by every enricher. */
export interface AnalysedText extends Dangers {
  /** Title and text joined, clean (clean.ts). */
  text: string
  /** 1 to 5 stars: of the source, otherwise as stated in the text. */
  rating: number | undefined
  fields: Readonly<Record<string, string>>
  source: string
  tokens: readonly Token[]
  /** The features that the linear models read. */
  reading: Reading
  /** The margins of the linear models. */
  margins: Margins
}

const maxCodeUnits = 20_000

export type PipelineInput = Pick<Mention, 'text'> & Partial<Pick<Mention, 'title' | 'rating' | 'fields' | 'source'>>

/** Title and text joined, clean, as the models read them. Reads at most 20,000 UTF-16 units of each. */
export const wholeText = ({ title, text }: Pick<PipelineInput, 'title' | 'text'>): string => {
  const body = clean(text.slice(0, maxCodeUnits))
  return title ? `${clean(title.slice(0, maxCodeUnits))}. ${body}`.slice(0, maxCodeUnits) : body
}

export function analyse(mention: PipelineInput, models: Pick<Models, 'readings' | 'margins'>): AnalysedText {
  const text = wholeText(mention)
  const tokens = tokensOf(text)
  const reading = models.readings.read(tokens)
  return {
    text,
    rating: mention.rating ?? statedRating(text),
    fields: mention.fields ?? {},
    source: mention.source ?? '',
    tokens,
    ...dangersIn(tokens),
    reading,
    margins: models.margins(reading),
  }
}
