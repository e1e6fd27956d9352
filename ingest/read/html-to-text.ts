import { Parser } from 'htmlparser2'

/** Deeply nested tags are slow: 1 MB of them took 9 s. */
const maxInput = 65_536
const hidden = new Set(['script', 'style', 'noscript', 'template', 'head', 'svg', 'iframe', 'object'])
const inline = new Set(
  'a abbr b bdi bdo cite code em font i img ins kbd mark q s small span strong sub sup time tt u var'.split(' '),
)

/** Pictures inlined before the text would use up the limit. */
const withoutInlineData = (html: string) =>
  html.length > maxInput && html.includes('data:') ? html.replace(/(?<=["'(=])\s*data:[^"')>\s]*/g, '') : html

/** The visible text of HTML, in lines. Images of emoji become emoji again. */
export function htmlToText(html: string): string {
  let text = ''
  const openHidden: string[] = []
  const parser = new Parser({
    onopentag(name, { alt = '' }) {
      if (hidden.has(name)) openHidden.push(name)
      else if (name === 'img' && /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(alt)) text += alt
      else if (!inline.has(name)) text += '\n'
    },
    ontext(part) {
      if (openHidden.length === 0) text += part
    },
    onclosetag(name) {
      if (openHidden.at(-1) === name) openHidden.pop()
      else if (!inline.has(name) && name !== 'br') text += '\n'
    },
  })
  parser.end(withoutInlineData(html).slice(0, maxInput))
  return text
    .replace(/[^\S\n]+/g, ' ')
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
    const whole = withoutInlineData(plain)
    const html = whole.slice(0, maxInput)
    plain = htmlToText(hasTags ? html : html.replaceAll('<', '&lt;')) + whole.slice(maxInput)
  }
  return plain
}
