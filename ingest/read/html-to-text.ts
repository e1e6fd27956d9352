import { Parser } from 'htmlparser2'

/** Deeply nested tags are slow: 1 MB of them took 9 s. */
const maxInput = 65_536
const hidden = new Set(['script', 'style', 'noscript', 'template', 'head', 'svg', 'iframe', 'object'])
const inline = new Set(
  'a abbr b bdi bdo cite code em font i img ins kbd mark q s small span strong sub sup time tt u var'.split(' '),
)

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
  parser.end(html.slice(0, maxInput))
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()
}
