import type { AlertDto } from '../../dto/alert-dto.ts'
import type { TotalsDto } from '../../dto/totals-dto.ts'
import { countsChanged } from '../lib/live.ts'
import { addressOf } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { count, percent } from '../lib/words.ts'
import { changeOf } from './changed.tsx'

interface SubjectSentenceProps {
  filters: Record<string, string>
  /** Undefined until they are known. */
  alerts: readonly AlertDto[] | undefined
}

/** How many mentions in the last week, against the week before, and how many alerts. */
export function SubjectSentence({ filters, alerts }: SubjectSentenceProps) {
  const path = addressOf('/totals', filters)
  const { data, error, path: answered } = useApi<TotalsDto>(path, countsChanged)
  if (error) return <p role="alert">Mentions could not be counted: {error.message}</p>
  if (!data || answered !== path) return <p class="muted">Loading…</p>
  const { items, isCompared, from, to } = data
  const { mentions = 0, negativeShare = null } = items[0] ?? {}
  const active = alerts?.filter(({ status }) => status !== 'resolved').length
  return (
    <p class="lede">
      <a class="link strong" href={addressOf('/mentions', { ...filters, from, to })}>
        {count(mentions)} {mentions === 1 ? 'mention' : 'mentions'}
      </a>{' '}
      in the last 7 days, {isCompared ? againstBefore(items[0]) : 'no earlier data to compare with'}.
      {negativeShare !== null && ` ${percent(negativeShare)} negative.`}
      {active !== undefined && ` ${active === 0 ? 'No' : count(active)} active ${active === 1 ? 'alert' : 'alerts'}.`}
    </p>
  )
}

/** 35 % more than in the 7 days before (305). */
function againstBefore(item: TotalsDto['items'][number] | undefined): string {
  const { mentions = 0, mentionsBefore = 0, difference = 'tooFew' } = item ?? {}
  if (difference === 'tooFew' || mentionsBefore === 0) return `${count(mentionsBefore)} in the 7 days before`
  if (difference === 'same') return `about as many as in the 7 days before (${count(mentionsBefore)})`
  const share = changeOf(mentions, mentionsBefore).replace(/^[+−]\s/, '')
  return `${share} ${difference} than in the 7 days before (${count(mentionsBefore)})`
}
