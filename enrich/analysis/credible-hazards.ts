import { hazardKinds, type Enrichment, type HazardKind } from '../labels/enriched-mention.ts'
import type { Token } from '../text/token.ts'
import type { AnalysedText } from './analyse.ts'
import type { Hazard } from './hazards.ts'

/** Each says that the event is somebody else's news, a show, a joke, an advertisement, or has not happened. Read in lower case. */
const elsewhere = [
  // news and hearsay
  /\b(?:on|in|from|saw|read|watched|heard|breaking|local|evening|tv|fake) (?:the |this )?(?:news|radio)\b|\bnews (?:about|of|on|report|story|says|that)\b/,
  /\b(?:read|saw|heard|watched|seen|see|an?|the|this) (?:\S+ ){0,3}(?:article|headline|documentary|news report|report about)\b/,
  /\b(?:read|heard|reports?|says|rumou?rs?) (?:that|about|of) (?:an?|the|some|another|other|people|someone|all|those|these)\b/,
  /\baccording to (?:\S+ )?(?:reports?|media|news|police|sources?|officials|reporters?)\b/,
  /\b(?:reportedly|allegedly|reporters|militants?|airstrikes?|shelling|terrorists?|troops|soldiers|obama|trump|erdogan|gop)\b/,
  /\burban (?:legend|myth)\b|\bonce upon a time\b|\bhalloween (?:costume|party)\b/,
  /\b(?:recall(?:s|ed|ing)?|class action|lawsuit) (?:\S+ ){0,4}(?:by|from|at|of|against|after) (?:\S+ ){0,2}(?:competitor|rival|other (?:brand|company))/,
  // sport and shows
  /\b(?:nfl|nba|mlb|nhl|ufc|wwe|fifa|nascar|rbi|playoffs?|striker|quarterback|touchdowns?|rookie|innings?|rugby|wrestl(?:er|ing)|summerslam|linebacker|midfielder|locker room)\b/,
  /\b(?:world cup|super cup|super bowl|big brother|premier league|fantasy (?:league|football)|preseason|last season|squad|chelsea|barcelona|liverpool)\b/,
  /\b(?:mixtape|biopic|minecraft|fortnite|sitcom|anime|superhero|zombies?|choir|album|lyrics|music video|mtv|netflix|catching fire|taylor swift)\b/,
  /\b(?:this|that|the|my|favou?rite|new) (?:\S+ )?(?:song|track|episode|movie|film|concert|gig|single|playlist|novel)\b/,
  // jokes and idioms
  /\b(?:lol|lmf?ao|rofl|ha(?:ha)+|jk|hilarious|laugh(?:ing|ed|ter)?|metaphor\w*|figurativ\w*|joking|kidding)\b/,
  /\b(?:would|i'd|he'd|she'd) rather\b|\b(?:as )?fun as\b|\b(?:feels?|felt|feeling) like (?:i|my|a)\b|\bas if (?:i|it|my)\b/,
  /\bchok\w* (?:me |him |her )?up\b|\bpinch me\b|\bthe nail on the head\b|\bin the foot\b|\bsmash mouth\b|\bsparks fly\b|\bflip side\b|\bsnap election\b|\bears pierced\b/,
  /\ban arm and a leg\b|\ba (?:leg up|slap in the face|kick in the teeth|pain in the)\b|\b(?:break|broke|broken) (?:a|your) leg\b|\bin the back\b|\bstuck in my head\b/,
  /\bburn(?:s|ed|t|ing)? (?:\S+ ){0,2}(?:calories|fat|carbs|through|a hole|out|cds?|dvds?|rubber|bridges|muscle|collections?)\b/,
  /\b(?:to die for|i am dead|i'm dead|killer (?:deal|app|price|feature|look)|died? (?:of|from) (?:laughter|laughing|boredom|hunger|embarrassment|shame|happiness|cuteness))\b/,
  /\bon fire (?:today|tonight|lately|right now|this (?:week|year|season)|with|as)\b|\b(?:is|are) (?:just |absolutely |so )?fire\b/,
  // advertisements and appeals
  /\b(?:giveaway|airdrop|follow back|click (?:here|the link|below)|(?:promo|discount|coupon|referral) code|(?:buy|shop|order) (?:now|today|here)|free (?:shipping|quote)|donate|law firm|dm me to|earn (?:money|cash|\$))\b/,
  // not happened
  /\b(?:wish|imagin(?:e|ing)|hope|hoping|hopefully|pray(?:ing)?|dream(?:ed|t)?|nightmare|supposed to|afraid|scared|worried|fear) (?:\S+ ){0,6}?(?:not|will|would|might|could|may|catch|catches|burn|burns|hurt|hurts|explode|explodes|choke|cut|cuts|swallow|swallows|fire|leak|leaks|shock)\b/,
  /\b(?:going to|gonna|about to|ready to|want(?:ed|s)? to|tempted to|have to|need to|let's) (?:\S+ )?(?:explode|burst|die|kill|strangle|choke|catch fire|burn|break|cut|knock|smash|stab|hurt|set)\b/,
  /\b(?:could|might|may|would|will|can) (?:\S+ ){0,2}?(?:catch|cause|start|explode|burn|hurt|injure|choke|swallow|melt|cut|leak|shock|electrocute|break|blow|go up)\b/,
  /\b(?:has|have|had|was|were|is|are|been) (?:never|not|n't) (?:\S+ ){0,2}?(?:burn(?:ed|t|s)?|hurt|injured|leaked|caught|exploded|shocked|electrocuted|cut|melted|swallowed|choked|hospitali[sz]ed|poisoned)\b/,
  /\b(?:false alarm|fire (?:drill|alarm test)|prank|no (?:one|body) (?:was|got|is) (?:hurt|injured|burned))\b(?![^.]*\b(?:caught|melted|smoke|fire)\b)/,
  /\b(?:without|no|zero) (?:any |the )?(?:risk|danger|chance|fear|sign|signs|issues?) (?:of|with)\b/,
]
/** The event was of another product, which the author had before or compares with. */
const ofAnother = [
  /\b(?:competitor|rival)(?:'?s)?\b/,
  /\b(?:unlike|compared (?:to|with)|instead of) (?:the|my|our|those|other|others|some)\b/,
  /\b(?:my|our|the|an) (?:old|previous|former|last|other|earlier) (?!one was|order|parcel)(?:\S+ ){1,3}?(?:\S+ )?(?:caught|melted|burn\w*|exploded|smok\w*|spark\w*|shocked|broke|cut|blew|leaked|died)\b/,
  /\b(?:other|another|different|rival|cheap|competing) (?:brand|company|manufacturer|maker|model|app|bank|shop|store)\b/,
  /\b(?:replac(?:e|ed|es|ing|ement)|bought|got|purchased|ordered|switched) (?:\S+ ){0,6}?(?:because|after|since|when) (?:my|our|the|an) (?:old|previous|last|other|former)\b/,
]
const notOwn = [...elsewhere, ...ofAnother]

const laughing = /[😂🤣😆😹]/u
/** "It hurts my ears": discomfort, and no report of an injury. */
const discomforts: readonly (readonly [verbs: RegExp, parts: RegExp])[] = [
  [/^hurt(?:s|ing)?$/, /^(?:eyes?|ears?|head|heart|stomach|feelings|legs|feet|back|brain|soul)$/],
  [/^(?:bleed(?:s|ing)?|bled|burn(?:s|ing)?|smashing)$/, /^(?:eyes?|ears?|calves|thighs|brain)$/],
]
/** A question that begins so, without a word on what happened to its author, asks whether it happened at all. */
const askers = new Set(
  'is are does do did has have had can could would will any anyone anybody what which how'.split(' '),
)
const ownWords = new Set('my our me us mine else why'.split(' '))

/**
 * The kinds of hazard that the author reports of their own, the gravest first. Leaves out signs, hearsay, news, sport and shows, jokes,
 * advertisements, what may happen, what happened with another product, and what is only asked. Pure.
 */
export function credibleHazards(
  { hazards, tokens, text }: Pick<AnalysedText, 'hazards' | 'tokens' | 'text'>,
  { entities = [] }: Partial<Pick<Enrichment, 'entities'>> = {},
): HazardKind[] {
  const reports = hazards.filter((hazard) => hazard.isReport && !isDiscomfort(hazard) && !isAsked(tokens, hazard))
  if (reports.length === 0 || laughing.test(text)) return []
  const lower = text.toLowerCase()
  if (notOwn.some((pattern) => pattern.test(lower))) return []
  const isOfRival =
    entities.some(({ kind }) => kind === 'competitor') && !entities.some(({ kind }) => kind === 'product')
  if (isOfRival) return []
  const kinds = new Set(reports.map(({ kind }) => kind))
  return hazardKinds.filter((kind) => kinds.has(kind))
}

const isDiscomfort = ({ words }: Hazard) =>
  discomforts.some(
    ([verb, part]) =>
      words.every((word) => verb.test(word) || part.test(word)) && words.some((word) => part.test(word)),
  )

const endOfSentence = /^[.!?;…]$/

function isAsked(tokens: readonly Token[], { at }: Hazard): boolean {
  let from = at
  while (from > 0 && !endOfSentence.test(tokens[from - 1]!.text)) from--
  let to = at
  while (to < tokens.length && !endOfSentence.test(tokens[to]!.text)) to++
  if (tokens[to]?.text !== '?') return false
  const words = tokens.slice(from, to).map((token) => token.text)
  return askers.has(words.find((word) => !word.startsWith('@')) ?? '') && !words.some((word) => ownWords.has(word))
}
