import { matches, type FindEdits, type Rules } from './edits.ts'

/** A character of Japanese names, without the particles that end one. */
const kana = String.raw`(?![はでがをにと])[\u3040-\u30ff\u3400-\u9fff々]`
/** 12番3号, 3丁目1番地, 4-16-29, 三丁目5番 */
const banchi = String.raw`(?:(?:\d{1,4}|[一二三四五六七八九十]{1,3})丁目?(?:の?\d{1,4}(?:番地?|号|-)?の?){1,3}|\d{1,4}番地?の?(?!線|ホーム|目|出口|乗り場|まで)(?:\d{1,4}号?)?|\d{1,4}(?:[-ー−の]\d{1,4}){1,4}(?![\d.]))`
/** A building and a room after it: 302号室, グリーンハイツ203, 青葉荘 2階. */
const room = String.raw`(?:[ 、]?[\u30a0-\u30ffー・A-Za-z\u3400-\u9fff々]{0,12}(?:[\u30a0-\u30ff]{2}|荘|寮|館|棟|団地|号棟)[\u30a0-\u30ffー・\u3400-\u9fff々]{0,10} ?(?:[A-Z東西南北]棟? ?)?-?\d{1,5}(?:号室|号|階|F)?)?(?: ?[\u30a0-\u30ff\u3400-\u9fffA-Za-z]{0,14} ?\d{1,4}(?:号室?|階))?`
/** In Hokkaido streets are counted: 北1条西5丁目. */
const place = String.raw`(?:${kana}|\d{1,2}(?=条|線))`
const japanese = [
  String.raw`(?<![\d-])〒? ?\d{3}-?\d{4} ?[\u3040-\u30ff\u3400-\u9fff々]{2,24}(?:${banchi}|[\d-]{1,12})${room}`,
  String.raw`(?:${kana}){1,8}[都道府県](?:${place}){2,22}${banchi}${room}`,
  String.raw`(?:${kana}){1,8}[市区町村郡](?!の)(?:${place}){1,18}${banchi}${room}`,
  String.raw`(?:${kana}){2,8}[町村]\d{1,4}(?:-\d{1,4}){1,3}${room}`,
  String.raw`(?:${kana}){1,8}(?:\d{1,3}|[一二三四五六七八九十]{1,3})丁目\d{1,4}(?:番地?|-)\d{0,4}号?${room}`,
]

/** A character of Chinese names: not of "sent to", "I live in". */
const han = String.raw`(?![寄送到在住我是的了从從给給址：])[\u3400-\u9fff]`
const units = '(?:号楼|號樓|栋|棟|幢|座|单元|單元|层|層|楼|樓|室|号|號|弄|户|门|期)'
const inner = String.raw`(?: ?[A-Z]?\d{1,4}(?:-\d{1,4})?${units}(?:之\d{1,2})?| ?[A-Z一二三四五六七八九十东西南北]${units}){0,6}(?: ?\d{3,4}(?!\d|元|块|米|天|年|次|个))?`
const estates =
  '广场|大厦|小区|花园|公寓|大楼|中心|苑|廣場|大廈|社區|家园|新村|花苑|雅苑|名苑|嘉园|华庭|府|城|庭|园|院|里|湾|社区|宿舍'
const chinese = [
  String.raw`(?:${han}){1,24}(?:大道|路|街|道|巷|弄|胡同|里|村)(?:[东南西北中東]?[一二三四五六七八九十]{1,2}?段)?\d{1,5}(?:-\d{1,4})?(?:弄|巷|号|號|栋)(?!线|線|口|站|出|门诊|公交|楼前)(?:院|楼)?`,
  String.raw`(?:之\d{1,2})?(?:附\d{1,3}(?:号|號)?)?[甲乙丙丁]?${inner}`,
  String.raw`(?:[\u3400-\u9fff]{2,10}(?:${estates})${inner})?`,
].join('')
/** 阳光花园5栋2单元301 */
const estate = String.raw`(?:${han}){2,24}(?:${estates})(?:[一二三四五六七八九十A-Z东南西北]区|[一二三四五六七八九十]期)?(?:\d{1,4}|[A-Z])(?:号楼|號樓|栋|棟|幢|座|期)${inner}`

const hangul = String.raw`[\uac00-\ud7a3]`
const province =
  '(?:서울|부산|대구|인천|광주|대전|울산|세종)(?:특별시|광역시|시|특별자치시)?|(?:경기|강원|충북|충남|충청북|충청남|전북|전남|전라북|전라남|경북|경남|경상북|경상남|제주)(?:특별자치)?도?'
/** What is counted: 3번 is three times. */
const counters = '(?! ?(?:번(?!지|길)|시간|일|분|개|원|회|명|월|년|주|만|천|차|호선|점|도))'
const districts = String.raw`(?:${hangul}{1,4}[시군] )?(?:${hangul}{2,4}구|[중동서남북]구|${hangul}{2,4}군)`
const korean = [
  String.raw`(?<!${hangul})(?:(?:${province}) (?:${districts} |${hangul}{1,4}시 )?|${districts} )(?:${hangul}{1,4}[읍면] )?`,
  String.raw`(?:${hangul}{1,8}\d{0,2}(?:로|길|대로)(?:\d{1,4}번?(?:가?길))? ?|${hangul}{1,5}\d?[동리가] )\d{1,4}(?:-\d{1,4})?(?!\d)${counters}`,
  String.raw`(?:번지)?(?:,? ?${hangul}{0,10} ?\d{1,4}동)?(?:,? ?\d{1,5}호)?(?: ?\(\d{5}\))?`,
].join('')

const step =
  (expression: RegExp): FindEdits =>
  (text) =>
    matches(text, expression, '[address]')

/** Postal addresses in Japanese, Chinese and Korean become [address]. */
export const asianAddresses: Rules = {
  mayHold: (text) =>
    /〒|\d{3}-?\d{4} ?[\u3040-\u9fff]|[\d一二三四五六七八九十](?:丁目|番|号|號|弄|栋|幢|座)|[\u3040-\u9fff]\d{1,4}-\d|[로길동리가] ?\d/.test(
      text,
    ),
  steps: [...japanese, chinese, estate, korean].map((source) => step(new RegExp(source, 'gu'))),
}
