import type { SeriesDto } from '../../dto/series-dto.ts'
import { dimensions, filtersHere, type DimensionName } from '../filters.ts'
import { departmentName, departments, topicName, topics } from '../now.ts'
import { addressOf, go, withQuery } from '../router.ts'
import { useApi } from '../use-api.ts'
import { useState } from 'preact/hooks'
import { Select } from './select.tsx'

/** A value in words. */
export function valueName(dimension: string, value: string): string {
  if (dimension === 'department') return departmentName(value)
  return dimension === 'topic' ? topicName(value) : value
}

/** What the page is narrowed to, as words. */
export function filtersInWords(): string {
  const values = Object.entries(filtersHere()).map(([name, value]) => valueName(name, value))
  return values.length > 0 ? values.join(', ') : 'Everything'
}

/** What the page is narrowed to, each to be taken away, and one to be added. */
export function FilterChips() {
  const filters = Object.entries(filtersHere())
  return (
    <>
      {filters.map(([name, value]) => (
        <button key={name} type="button" class="chip" onClick={() => go(withQuery({ [name]: '' }), { replace: true })}>
          <span>
            {name} = {valueName(name, value)}
          </span>
          <span aria-hidden="true">✕</span>
          <span class="unseen">, take away</span>
        </button>
      ))}
      <AddFilter taken={filters.map(([name]) => name)} />
    </>
  )
}

function AddFilter({ taken }: { taken: readonly string[] }) {
  const [dimension, setDimension] = useState<DimensionName | ''>('')
  const values = useValues(dimension)
  const free = dimensions.filter((name) => !taken.includes(name))
  if (free.length === 0) return null
  return (
    <>
      <Select
        label="Add a filter"
        value={dimension}
        options={[['', '…'], ...free.map((name) => [name, name] as const)]}
        onPick={(name) => setDimension(name as DimensionName | '')}
      />
      {dimension && (
        <Select
          label="="
          value=""
          options={[['', values.length > 0 ? 'choose' : '…'], ...values]}
          onPick={(value) => {
            setDimension('')
            go(withQuery({ [dimension]: value }), { replace: true })
          }}
        />
      )}
    </>
  )
}

/** What the dimension can be: as configured, or as heard in the last weeks. */
function useValues(dimension: DimensionName | ''): (readonly [string, string])[] {
  const asked = dimension && dimension !== 'topic' && dimension !== 'department'
  const { data, loading } = useApi<SeriesDto>(
    asked ? addressOf('/series', { by: dimension, bucket: 'week' }) : undefined,
  )
  if (dimension === 'topic')
    return topics.value.map(({ id, name, parent }) => [id, parent ? `– ${name}` : name] as const)
  if (dimension === 'department') return departments.value.map(({ id, name }) => [id, name] as const)
  if (loading) return []
  return (data?.series ?? []).map(({ key }) => [key[dimension] ?? '', key[dimension] ?? ''] as const)
}
