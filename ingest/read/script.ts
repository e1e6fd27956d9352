/** One of them at a time: a single expression for any number of them would try every way to end a comment. */
const skipped = /\s+|\/\/[^\n]*\n|\/\*[^]*?\*\/|\)\]\}',?/y
const opening =
  /(?:export\s+default\s+|(?:(?:var|let|const)\s+)?[\w$]+(?:\.[\w$]+|\[(?:"[^"]*"|'[^']*')\])*\s*=\s*|[\w.$]+\(\s*)?(?=[[{])/y

/**
 * The JSON without what is written around it, as in the archive of X: `window.YTD.tweets.part0 = […]`; a module, a call, comments. The
 * text as it is, when it does not begin like that.
 */
export function withoutScript(text: string): string {
  let at = 0
  for (let end = endAfter(skipped, text, at); end > at; end = endAfter(skipped, text, at)) at = end
  const start = endAfter(opening, text, at)
  return start > 0 ? withoutEnd(text.slice(start)) : text
}

/** Where the match that begins there ends; 0 without one. */
function endAfter(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : 0
}

/** Without `);` at the end. */
function withoutEnd(text: string): string {
  const first = text.trimEnd()
  const second = (first.endsWith(';') ? first.slice(0, -1) : first).trimEnd()
  return (second.endsWith(')') ? second.slice(0, -1) : second).trimEnd()
}
