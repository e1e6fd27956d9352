import { hash } from 'node:crypto'
import { plainText } from '../../ingest/read/html-to-text.ts'
import { cleanLetters } from './clean.ts'

/** The part of a text that is equal in copies: letters and digits in lower case, without styles, HTML, repost marks, links, names and hashtags. */
export function normalised(text: string): string {
  const written = cleanLetters(plainText(text))
    .toLowerCase()
    .replace(/^.{0,60}?\brt\s+@\S+:?/s, ' ')
    .replace(/https?:\/\/\S+|[@#]\S+/g, ' ')
  // Most texts are ASCII; the classes of Unicode take three times as long.
  return written.replace(beyondAscii.test(written) ? /[^\p{L}\p{N}]+/gu : /[^a-z\d]+/g, ' ').trim()
}
// eslint-disable-next-line no-control-regex
const beyondAscii = /[^\0-\x7f]/

export const contentHash = (text: string): string => hash('sha1', normalised(text)).slice(0, 16)

interface TextItem {
  id: string
  text: string
  /** Epoch ms. */
  createdAt: number
  /** Content hash of the whole text; computed when absent. */
  contentHash?: string
}

interface Link {
  /** The content hash of the first copy, the same for all copies; of a text without copies its own. */
  cluster: string
  /** The id of the first copy; '' for that one itself and for a text without copies. */
  duplicateOf: string
}

/** Finds near copies of texts. Keeps hashes, ids and times, but no texts. */
export interface NearDuplicates {
  /**
   * Links a text to its copies and remembers it. Never throws, whatever the text. An exact copy determines the cluster,
   * otherwise the oldest of the copies found. A cluster keeps its name, even when an older copy arrives later. While an id is
   * among the newest `most`, the same text gets the same link again, and is never a copy of itself; an edit is linked anew.
   */
  link(mention: TextItem): Link
  /** Restores a link that was stored before a restart. */
  remember(mention: TextItem, link: Link): void
}

/** Only this many characters of a text are compared. Its content hash covers all of it. */
export const comparedCharacters = 4_000
export const windowMs = 72 * 3_600_000
/** Texts in memory: about 400 bytes each, in arrays of constant size, plus the ids. */
export const mostTexts = 131_072

/**
 * One-permutation MinHash (Li, Owen & Zhang, NIPS 2012) of the runs of five characters: each run falls into one of 64 bins,
 * which keeps 16 bits of its least hash (b-bit minwise hashing: Li & König, WWW 2010). An empty bin copies a full one
 * (optimal densification: Shrivastava, ICML 2017). The share of equal bins of two texts estimates their Jaccard similarity,
 * with a standard deviation of about 0.06.
 */
const binCount = 64
const gram = 5
const empty = 0xffffffff
const least = new Uint32Array(binCount)
const sketched = new Uint16Array(binCount)
/** For each bin, the order in which it probes the others for a full one. */
const probes = Array.from({ length: binCount }, (_, bin) => shuffled(bin))

/** Lengths of the hashed beginnings of a text: 40 characters, then 15 % more each, up to about a thousand. */
const prefixCount = 24
const prefixEnds = Uint32Array.from({ length: prefixCount + 1 }, (_, i) => Math.round(40 * 1.15 ** i))
const beginning = new Uint32Array(prefixCount)

const base = 0x2545f491
const baseToGram = Array.from({ length: gram }, () => base).reduce((a, b) => Math.imul(a, b))

/** The finaliser of MurmurHash3 (Appleby). */
function mixed(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

const hashOf = (text: string): number => {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, base) + text.charCodeAt(i)) | 0
  return hash
}

function shuffled(seed: number): Uint8Array {
  const order = Uint8Array.from({ length: binCount }, (_, i) => i)
  return order.toSorted((a, b) => mixed(seed * binCount + a) - mixed(seed * binCount + b))
}

/** Writes its results to `sketched`, and to the first `reach` elements of `beginning`. */
function sketch(text: string): { words: number; reach: number } {
  least.fill(empty)
  let [spaces, unspaced, reach, rolling, whole] = [0, 0, 0, 0, 0]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 32) spaces++
    else if (code > 0xdff && isUnspaced(code)) unspaced++
    whole = (Math.imul(whole, base) + code) | 0
    if (i + 1 === prefixEnds[reach]) beginning[reach++] = mixed(whole)
    rolling = (Math.imul(rolling, base) + code) | 0
    if (i >= gram) rolling = (rolling - Math.imul(baseToGram, text.charCodeAt(i - gram))) | 0
    if (i < gram - 1) continue
    const hash = mixed(rolling)
    if (hash >>> 6 < least[hash & 63]!) least[hash & 63] = hash >>> 6
  }
  if (text.length >= gram) densify()
  return { words: text === '' ? 0 : spaces + 1 + (unspaced >> 1), reach: Math.min(reach, prefixCount) }
}

function densify(): void {
  for (let bin = 0; bin < binCount; bin++) {
    let from = bin
    for (let i = 0; least[from] === empty; i++) from = probes[bin]![i]!
    sketched[bin] = least[from]!
  }
}

/** Thai, Lao, Burmese, Khmer, Chinese and Japanese have no spaces between words: two characters count as one word. */
const isUnspaced = (code: number) =>
  (code >= 0xe00 && code < 0x10a0) || (code >= 0x1780 && code < 0x1800) || (code >= 0x2e80 && code < 0xa000)

function bandKey(band: number): number {
  let key = band
  for (let i = band * rows; i < (band + 1) * rows; i++) key = (Math.imul(key, base) + sketched[i]!) | 0
  return key
}

