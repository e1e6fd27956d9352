/** Particles in names of streets, which are written in lower case. */
const particles = new Set(
  'de du des del della delle dei degli di da das dos do la le les las los el al a i e y et d l der den van von am an zum zur des im van het ten ter of og och i и на св ibn al'.split(
    ' ',
  ),
)

/** Whether every word of it is capitalised, a number or a particle, and one is capitalised. Scripts without capitals have none. */
export function isStreetName(name: string): boolean {
  const words = name.split(/[ '’]/).filter(Boolean)
  return (
    words.some((word) => /^\p{Lu}[\p{L}.]/u.test(word)) &&
    words.every((word) => /^[\p{Lu}\d]/u.test(word) || particles.has(word))
  )
}

/** An expression that is true of what begins with the words, and of none where there are no words. */
export const lowerWords = (words: string | undefined): RegExp =>
  words ? new RegExp(String.raw`^(?:${words})(?!\p{L})`, 'iu') : /(?!)/
