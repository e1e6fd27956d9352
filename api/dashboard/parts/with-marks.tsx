/** Text with parts of it marked. Markup in it is shown as text. @param marks from and to which UTF-16 unit, in order */
export function WithMarks({ text, marks }: { text: string; marks: readonly (readonly number[])[] }) {
  const parts = marks.map(([from = 0, to = 0], i) => (
    <>
      {text.slice(marks[i - 1]?.[1] ?? 0, from)}
      <mark>{text.slice(from, to)}</mark>
    </>
  ))
  return (
    <>
      {parts}
      {text.slice(marks.at(-1)?.[1] ?? 0)}
    </>
  )
}