const bands = 16
const rows = binCount / bands
/** The number of tables that a text can be in: one for equal hashes, one for equal beginnings, one for each band. */
const places = bands + 2
const shortWords = 8
const leastWords = 3
/** Least number of equal bins of copies: estimated Jaccard similarity ≥ 0.5, or ≥ 0.7 if one of the texts has fewer than eight words. */
const alikeBins = { long: 0.5 * binCount, short: 0.7 * binCount }
/** Kinds of texts by how they may be compared: by hash only, strictly, normally. */
const exactly = 0
const short = 1
const long = 2

/**
 * A ring buffer of the newest `most` texts, with hash tables that map a feature to the newest text that has it. The features
 * are the content hash, the first 40 characters, and 16 bands of 4 bins (locality-sensitive hashing: Indyk & Motwani, STOC
 * 1998). A table may return a wrong or forgotten text, so every candidate is compared.
 */
export function nearDuplicates(most = mostTexts): NearDuplicates {
  const ids: string[] = []
  const hashes: string[] = []
  const clusters: string[] = []
  const firsts: string[] = []
  const slots = new Map<string, number>()
  const times = new Float64Array(most)
  const kinds = new Uint8Array(most)
  const reaches = new Uint8Array(most)
  const beginnings = new Uint32Array(most * prefixCount)
  const sketches = new Uint16Array(most * binCount)
  const tableSize = 2 ** Math.ceil(Math.log2(2 * most))
  // Values are slot numbers + 1; 0 is empty.
  const tables = new Int32Array(places * tableSize)
  const ownPlaces = new Int32Array(places)
  let added = 0

  /** Writes the text's features to `ownPlaces` and the scratch arrays of `sketch`. Returns how it may be compared. */
  function read(text: string, hash: string): { kind: number; reach: number; used: number } {
    const { words, reach } = sketch(normalised(text.slice(0, comparedCharacters)))
    const kind = words < leastWords ? exactly : words < shortWords ? short : long
    let used = 0
    const enter = (table: number, key: number) =>
      (ownPlaces[used++] = table * tableSize + (mixed(key) & (tableSize - 1)))
    enter(0, hashOf(hash))
    if (kind === exactly) return { kind, reach, used }
    for (let band = 0; band < bands; band++) enter(band + 2, bandKey(band))
    if (reach > 0) enter(1, beginning[0]!)
    return { kind, reach, used }
  }

  function isAlike(slot: number, own: { kind: number; reach: number }): boolean {
    if (own.kind === exactly || kinds[slot] === exactly) return false
    const shared = Math.min(own.reach, reaches[slot]!)
    // If both texts extend beyond the hashed beginnings, neither is a cut-off copy of the other.
    const isCutOff = shared > 0 && shared < prefixCount
    if (isCutOff && beginnings[slot * prefixCount + shared - 1] === beginning[shared - 1]) return true
    const needed = own.kind === short || kinds[slot] === short ? alikeBins.short : alikeBins.long
    let agreeing = 0
    for (let i = 0, at = slot * binCount; i < binCount; i++, at++) if (sketches[at] === sketched[i]) agreeing++
    return agreeing >= needed
  }

  function find({ id, createdAt }: TextItem, hash: string, own: ReturnType<typeof read>): number {
    let oldest = -1
    for (let i = 0; i < own.used; i++) {
      const slot = tables[ownPlaces[i]!]! - 1
      if (slot < 0 || ids[slot] === id || Math.abs(times[slot]! - createdAt) > windowMs) continue
      if (hashes[slot] === hash) return slot
      if (oldest >= 0 && times[slot]! >= times[oldest]!) continue
      if (isAlike(slot, own)) oldest = slot
    }
    return oldest
  }

  /** The slot for a text: an edit replaces its former text, a new text the oldest one. */
  function place(id: string): number {
    const held = slots.get(id)
    if (held !== undefined) return held
    const slot = added++ % most
    const forgotten = ids[slot]
    if (forgotten !== undefined) slots.delete(forgotten)
    slots.set(id, slot)
    ids[slot] = id
    return slot
  }

  function keep({ id, createdAt }: TextItem, hash: string, own: ReturnType<typeof read>): number {
    const slot = place(id)
    hashes[slot] = hash
    times[slot] = createdAt
    kinds[slot] = own.kind
    reaches[slot] = own.reach
    beginnings.set(beginning, slot * prefixCount)
    sketches.set(sketched, slot * binCount)
    for (let i = 0; i < own.used; i++) tables[ownPlaces[i]!] = slot + 1
    return slot
  }

  function setLink(slot: number, { cluster, duplicateOf }: Link): Link {
    clusters[slot] = cluster
    firsts[slot] = duplicateOf
    return { cluster, duplicateOf }
  }

  return {
    link(mention) {
      const hash = mention.contentHash ?? contentHash(mention.text)
      const known = slots.get(mention.id)
      if (known !== undefined && hashes[known] === hash)
        return { cluster: clusters[known]!, duplicateOf: firsts[known]! }
      const own = read(mention.text, hash)
      const found = find(mention, hash, own)
      const slot = keep(mention, hash, own)
      if (found < 0) return setLink(slot, { cluster: hash, duplicateOf: '' })
      const first = firsts[found] || ids[found]!
      return setLink(slot, { cluster: clusters[found]!, duplicateOf: first === mention.id ? '' : first })
    },
    remember(mention, link) {
      const hash = mention.contentHash ?? contentHash(mention.text)
      setLink(keep(mention, hash, read(mention.text, hash)), link)
    },
  }
}
