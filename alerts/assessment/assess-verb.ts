import { editedTaxonomy } from '../../enrich/edits/edit-table.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { OpenStore } from '../../infra/store/open-store.ts'
import { text, UsageError, type Call, type Verb } from '../../infra/verb.ts'
import type { AccountList } from '../accounts/read-accounts.ts'
import { seesAll } from '../alert/visibility.ts'
import type { Organisation } from '../organisation/organisation.ts'
import type { WorthOptions } from '../report/worth-schema.ts'
import { assess } from './assess.ts'
import { assessmentLines } from './assessment-lines.ts'
import { assessmentDays, type AssessmentSettings } from './settings.ts'

/** `now` in epoch ms. */
export interface AssessVerbDeps {
  store: (call: Call) => Promise<OpenStore>
  company: (call: Call) => AssessmentSettings & {
    /** As the configuration has it, without the edits in the store. */
    taxonomy: Taxonomy
    organisation: Organisation
    worth: WorthOptions | undefined
    accounts: () => Promise<AccountList>
  }
  now: () => number
}

export function assessVerb({ store, company, now }: AssessVerbDeps): Verb {
  return {
    name: 'assess',
    usage: `[--days N]`,
    summary: `reads what is stored, up to the newest mention, and says what to do first and why; --days: ${assessmentDays.usual} unless given`,
    options: { days: { type: 'string' } },
    async run(call) {
      if (call.positionals.length > 0)
        throw new UsageError(`assess takes only options, not ${call.positionals.join(' ')}`)
      const days = daysOf(text(call, 'days'))
      const { accounts, taxonomy: base, ...known } = company(call)
      const { accounts: ownAccounts, faults } = await accounts()
      for (const fault of faults) call.note(fault)
      const opened = await store(call)
      try {
        const { taxonomy } = await editedTaxonomy(base, opened.store)
        const found = await assess(opened.store, {
          ...known,
          taxonomy,
          ownAccounts,
          days,
          now: now(),
          visibility: seesAll,
        })
        if (call.values.json) return await call.print(JSON.stringify(found))
        for (const line of assessmentLines(found)) await call.print(line)
      } finally {
        await opened.close()
      }
    },
  }
}

function daysOf(given: string | undefined): number {
  const { least, most, usual } = assessmentDays
  const days = given === undefined ? usual : Number(given)
  if (!Number.isInteger(days) || days < least || days > most)
    throw new UsageError(`--days must be a whole number from ${least} to ${most}`)
  return days
}
