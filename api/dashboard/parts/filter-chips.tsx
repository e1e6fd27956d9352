import type { SeriesDto } from '../../dto/series-dto.ts'
import { dimensions, type Dimension } from '../../dto/vocabulary.ts'
import { filtersHere, spamHere, type Filters } from '../lib/filters.ts'
import { departmentName, departments, topicName, topics } from '../lib/now.ts'
import { addressOf, go, withQuery } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { useState } from 'preact/hooks'
import { Select } from './select.tsx'

/** The display name of a value. */
export function valueName(dimension: string, value: string): string {
  if (dimension === 'department') return departmentName(value)
  return dimension === 'topic' ? topicName(value) : value
}

/** Filters in words; by default those of the page. */
export function filtersInWords(filters: Filters = filtersHere()): string {
  const values = Object.entries(filters).map(([name, value]) => valueName(name, value))
  return values.length > 0 ? values.join(', ') : 'All mentions'
}

/** The page's filters with buttons to remove them, and a control to add one. */
export function FilterChips() {
  const filters = Object.entries(filtersHere())
  const spam = spamHere()
  return (
    <>
      {filters.map(([name, value]) => (
        <Chip key={name} name={name} value={valueName(name, value)} />
      ))}
      {spam && <Chip name="spam" value={spamNames[spam]} />}
      <AddFilter used={[...filters.map(([name]) => name), ...(spam ? ['spam'] : [])]} />
    </>
  )
}

const spamNames = { with: 'included', only: 'nothing else' }

const Chip = ({ name, value }: { name: string; value: string }) => (
  <button type="button" class="chip" onClick={() => go(withQuery({ [name]: '' }), { replace: true })}>
    <span>
      {name}: {value}
    </span>
    <span aria-hidden="true">✕</span>
    <span class="unseen">, remove</span>
  </button>
)

type Filter = Dimension | 'spam'

function AddFilter({ used }: { used: readonly string[] }) {
  const [dimension, setDimension] = useState<Filter | ''>('')
  const values = useValues(dimension)
  const free = [...dimensions, 'spam' as const].filter((name) => !used.includes(name))
  if (free.length === 0) return null
  return (
    <>
      <Select
        label="Add filter"
        value={dimension}
        options={[['', '…'], ...free.map((name) => [name, name] as const)]}
        onPick={(name) => setDimension(name as Filter | '')}
      />
      {dimension && (
        <Select
          label="="
          value=""
          options={[['', values.length > 0 ? 'Select…' : '…'], ...values]}
          onPick={(value) => {
            setDimension('')
            go(withQuery({ [dimension]: value }), { replace: true })
          }}
        />
      )}
    </>
  )
}

/** The values of a dimension: those configured, or those mentioned in recent weeks. */
function useValues(dimension: Filter | ''): (readonly [string, string])[] {
  const isCounted = dimension && !['topic', 'department', 'spam'].includes(dimension)
  const { data, loading } = useApi<SeriesDto>(
    isCounted ? addressOf('/series', { by: dimension, bucket: 'week' }) : undefined,
  )
  if (dimension === 'topic')
    return topics.value.map(({ id, name, parent }) => [id, parent ? `– ${name}` : name] as const)
  if (dimension === 'department') return departments.value.map(({ id, name }) => [id, name] as const)
  if (dimension === 'spam') return Object.entries(spamNames)
  if (loading) return []
  return (data?.series ?? []).map(({ key }) => [key[dimension] ?? '', key[dimension] ?? ''] as const)
}
