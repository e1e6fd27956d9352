import type { ComponentChildren } from 'preact'
import { subjectHref } from '../lib/subjects.ts'
import { valueName } from './filter-chips.tsx'

interface ValueLinkProps {
  dimension: string
  value: string
  class?: string
  /** Absent: the name of the value. */
  children?: ComponentChildren
}

/** The name of a topic, product, supplier …, which opens its page; only the name where it has none. */
export function ValueLink({ dimension, value, class: className, children }: ValueLinkProps) {
  const href = subjectHref(dimension, value)
  const name = children ?? valueName(dimension, value)
  return href ? (
    <a class={className} href={href}>
      {name}
    </a>
  ) : (
    <span class={className}>{name}</span>
  )
}

interface ValueLinksProps {
  dimension: string
  values: readonly string[]
}

/** Names in a row, with commas between them. */
export const ValueLinks = ({ dimension, values }: ValueLinksProps) => (
  <>
    {values.map((value, i) => (
      <span key={value}>
        {i > 0 && ', '}
        <ValueLink dimension={dimension} value={value} class="link" />
      </span>
    ))}
  </>
)
