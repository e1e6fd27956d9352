import { Type } from 'typebox'
import { accountList } from '../../alerts/accounts/read-accounts.ts'
import { assess } from '../../alerts/assessment/assess.ts'
import { assessmentDays } from '../../alerts/assessment/settings.ts'
import { AssessmentDto, toAssessmentDto } from '../dto/assessment-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { problems, query } from '../request/schemas.ts'

/** What to do first, and why, from what is stored. */
export function assessmentRoutes(app: App, deps: ApiDeps): void {
  const { assessing, reader, clock, taxonomy, organisation, worth, accounts = accountList(undefined) } = deps
  if (!assessing) return
  const { least, most, usual } = assessmentDays
  app.get(
    '/assessment',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'getAssessment',
        summary:
          'Who talks where about what, which departments are concerned, how fast answers come, what is not heard, and in which order a rollout pays',
        querystring: query({
          days: Type.Optional(
            Type.Integer({
              minimum: least,
              maximum: most,
              default: usual,
              description: 'Length of the period in days, which ends with the newest mention',
            }),
          ),
        }),
        response: { 200: AssessmentDto, ...problems },
      },
    },
    async ({ caller: { visibility }, query: { days = usual } }) => {
      const { accounts: ownAccounts } = await accounts()
      const company = { taxonomy, organisation, worth, ownAccounts }
      return toAssessmentDto(await assess(reader, { ...assessing, ...company, days, now: clock(), visibility }))
    },
  )
}
