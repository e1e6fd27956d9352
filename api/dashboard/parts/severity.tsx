import type { AlertDto } from '../../dto/alert-dto.ts'

const shapes = { critical: '◆', high: '▲', medium: '●', low: '○' } as const
const words = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' } as const

/** Severity as shape, word and colour. */
export function Severity({ of }: { of: AlertDto['severity'] }) {
  return (
    <span class={`pill ${of}`}>
      <span aria-hidden="true">{shapes[of]}</span> {words[of]}
    </span>
  )
}

const statusWords = { open: 'Open', acknowledged: 'Acknowledged', snoozed: 'Snoozed', resolved: 'Resolved' } as const

export const statusWord = (status: AlertDto['status']): string => statusWords[status]

/** The status as a word and, while nobody has the alert, in a colour. */
export const Status = ({ of: status }: { of: AlertDto['status'] }) => (
  <span class={status === 'open' ? 'pill high' : 'pill'}>{statusWord(status)}</span>
)
