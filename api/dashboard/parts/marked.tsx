/** Text with every occurrence of some words marked. Markup in it is shown as text. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  const wanted = words.filter((word) => word.length > 1).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (wanted.length === 0) return <>{text}</>
  // Odd parts are the matches.
  const parts = text.split(new RegExp(`(${wanted.join('|')})`, 'giu'))
  return <>{parts.map((part, i) => (i % 2 === 1 ? <mark key={i}>{part}</mark> : part))}</>
}
