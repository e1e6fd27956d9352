import { useEffect, useRef, useState } from 'preact/hooks'
import type { AlertDto } from '../../dto/alert-dto.ts'
import type { DepartmentDto } from '../../dto/board-dto.ts'
import { departments } from './now.ts'

/** The most severe first. */
export const bySeverityDown = ['critical', 'high', 'medium', 'low'] as const

const rankOf = ({ severity }: Pick<AlertDto, 'severity'>): number => bySeverityDown.indexOf(severity)

/** In the order of the ids that are shown; what is new comes last, in its own order. */
function asShown<T extends { id: string }>(items: readonly T[], shown: readonly string[]): T[] {
  const placeOf = ({ id }: T) => (shown.includes(id) ? shown.indexOf(id) : shown.length)
  return items.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** Sorts the alerts. While a card is hovered or focused, keeps the order and adds new alerts at the end. */
export function useStableOrder(alerts: readonly AlertDto[]) {
  const holder = useRef<HTMLDivElement>(null)
  const shown = useRef<string[]>([])
  const sorted = alerts.toSorted(
    (a, b) =>
      Number(a.status === 'snoozed') - Number(b.status === 'snoozed') ||
      rankOf(a) - rankOf(b) ||
      b.onsetAt.localeCompare(a.onsetAt),
  )
  const isInUse = holder.current !== null && holder.current.querySelector('.alert:hover, .alert:focus-within') !== null
  const ordered = isInUse ? asShown(sorted, shown.current) : sorted
  shown.current = ordered.map(({ id }) => id)
  return { ordered, holder }
}

const narrow = matchMedia('(max-width: 720px)')

/** The departments in their order; where they stand below each other, the most severe alert is at the top unless the reader has scrolled. */
export function useColumns(alerts: readonly AlertDto[]): readonly DepartmentDto[] {
  const [isNarrow, setNarrow] = useState(narrow.matches)
  const shown = useRef<string[]>([])
  useEffect(() => {
    const onChange = () => setNarrow(narrow.matches)
    narrow.addEventListener('change', onChange)
    return () => narrow.removeEventListener('change', onChange)
  }, [])
  if (!isNarrow) return departments.value
  const worstOf = ({ id }: DepartmentDto) =>
    Math.min(
      ...alerts.filter(({ departments: [owner], status }) => owner === id && status !== 'snoozed').map(rankOf),
      bySeverityDown.length,
    )
  const sorted = departments.value.toSorted((a, b) => worstOf(a) - worstOf(b))
  const columns = scrollY > 0 ? asShown(sorted, shown.current) : sorted
  shown.current = columns.map(({ id }) => id)
  return columns
}
