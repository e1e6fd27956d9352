import { Parser } from 'htmlparser2'

/** Nested tags cost more the deeper they go: 1 MB of them took 9 s. */
const maxInput = 65_536
const silent = new Set(['script', 'style', 'noscript', 'template', 'head', 'svg', 'iframe', 'object'])
const inline = new Set(
  'a abbr b bdi bdo cite code em font i img ins kbd mark q s small span strong sub sup time tt u var'.split(' '),
)

/** What a person would read of it, in lines; emoji that were pictures are emoji again. */
export function htmlToText(html: string): string {
  let text = ''
  const muted: string[] = []
  const parser = new Parser({
    onopentag(name, { alt = '' }) {
      if (silent.has(name)) muted.push(name)
      else if (name === 'img' && /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(alt)) text += alt
      else if (!inline.has(name)) text += '\n'
    },
    ontext(part) {
      if (muted.length === 0) text += part
    },
    onclosetag(name) {
      if (muted.at(-1) === name) muted.pop()
      else if (!inline.has(name) && name !== 'br') text += '\n'
    },
  })
  parser.end(html.slice(0, maxInput))
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()
}
