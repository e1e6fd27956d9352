export interface NationalId {
  /** Files of `stdnum` that check such a number; none where it has none, and then only the words count. */
  checks: readonly string[]
  /** How people write it. */
  shape: RegExp
  /** The words that name it. Beside them the shape is enough: people mistype their numbers. */
  words: RegExp
  /** A form that, with a valid number, is enough without such a word. */
  alone: RegExp
}

const never = /(?!)/
const always = /^/

/** The numbers that countries (ISO 3166-1) give their people. */
export const kinds: Record<string, readonly NationalId[]> = {
  AE: [{ checks: [], shape: /784-?\d{4}-?\d{7}-?\d/, words: /هوي(?:[ةه]|ت)|emirates id|\beid\b/i, alone: /-.*-.*-/ }],
  AR: [
    { checks: [], shape: /\d{1,2}\.?\d{3}\.?\d{3}/, words: /\bdni\b|documento/i, alone: never },
    { checks: ['ar/cuit'], shape: /\d\d-?\d{8}-?\d/, words: /\bcui[tl]\b/i, alone: /-.*-/ },
  ],
  AT: [
    {
      checks: ['at/vnr'],
      shape: /\d{4}[ -]?\d{6}|\d{4} \d\d ?\d\d ?\d\d/,
      words: /sozialversicherung|\bsvnr|\bsv-?n|versicherungsn/i,
      alone: never,
    },
  ],
  AU: [
    { checks: ['au/tfn'], shape: /\d{3}[ -]?\d{3}[ -]?\d{3}/, words: /tfn|tax file/i, alone: never },
    { checks: [], shape: /\d{4} ?\d{5} ?\d/, words: /medicare/i, alone: never },
  ],
  BE: [
    {
      checks: ['be/nn'],
      shape: /\d\d\.?\d\d\.?\d\d[- ]?\d{3}[. ]?\d\d/,
      words: /rijksregister|registre national|\binsz|\bniss\b/i,
      alone: /\..*-/,
    },
  ],
  BG: [{ checks: ['bg/egn'], shape: /\d{10}/, words: /егн|\begn\b/i, alone: never }],
  BR: [
    { checks: ['br/cpf'], shape: /\d{3}[. ]?\d{3}[. ]?\d{3}[-. ]?\d\d/, words: /\bcpf\b/i, alone: /\..*-/ },
    { checks: [], shape: /\d{1,2}\.?\d{3}\.?\d{3}-?[\dX]/i, words: /\brg\b|identidade/i, alone: never },
  ],
  CA: [
    {
      checks: ['ca/sin'],
      shape: /\d{3}[- ]?\d{3}[- ]?\d{3}/,
      words: /\bSIN\b|\bsin (?:no|num|is|card)|social insurance|\bNAS\b/,
      alone: never,
    },
  ],
  CH: [
    {
      checks: ['ch/ssn'],
      shape: /756[. ]?\d{4}[. ]?\d{4}[. ]?\d\d/,
      words: /\bahv|\bavs\b|sozialversicherung/i,
      alone: always,
    },
  ],
  CL: [{ checks: ['cl/rut'], shape: /\d{1,2}\.?\d{3}\.?\d{3}-?[\dK]/i, words: /\bru[tn]\b/i, alone: /\..*-/ }],
  CN: [
    {
      checks: ['cn/ric'],
      shape: /\d{6} ?\d{8} ?\d{3}[\dX]/i,
      words: /身份证|身分證|\bid card|证件号/i,
      alone: always,
    },
  ],
  CO: [{ checks: [], shape: /\d{1,3}(?:\.?\d{3}){2,3}/, words: /c[ée]dula|\bc\.c\./i, alone: never }],
  CZ: [
    { checks: ['cz/rc'], shape: /\d{6} ?\/? ?\d{3,4}/, words: /rodn[ée]|\brč\b|r\. ?č\./i, alone: /\// },
    { checks: [], shape: /\d{9}/, words: /občansk/i, alone: never },
  ],
  DE: [
    {
      checks: ['de/idnr'],
      shape: /\d\d ?\d{3} ?\d{3} ?\d{3}/,
      words: /steuer|idnr|identifikationsn|\btin\b/i,
      alone: / .* /,
    },
    {
      checks: [],
      shape: /[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ\d]{8,9}[A-Z]?|\d{10}D?/,
      words: /ausweis|reisepass|passnummer|pass-?nr|perso(?!n)/i,
      alone: never,
    },
    {
      checks: ['de/svnr'],
      shape: /\d\d ?\d{6} ?[A-Z] ?\d{3}/,
      words: /rentenversicherung|sozialversicherung|\bsvnr|\brvnr|versicherungsn/i,
      alone: always,
    },
    { checks: [], shape: /[A-Z]\d{9}/, words: /krankenkass|versichertenn|krankenversicherung|\bkvnr/i, alone: never },
  ],
  DK: [{ checks: ['dk/cpr'], shape: /\d{6}[- ]?\d{4}/, words: /\bcpr|personn/i, alone: /-/ }],
  EE: [{ checks: ['ee/ik'], shape: /\d{11}/, words: /isikukood/i, alone: never }],
  EG: [{ checks: [], shape: /[23]\d{13}/, words: /قومي|\bnational id/i, alone: never }],
  ES: [
    {
      checks: ['es/dni', 'es/nie'],
      shape: /(?:\d{1,2}\.?\d{3}\.?\d{3}|[XYZ][- ]?\d{7})[- ]?[A-Z]/i,
      words: /\bd\.?n\.?i\b|\bnie\b|\bnif\b|documento|identidad/i,
      alone: always,
    },
    { checks: ['es/nss'], shape: /\d\d[/ ]?\d{8}[/ ]?\d\d/, words: /seguridad social|\bnuss\b|\bnss\b/i, alone: never },
    { checks: [], shape: /[A-Z]{3} ?\d{6}[A-Z]?/i, words: /pasaporte/i, alone: never },
  ],
  FI: [{ checks: ['fi/hetu'], shape: /\d{6}[-+A]\d{3}[0-9A-Z]/i, words: /hetu|henkil|sotu/i, alone: always }],
  FR: [
    {
      checks: ['fr/nir'],
      shape: /[12][ .]?\d\d[ .]?[01]\d[ .]?\d[\dAB][ .]?\d{3}[ .]?\d{3}(?:[ .]?\d\d)?/i,
      words: /s[ée]cu|\bnir\b|\bn°? ?ss\b|vitale/i,
      alone: always,
    },
    {
      checks: [],
      shape: /\d{12}|\d\d[A-Z]{2}\d{5}|[A-Z\d]{9}(?<=\d.{0,8})/i,
      words: /carte d[’']identit[ée]|\bcni\b|passeport/i,
      alone: never,
    },
    { checks: [], shape: /[0-3]\d ?\d\d ?\d{3} ?\d{3} ?\d{3}/, words: /num[ée]ro fiscal|\bspi\b/i, alone: never },
  ],
  GB: [
    {
      checks: ['gb/nino'],
      shape: /[A-Z]{2}[- ]?\d\d[- ]?\d\d[- ]?\d\d[- ]?[A-D]/i,
      words: /\bnino?\b|national insurance|\bni (?:no|num)/i,
      alone: always,
    },
    { checks: [], shape: /\d{3}[- ]?\d{3}[- ]?\d{4}/, words: /\bnhs\b/i, alone: never },
    { checks: [], shape: /\d{9}/, words: /passport/i, alone: never },
    { checks: [], shape: /[A-Z9]{5}\d{6}[A-Z9]{2}\w{3}/i, words: /driv(?:ing|er)/i, alone: always },
  ],
  GR: [
    { checks: ['gr/amka'], shape: /\d{11}/, words: /αμκα|amka/i, alone: never },
    { checks: [], shape: /\d{9}/, words: /αφμ|\bafm\b/i, alone: never },
  ],
  HK: [{ checks: ['hk/hkid'], shape: /[A-Z]{1,2}\d{6} ?\(?[\dA]\)?/i, words: /hkid|身份證|身份证/i, alone: /\(/ }],
  HR: [{ checks: ['hr/oib'], shape: /\d{11}/, words: /\boib\b/i, alone: never }],
  HU: [
    { checks: [], shape: /\d{6} ?[A-Z]{2}|\d{3} ?\d{3} ?\d{3}/i, words: /személyi|\btaj\b/i, alone: never },
    { checks: [], shape: /8\d{9}/, words: /adóazonosító|adószám/i, alone: never },
  ],
  ID: [
    { checks: [], shape: /\d{16}|\d{6} \d{6} \d{4}/, words: /\bnik\b|\be?-?ktp\b|\bno\.? ?kk\b/i, alone: never },
    { checks: ['id/npwp'], shape: /\d\d\.?\d{3}\.?\d{3}\.?\d-?\d{3}\.?\d{3}/, words: /npwp/i, alone: /\..*-/ },
  ],
  IE: [{ checks: ['ie/pps'], shape: /\d{7}[A-W][ABWTXZ]?/i, words: /\bpps/i, alone: always }],
  IL: [{ checks: ['il/idnr'], shape: /\d{9}|\d{8}-\d/, words: /זהות|ת\.?ז/i, alone: never }],
  IN: [
    {
      checks: ['in/aadhaar', 'in/pan'],
      shape: /[2-9]\d{3} \d{4} \d{4}|[2-9]\d{3}-\d{4}-\d{4}|[2-9]\d{11}|[A-Z]{5}\d{4}[A-Z]/i,
      words: /aa?dh?aa?r|आधार|\bpan\b|पैन|\buid\b/i,
      // Tracking numbers are grouped as an Aadhaar is, and one in ten has its checksum.
      alone: /[A-Z]/i,
    },
    { checks: [], shape: /[A-Z]{3}\d{7}|[A-Z]\d{7}/i, words: /voter|\bepic\b|passport|पासपोर्ट|मतदाता/i, alone: never },
  ],
  IT: [
    {
      checks: ['it/codicefiscale'],
      shape: /[A-Z]{3} ?[A-Z]{3} ?\d\d ?[A-Z] ?\d\d ?[A-Z] ?\d{3} ?[A-Z]/i,
      words: /codice fiscale|cod\.? ?fisc|\bc\.? ?f\b/i,
      alone: always,
    },
    {
      checks: [],
      shape: /C[A-Z]\d{5}[A-Z]{2}|[A-Z]{2} ?\d{7}/i,
      words: /carta d[’']identit[àa]|passaporto|\bc\.?i\.?e\b/i,
      alone: never,
    },
  ],
  JP: [
    { checks: [], shape: /\d{4}[- ]?\d{4}[- ]?\d{4}/, words: /マイナンバー|個人番号|my ?number/i, alone: never },
    { checks: [], shape: /\d{12}|[A-Z]{2}\d{7}/i, words: /免許|パスポート|旅券/i, alone: never },
  ],
  KR: [
    { checks: ['kr/rrn'], shape: /\d{6} ?-? ?[1-8]\d{6}/, words: /주민|외국인 ?등록/i, alone: /-/ },
    { checks: [], shape: /[A-Z]\d{8}/i, words: /여권/, alone: never },
  ],
  LT: [{ checks: ['lt/asmens'], shape: /\d{11}/, words: /asmens kod/i, alone: never }],
  MX: [
    { checks: ['mx/curp'], shape: /[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d/i, words: /\bcurp/i, alone: always },
    { checks: ['mx/rfc'], shape: /[A-ZÑ&]{4}[- ]?\d{6}[- ]?[A-Z\d]{3}/i, words: /\brfc\b/i, alone: always },
    { checks: [], shape: /\d{11}|\d\d-\d\d-\d\d-\d{4}-\d/, words: /\bnss\b|seguro social|imss/i, alone: never },
  ],
  MY: [{ checks: ['my/nric'], shape: /\d{6}-?\d\d-?\d{4}/, words: /mykad|\bic (?:no|num)|nric/i, alone: /-.*-/ }],
  NL: [
    {
      checks: ['nl/bsn'],
      shape: /\d{4}[. ]?\d\d[. ]?\d{3}|\d{3}[. ]\d{3}[. ]\d{3}/,
      words: /\bbsn|burgerservice|sofi/i,
      alone: never,
    },
    { checks: [], shape: /[A-NP-Z]{2}[A-NP-Z\d]{6}\d/i, words: /paspoort|identiteitskaart|\bid-?kaart/i, alone: never },
  ],
  NO: [
    {
      checks: ['no/fodselsnummer'],
      shape: /\d{6}[- ]?\d{5}/,
      words: /f[øo]dsels|personn|\bfnr\b/i,
      alone: always,
    },
  ],
  NZ: [{ checks: ['nz/ird'], shape: /\d{2,3}[- ]?\d{3}[- ]?\d{3}/, words: /\bird\b/i, alone: never }],
  PE: [{ checks: [], shape: /\d{8}/, words: /\bdni\b/i, alone: never }],
  PL: [
    { checks: ['pl/pesel'], shape: /\d{11}/, words: /pesel/i, alone: always },
    { checks: [], shape: /[A-Z]{3} ?\d{6}|[A-Z]{2} ?\d{7}/i, words: /dow[óo]d|paszport/i, alone: never },
    { checks: [], shape: /\d{3}-?\d{3}-?\d\d-?\d\d|\d{3}-\d\d-\d\d-\d{3}/, words: /\bnip\b/i, alone: never },
  ],
  PT: [
    {
      checks: ['pt/nif'],
      shape: /\d{9}|\d{3}[ .]\d{3}[ .]\d{3}/,
      words: /\bnif\b|contribuinte|(?:n[úu]mero|identifica\S{2,5}) fiscal/i,
      alone: never,
    },
    { checks: [], shape: /\d{8} ?\d ?[A-Z]{2}\d/i, words: /cidad[ãa]o|\bcc\b/i, alone: always },
    { checks: [], shape: /\d{8}|\d{11}/, words: /bilhete de identidade|\bniss\b|seguran[çc]a social/i, alone: never },
  ],
  RO: [{ checks: ['ro/cnp'], shape: /[1-8]\d{12}/, words: /\bcnp/i, alone: always }],
  RU: [
    { checks: [], shape: /\d{3}-\d{3}-\d{3}[- ]\d\d|\d{11}/, words: /снилс/i, alone: /-.*-/ },
    { checks: [], shape: /\d\d ?\d\d ?№? ?\d{6}/, words: /паспорт|серия/i, alone: never },
    { checks: ['ru/inn'], shape: /\d{12}|\d{10}|\d{4} \d{4} \d{4}/, words: /(?<!\p{L})инн/iu, alone: never },
  ],
  SA: [{ checks: [], shape: /[12]\d{9}/, words: /هوي|إقامة|اقامة|iqama/i, alone: never }],
  SE: [
    {
      checks: ['se/personnummer'],
      shape: /(?:19|20)?\d{6}[-+ ]?\d{4}/,
      words: /person\s?n|\bpnr\b|\bpers\.?nr/i,
      alone: /^(?:19|200|201)\d{5,6}[-+]?\d{4}$|^\d{6}[-+]/,
    },
  ],
  SG: [{ checks: [], shape: /[STFGM]\d{7}[A-Z]/i, words: /nric|\bfin\b/i, alone: never }],
  SK: [{ checks: ['sk/rc'], shape: /\d{6} ?\/? ?\d{3,4}/, words: /rodn[ée]/i, alone: /\// }],
  TH: [
    {
      checks: ['th/idnr'],
      shape: /\d-\d{4}-\d{5}-\d\d-\d|\d{13}/,
      words: /บัตรประชาชน|\bthai id/i,
      alone: /-/,
    },
  ],
  TR: [
    {
      checks: ['tr/tckimlik'],
      shape: /[1-9]\d{2} ?\d{3} ?\d{3} ?\d{2}/,
      words: /kimlik|\bt\.?c\.?\b|\btckn/i,
      alone: always,
    },
  ],
  TW: [{ checks: ['tw/natid'], shape: /[A-Z][12]\d{8}/i, words: /身分證|身份證|身分字號/i, alone: always }],
  UA: [
    { checks: ['ua/rntrc'], shape: /\d{10}/, words: /іпн|рнокпп|ідентифікаційн/i, alone: never },
    { checks: [], shape: /\d{9}|[А-ЯІЇЄ]{2} ?\d{6}/i, words: /паспорт/i, alone: never },
  ],
  US: [
    {
      checks: ['us/ssn'],
      shape: /\d{3}[- .]?\d\d[- .]?\d{4}/,
      words: /\bssn?\b|\bsocial\b/i,
      alone: /-.*-/,
    },
  ],
  VN: [{ checks: [], shape: /\d{12}|\d{9}/, words: /cccd|cmnd|căn cước|chứng minh/i, alone: never }],
  ZA: [
    {
      checks: ['za/idnr'],
      shape: /\d{6} ?\d{4} ?\d{3}/,
      words: /\bid (?:no|num)|\bid\b ?:? ?$|identity/i,
      alone: always,
    },
  ],
}
