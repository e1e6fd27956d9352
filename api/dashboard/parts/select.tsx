interface SelectProps {
  label: string
  value: string
  options: readonly (readonly [value: string, name: string])[]
  onPick: (value: string) => void
}

/** A choice whose label reads as part of a sentence: Show mentions, by topic, per day. */
export function Select({ label, value, options, onPick }: SelectProps) {
  return (
    <label class="sel">
      <span>{label}</span>
      <select value={value} onChange={(event) => onPick((event.target as HTMLSelectElement).value)}>
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
