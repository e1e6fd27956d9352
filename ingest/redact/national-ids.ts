import { createRequire } from 'node:module'
import type { Edit, FindEdits } from './edits.ts'

interface NationalId {
  /** Files of `stdnum` that check such a number. */
  checks: readonly string[]
  /** How people write it. */
  shape: RegExp
  /** The words that name it. After them the shape is enough: people mistype their numbers. */
  words: RegExp
  /** A form that, with a valid number, is enough without such a word. */
  alone: RegExp
}

const never = /(?!)/
const always = /^/

/** The numbers that countries (ISO 3166-1) give their people. */
const kinds: Record<string, NationalId> = {
  AU: { checks: ['au/tfn'], shape: /\d{3} ?\d{3} ?\d{3}/, words: /tfn|tax file/i, alone: never },
  BR: { checks: ['br/cpf'], shape: /\d{3}\.?\d{3}\.?\d{3}[-. ]?\d\d/, words: /\bcpf\b/i, alone: /\..*-/ },
  CA: { checks: ['ca/sin'], shape: /\d{3}[- ]?\d{3}[- ]?\d{3}/, words: /\bsin\b|social insurance/i, alone: never },
  CN: { checks: ['cn/ric'], shape: /\d{17}[\dX]/i, words: /身份证|\bid card/i, alone: always },
  DE: {
    checks: ['de/idnr'],
    shape: /\d\d ?\d{3} ?\d{3} ?\d{3}/,
    words: /steuer|idnr|identifikationsn|\btin\b/i,
    alone: / .* /,
  },
  DK: { checks: ['dk/cpr'], shape: /\d{6}[- ]?\d{4}/, words: /\bcpr/i, alone: /-/ },
  ES: {
    checks: ['es/dni', 'es/nie'],
    shape: /(?:\d{2}\.?\d{3}\.?\d{3}|[XYZ][- ]?\d{7})[- ]?[A-Z]/i,
    words: /\bdni|\bnie\b|\bnif\b|documento/i,
    alone: always,
  },
  FI: { checks: ['fi/hetu'], shape: /\d{6}[-+A]\d{3}[0-9A-Z]/i, words: /hetu|henkil/i, alone: always },
  FR: {
    checks: ['fr/nir'],
    shape: /[12] ?\d\d ?[01]\d ?\d[\dAB] ?\d{3} ?\d{3} ?\d\d/i,
    words: /s[ée]cu|\bnir\b|\bn°? ?ss\b/i,
    alone: always,
  },
  GB: {
    checks: ['gb/nino'],
    shape: /[A-Z]{2}[- ]?\d\d[- ]?\d\d[- ]?\d\d[- ]?[A-D]/i,
    words: /\bnino?\b|national insurance|\bni (?:no|num)/i,
    alone: always,
  },
  IN: {
    checks: ['in/aadhaar', 'in/pan'],
    shape: /[2-9]\d{3} \d{4} \d{4}|[2-9]\d{3}-\d{4}-\d{4}|[2-9]\d{11}|[A-Z]{5}\d{4}[A-Z]/i,
    words: /aadh?aar|आधार|\bpan\b|\buid\b/i,
    // Tracking numbers are grouped as an Aadhaar is, and one in ten has its checksum.
    alone: /[A-Z]/i,
  },
  IT: {
    checks: ['it/codicefiscale'],
    shape: /[A-Z]{3} ?[A-Z]{3} ?\d\d[A-Z]\d\d ?[A-Z]\d{3}[A-Z]/i,
    words: /codice fiscale|\bc\.? ?f\b/i,
    alone: always,
  },
  KR: { checks: ['kr/rrn'], shape: /\d{6}-?[1-8]\d{6}/, words: /주민/, alone: /-/ },
  MX: { checks: ['mx/curp'], shape: /[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d/i, words: /\bcurp/i, alone: always },
  NL: {
    checks: ['nl/bsn'],
    shape: /\d{4}[. ]?\d\d[. ]?\d{3}|\d{3}[. ]\d{3}[. ]\d{3}/,
    words: /\bbsn|burgerservice|sofi/i,
    alone: never,
  },
  NO: {
    checks: ['no/fodselsnummer'],
    shape: /\d{6}[- ]?\d{5}/,
    words: /f[øo]dsels|personn/i,
    alone: always,
  },
  PL: { checks: ['pl/pesel'], shape: /\d{11}/, words: /pesel/i, alone: always },
  PT: {
    checks: ['pt/nif'],
    shape: /\d{9}|\d{3} \d{3} \d{3}/,
    words: /\bnif\b|contribuinte/i,
    alone: never,
  },
  SE: {
    checks: ['se/personnummer'],
    shape: /(?:19|20)?\d{6}[-+]?\d{4}/,
    words: /person\s?n/i,
    alone: /^(?:19|200|201)\d{5,6}[-+]?\d{4}$|^\d{6}[-+]/,
  },
  TR: {
    checks: ['tr/tckimlik'],
    shape: /[1-9]\d{2} ?\d{3} ?\d{3} ?\d{2}/,
    words: /kimlik|\bt\.?c\.?\b/i,
    alone: always,
  },
  US: {
    checks: ['us/ssn'],
    shape: /\d{3}[- ]?\d\d[- ]?\d{4}/,
    words: /\bssn?\b|\bsocial\b/i,
    alone: /-/,
  },
}

export const nationalIdCountries: readonly string[] = Object.keys(kinds)

/** How many characters before a number may name it. */
const nameWithin = 40

/** Numbers that the countries give their people become [id]: valid ones, and what the words before it call one. @param countries codes of `nationalIdCountries` */
export function findNationalIds(countries: readonly string[]): FindEdits {
  const wanted = countries.map((country) => {
    const { checks, shape, ...rest } = kinds[country]!
    const whole = new RegExp(String.raw`(?<![\p{L}\p{N}]|\d[-./ ])(?:${shape.source})(?![\p{L}\p{N}]|[-./ ]\d)`, 'giu')
    return { ...rest, whole, isValid: validatorOf(checks) }
  })
  return (text) => {
    const found: Edit[] = []
    for (const { whole, words, alone, isValid } of wanted)
      for (const { 0: number, index } of text.matchAll(whole)) {
        const isNamed = words.test(text.slice(Math.max(0, index - nameWithin), index))
        if (isNamed || (alone.test(number) && isValid(number)))
          found.push({ from: index, to: index + number.length, by: '[id]' })
      }
    return withoutOverlaps(found)
  }
}

interface Check {
  validate(number: string): { isValid: boolean }
}

// Only the files of the countries are loaded: the whole library has 250.
const require = createRequire(import.meta.url)

function validatorOf(files: readonly string[]): (number: string) => boolean {
  const checks = files.map((file) => require(`stdnum/lib/cjs/${file}.js`) as Check)
  return (number) => checks.some(({ validate }) => validate(number).isValid)
}

function withoutOverlaps(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = []
  for (const edit of edits.toSorted((a, b) => a.from - b.from || b.to - a.to))
    if (edit.from >= (kept.at(-1)?.to ?? 0)) kept.push(edit)
  return kept
}
