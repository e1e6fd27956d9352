import { Parser } from 'htmlparser2'

/** Input is read in parts of this size, until there is so much text; pictures inlined before a text do not count. */
const partSize = 65_536
const mostText = 65_536
/** Nested deeper, tags are slow: 1 MB of them took 9 s. Then no further part is read. */
const deepest = 1000
const hidden = new Set(['script', 'style', 'noscript', 'template', 'head', 'svg', 'iframe', 'object'])
const inline = new Set(
  'a abbr b bdi bdo cite code em font i img ins kbd mark q s small span strong sub sup time tt u var'.split(' '),
)

/** The visible text of HTML, in lines. Images of emoji become emoji again. */
export function htmlToText(html: string): string {
  let text = ''
  let length = 0
  let depth = 0
  const openHidden: string[] = []
  const parser = new Parser({
    onopentag(name, { alt = '' }) {
      depth++
      if (hidden.has(name)) openHidden.push(name)
      else if (name === 'img' && /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(alt)) text += alt
      else if (!inline.has(name)) text += '\n'
    },
    ontext(part) {
      if (openHidden.length > 0) return
      text += part
      length += part.trim().length
    },
    onclosetag(name) {
      depth--
      if (openHidden.at(-1) === name) openHidden.pop()
      else if (!inline.has(name) && name !== 'br') text += '\n'
    },
  })
  const isEnough = () => length >= mostText || depth >= deepest
  for (let at = 0; at < html.length && !isEnough(); at += partSize) parser.write(html.slice(at, at + partSize))
  parser.end()
  return text
    .replace(/(?:(?!\n)[\s\p{Cc}])+/gu, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()
}

const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/i
const tag =
  /<\/?(?:p|br|div|span|a|b|i|u|s|em|strong|ul|ol|li|h[1-6]|blockquote|table|tr|td|th|tbody|img|font|html|body|head|style|script|pre|code|hr|small|sub|sup|section|article|center)(?:\s[^<>]*)?\/?>|<!--/i
/** What was escaped twice is read twice: `&amp;#39;`. */
const mostRounds = 2

/** The text of a field that may hold HTML or not. A text without a known tag or a complete entity stays as it is, `<3` and `a < b` too. */
export function plainText(text: string): string {
  let plain = text
  for (let round = 0; round < mostRounds && (plain.includes('&') || plain.includes('<')); round++) {
    const hasTags = tag.test(plain)
    if (!hasTags && !entity.test(plain)) break
    plain = htmlToText(hasTags ? plain : plain.replaceAll('<', '&lt;'))
  }
  return plain
}
