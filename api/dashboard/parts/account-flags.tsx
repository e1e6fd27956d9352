import { Fragment } from 'preact'
import type { AccountDto } from '../../dto/account-dto.ts'

type Flag = AccountDto['flags'][number]

const words: Record<Flag, [pill: string, word: string]> = {
  idle: ['critical', '◆ Idle'],
  'semi-idle': ['high', '▲ Semi-idle'],
  orphan: ['medium', '○ Orphan'],
  uncovered: ['blind', '◌ Not covered'],
}

/** The state of a company account as shape, word and colour, the same on every page. */
export function AccountFlags({ of: flags }: { of: readonly Flag[] }) {
  if (flags.length === 0) return <span class="pill good">● Active</span>
  return (
    <>
      {flags.map((flag) => (
        <Fragment key={flag}>
          <span class={`pill ${words[flag][0]}`}>{words[flag][1]}</span>{' '}
        </Fragment>
      ))}
    </>
  )
}
