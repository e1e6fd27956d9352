import { compilePhrases } from '../text/phrases.ts'
import type { Token } from '../text/token.ts'

/** What spam says. A customer may say some of it too ("my promo code"), so a phrase decides only together with the model. */
const phrases = [
  // followers
  'follow for|4|everyone|train|trick',
  'follow * back instantly|instant|everyone|all|100',
  'follow back * everyone',
  'teamfollowback|followback|f4f|follow4follow|l4l|like4like|likeforlike|gaintrain|ifb|tfb',
  'gain|get|buy|want|need|real|more|increase ~ follower|subscriber|view|mutual|backlink|visitor',
  'unfollower|unfollowed|moots|mutuals|autopilot',
  'subscribe to my|our channel',
  'like|rt|retweet|repost|share ~ follow|shoutout|followed',
  'check out my|our|this|great|her|his|what',
  'link in * bio|profile|comments',
  'new video|track|single|ep|mixtape|song',
  // prizes
  'follow|rt|retweet|repost|like|tag|comment|share|enter|text ~ win|giveaway|raffle|draw',
  'win free|one|two|a|an|some|tickets|tix|your|prize',
  'giveaway|sweepstakes|raffle|airdrop|presale|whitelist',
  'contest|competition|entered|enter ~ win|prize',
  'giving|give away',
  'chance to|of win|winning',
  'you * selected|won * prize|voucher|phone|lottery',
  'claim|collect * prize|bonus|voucher|airdrop|reward|gift|free',
  // money and accounts
  'check|kindly * bio',
  'kindly dm|inbox|contact|text|message|write|fill|report|send',
  'dm|inbox|message|text|whatsapp|contact|telegram|instagram ~ recover|recovery|recovered|unban|hack|unlock|disabled|suspended|reliable',
  'contact|message|text|dm|inbox|reach ~ whatsapp|telegram|instagram|ig',
  'message|text|contact|inbox|write him|her|coach',
  'dm|inbox|message|text|pm ~ price|order|info|promo|proof|buy',
  'invest|earn|made|make|turn|withdraw|paid|payout ~ week|weekly|day|daily|hour|guaranteed|profit|home|phone|month',
  'crypto|forex|bitcoin|btc|trading|signal|wallet|token ~ profit|join|free|coach|investment|connect|claim|gem|send',
  'double|recover * money|funds',
  'number|card|account * blocked|suspended|limited * visit|click|verify',
  'loan|credit ~ approval|apply|fast|bad|instant|boost',
  'verify|confirm ~ click|link|identity|suspended|limited',
  'no win no fee',
  'owed thousands',
  // advertisements
  'click|tap|apply|visit here|below|now|today',
  'join our|now|my',
  'dm * link',
  'with my link',
  'apply|call|order|shop|book|register|sign|buy|enter|download|grab|hurry|preorder ~ now|today|yours|limited|free|save',
  'hiring|job|vacancy|recruiting|career|recruit ~ apply|career|cv|hiring|jobs|opening|click|interested|fit',
  'use|with * code',
  'promo|invite|referral|discount|coupon code|link',
  'off everything|sitewide|first|entire|all',
  'flash|mega|closing sale',
  'deal of * day|hour|week',
  'today|lightning deal',
  'price drop',
  'coupons for',
  'deal|sale ~ shop|hot|off|was|lowest|price|commission',
  'free|fast|nationwide|worldwide|pay shipping|quote|delivery|trial|spin|ebook|webinar|download|sample|masterclass',
  'free * webinar|ebook|training|bottle|stream|iphone|ipad|gift',
  'no experience|risk|prescription|collateral|needed',
  'best|cheap|affordable|wholesale|unbeatable ~ price|rate|quality|seo',
  'seo service|expert|agency|package|industry|company',
  'essay|dissertation|visa|iptv|viagra|keto|casino|betting|odds|escort|replica',
  'number * helpline|toll|reservation|support',
  'work from home',
  'live stream|streaming free|hd',
  'selling|sell * dm|message|text|inbox',
  // adult
  'hot|sexy|lonely|naughty|spicy ~ pic|single|page|profile|chat|webcam|link|bio',
  'nudes|onlyfans|webcam',
]
/** What spam sells and hardly anybody else offers. Who bought such a thing and complains is told apart by the model and the sentiment. */
const wares = [
  'replica|counterfeit|fake|knockoff|copy ~ watch|rolex|omega|cartier|handbag|bag|purse|sneaker|sunglasses|jersey|designer',
  'cheap|discount|outlet|wholesale|best|quality ~ rolex|rayban|ray-ban|oakley|vuitton|gucci|chanel|jordans|uggs|viagra|cialis|tramadol|backlink',
  'cheap|discount|outlet|wholesale ray|louis',
  'cheap|best|custom essay|dissertation|thesis',
  'single near|around you|u|me',
  'buy viagra|cialis|tramadol|xanax|follower|subscriber|backlink',
]
const word = /^[\p{L}\p{N}]/u
const matcher = compilePhrases(phrases.map((pattern) => ({ pattern, value: true })))

const wareMatcher = compilePhrases(wares.map((pattern) => ({ pattern, value: true })))

/** Whether the text names something that hardly anybody but spam offers. */
export const namesWares = (tokens: readonly Token[]): boolean => wareMatcher.find(tokens).length > 0

export const hasSpamPhrase = (tokens: readonly Token[]): boolean => matcher.find(tokens).length > 0

const follows = new Set(['follow', 'following', 'followed'])
const messages = new Set(['dm', 'dms', 'message', 'messages', 'pm'])
/** Customers and support teams ask each other to follow so that they can write: "follow back and I'll DM you". */
export const arrangesMessage = (tokens: readonly Token[]): boolean =>
  tokens.some(({ text }) => follows.has(text)) && tokens.some(({ text }) => messages.has(text))

/** Words of a text, without links, names, hashtags and marks. */
export const countWords = (tokens: readonly Token[]): number =>
  tokens.reduce((sum, { text }) => (text !== 'url' && word.test(text) ? sum + 1 : sum), 0)

const leastHashtags = 8
/** Words outside hashtags, names and links. With more, the text says something. */
const mostWords = 3
const hash = '#'.charCodeAt(0)

/** Whether a text is a list of hashtags with at most three words beside them. */
export function isHashtagList(tokens: readonly Token[]): boolean {
  let hashtags = 0
  let words = 0
  for (const { text } of tokens)
    if (text.length > 1 && text.charCodeAt(0) === hash) hashtags++
    else if (text !== 'url' && word.test(text) && ++words > mostWords) return false
  return hashtags >= leastHashtags
}
