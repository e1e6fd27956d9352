import { perToken, tokenOf, type Token } from '../text/token.ts'

/**
 * The features of a text for linear models: hashes of word n-grams (1–3) and of character n-grams (3–5) within words. With
 * the hashing trick (Weinberger et al., ICML 2009; hash FNV-1a by Fowler, Noll & Vo) no vocabulary is needed. One pass over
 * the text serves all models: each uses the low bits that it was trained with.
 */
export interface HashedText {
  /** Distinct 32-bit hashes of words, pairs and triples. */
  hashes: readonly number[]
  /** 1 + ln(occurrences) of each element of `hashes`. */
  values: readonly number[]
  /** The tokens whose characters are read, once per occurrence. Tokens and not hashes, because values per token can be cached. */
  pieces: readonly Token[]
}

const basis = 0x811c9dc5
const prime = 0x01000193
const minChars = 3
const maxChars = 5
/** Words after a negation get other hashes (Das & Chen 2001), here for four tokens or until a punctuation mark. */
const negationReach = 4
const negations = new Set([
  'not',
  'no',
  'never',
  'without',
  'nobody',
  'nothing',
  'neither',
  'nor',
  'hardly',
  'barely',
  'none',
])
const endOfClause = /^[.,;:!?…]$/
const maxTokens = 4_000

export function hashFeatures(tokens: readonly Token[]): HashedText {
  const count = Math.min(tokens.length, maxTokens)
  const collected = collector(3 * count)
  let before = 0
  let pair = 0
  let negatedFor = 0
  const pieces: Token[] = []
  for (let i = 0; i < count; i++) {
    const { hash, piece, isNegation, endsClause } = featuresOf(tokens[i]!)
    if (piece) pieces.push(piece)
    collected.add(negatedFor > 0 ? mixed(hash, 0x4e4f54) : hash)
    if (i > 1) collected.add(mixed(pair, hash))
    pair = mixed(before, hash)
    if (i > 0) collected.add(pair)
    if (isNegation) negatedFor = negationReach
    else if (negatedFor > 0) negatedFor = endsClause ? 0 : negatedFor - 1
    before = hash
  }
  return { ...collected.done(), pieces }
}

const featuresOf = perToken(({ text }) => {
  const normal = normalOf(text)
  return {
    hash: fnv(normal),
    piece: hasOwnCharacters(text) ? tokenOf(normal) : undefined,
    isNegation: negations.has(normal),
    endsClause: endOfClause.test(normal),
  }
})

/** Words so common and short that their characters add nothing to the word. */
const commonWords = new Set(
  'this that with have from your what when they there their been were will would just like about than then them some only also into over after because could should here very more'.split(
    ' ',
  ),
)
const hasOwnCharacters = (token: string): boolean => token.length > minChars && !commonWords.has(token)

/** Replaces all digits by 0, so models do not memorise order numbers, and cuts runs of a character to two: sooooo = soo. */
function normalOf(token: string): string {
  for (let i = 0; i < token.length; i++) {
    const code = token.charCodeAt(i)
    const isDigit = code >= 48 && code <= 57
    if (isDigit || (i > 1 && code === token.charCodeAt(i - 1) && code === token.charCodeAt(i - 2)))
      return token.replace(/\d/g, '0').replace(/(.)\1{2,}/gu, '$1$1')
  }
  return token
}

/** The hash of a word that is not negated. */
export const hashOf = (token: Token): number => featuresOf(token).hash
export const hashOfPair = (before: Token, token: Token): number => mixed(hashOf(before), hashOf(token))

function fnv(text: string): number {
  let hash = basis
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), prime)
  return finished(hash)
}

/** FNV's low bits are weak for short keys: a step of the finaliser of MurmurHash3 (Appleby) spreads them. */
function finished(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

const mixed = (a: number, b: number) => finished(Math.imul(a, 31) ^ b)

const space = 32

/** Hashes of the character n-grams (3–5) of a word with a space before and after it. */
export const characterHashes = perToken(({ text: piece }): Uint32Array => {
  const found: number[] = []
  const last = piece.length
  for (let from = -1; from <= last - 2; from++) {
    let hash = basis
    for (let length = 1; length <= maxChars; length++) {
      const at = from + length - 1
      if (at > last) break
      hash = Math.imul(hash ^ (at < 0 || at === last ? space : piece.charCodeAt(at)), prime)
      if (length >= minChars) found.push(finished(hash ^ 0x63))
    }
  }
  return Uint32Array.from(found)
})

/**
 * Counts equal hashes in an open-addressing table that is allocated once and cleared by a new stamp. A text uses only as much
 * of it as it needs: for a tweet that part stays in the processor's first-level cache.
 */
const tableBits = 16
const slots = new Int32Array(1 << tableBits)
const stamps = new Int32Array(1 << tableBits)
const slotsPerFeature = 3
const maxProbes = 8
let stamp = 0
/** 1 + ln n. */
const logarithms = Float32Array.from({ length: 64 }, (_, n) => 1 + Math.log(Math.max(1, n)))

/** @param features the highest number of hashes that will be added */
function collector(features: number) {
  stamp = (stamp + 1) | 0
  const hashes: number[] = []
  const values: number[] = []
  const mask = (1 << Math.min(tableBits, 32 - Math.clz32(features * slotsPerFeature))) - 1
  return {
    add(hash: number) {
      let slot = hash & mask
      for (let probe = 0; probe < maxProbes; probe++, slot = (slot + 1) & mask) {
        if (stamps[slot] !== stamp) break
        const at = slots[slot]!
        if (hashes[at] === hash) {
          values[at]!++
          return
        }
      }
      stamps[slot] = stamp
      slots[slot] = hashes.length
      hashes.push(hash)
      values.push(1)
    },
    done(): Pick<HashedText, 'hashes' | 'values'> {
      for (let i = 0; i < values.length; i++) values[i] = logarithms[values[i]!] ?? 1 + Math.log(values[i]!)
      return { hashes, values }
    },
  }
}
