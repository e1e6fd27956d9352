import { go, withQuery } from '../lib/router.ts'
import { ranges, type TrendQuery } from '../lib/trend-query.ts'
import { now } from '../lib/now.ts'
import { Select } from './select.tsx'

const dayMs = 86_400_000
const dayOfIso = (ms: number) => new Date(ms).toISOString().slice(0, 10)

const chosen = 'custom'

/** The period: one that ends now, or from one day to another. */
export function PeriodFields({ trend }: { trend: TrendQuery }) {
  const { range, from, to } = trend
  const end = to === undefined ? now.value : Date.parse(to) - 1
  const set = (first: string, last: string) => {
    const [begin, until] = [Date.parse(first), Date.parse(last)]
    if (Number.isNaN(begin) || Number.isNaN(until)) return
    const order = [Math.min(begin, until), Math.max(begin, until) + dayMs] as const
    const iso = { from: new Date(order[0]).toISOString(), to: new Date(order[1]).toISOString() }
    go(withQuery({ ...iso, range: '', bucket: '' }))
  }
  const [first, last] = [dayOfIso(Date.parse(from)), dayOfIso(end)]
  const max = dayOfIso(now.value)
  return (
    <>
      <Select
        label="over"
        value={range}
        options={[...ranges, [chosen, 'chosen days']]}
        onPick={(value) =>
          value === chosen
            ? set(first, last)
            : go(withQuery({ range: value, from: '', to: '', bucket: '' }), { replace: true })
        }
      />
      {range === chosen && (
        <>
          <DateField label="from" value={first} max={max} onPick={(value) => set(value, last)} />
          <DateField label="to" value={last} max={max} onPick={(value) => set(first, value)} />
          <button class="btn quiet" type="button" onClick={() => go(withQuery({ from: '', to: '', bucket: '' }))}>
            Reset period
          </button>
        </>
      )}
    </>
  )
}

interface DateFieldProps {
  label: string
  value: string
  max: string
  onPick: (value: string) => void
}

function DateField({ label, value, max, onPick }: DateFieldProps) {
  return (
    <label class="sel">
      <span>{label}</span>
      <input
        type="date"
        value={value}
        max={max}
        required
        onChange={(event) => onPick((event.target as HTMLInputElement).value)}
      />
    </label>
  )
}
