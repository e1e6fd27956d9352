import { editedTaxonomy } from '../../enrich/edits/edit-table.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { OpenStore } from '../../infra/store/open-store.ts'
import { time, UsageError, type Call, type Verb } from '../../infra/verb.ts'
import type { AccountList } from '../accounts/read-accounts.ts'
import { seesAll } from '../alert/visibility.ts'
import { crossReport, lastWeek } from './cross-report.ts'
import { reportLines } from './report-lines.ts'

/** `now` in epoch ms. */
export interface ReportVerbDeps {
  store: (call: Call) => Promise<OpenStore>
  /** As the configuration has it, without the edits in the store. */
  taxonomy: (call: Call) => Taxonomy
  accounts: (call: Call) => Promise<AccountList>
  now: () => number
}

export function reportVerb({ store, taxonomy, accounts, now }: ReportVerbDeps): Verb {
  return {
    name: 'report',
    usage: '[--from ISO] [--to ISO]',
    summary:
      'prints mentions, sentiment, alerts and praise by department; by default of the last seven whole days (UTC)',
    options: { from: { type: 'string' }, to: { type: 'string' } },
    async run(call) {
      if (call.positionals.length > 0)
        throw new UsageError(`report takes only options, not ${call.positionals.join(' ')}`)
      const at = now()
      const span = spanOf(call, at)
      const base = taxonomy(call)
      const { accounts: ownAccounts } = await accounts(call)
      const opened = await store(call)
      try {
        const { taxonomy: known } = await editedTaxonomy(base, opened.store)
        const report = await crossReport(opened.store, {
          ...span,
          taxonomy: known,
          now: at,
          visibility: seesAll,
          ownAccounts,
        })
        if (call.values.json) return await call.print(JSON.stringify(report))
        for (const line of reportLines(report, known)) await call.print(line)
      } finally {
        await opened.close()
      }
    },
  }
}

function spanOf(call: Call, now: number): { from: number; to: number } {
  const byDefault = lastWeek(now)
  const to = time(call, 'to') ?? byDefault.to
  const from = time(call, 'from') ?? to - (byDefault.to - byDefault.from)
  if (from >= to) throw new UsageError('--from must be before --to')
  return { from, to }
}
