import { Type } from 'typebox'
import { accountOverview } from '../../alerts/accounts/accounts.ts'
import { accountList } from '../../alerts/accounts/read-accounts.ts'
import type { Visibility } from '../../alerts/alert/visibility.ts'
import { accountTable, AccountsDto, toAccountsDto } from '../dto/account-dto.ts'
import { toCsv } from '../../infra/csv.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { NoQuery, problems } from '../request/schemas.ts'

export function accountRoutes(app: App, { reader, clock, accounts = accountList(undefined) }: ApiDeps): void {
  async function answer({ mentions: visible }: Visibility): Promise<AccountsDto> {
    const list = await accounts()
    return toAccountsDto(await accountOverview(reader, list.accounts, { now: clock(), visible }), list.faults)
  }

  app.get(
    '/accounts',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'listAccounts',
        summary: "The company's accounts with owners, activity and flags",
        querystring: NoQuery,
        response: { 200: AccountsDto, ...problems },
      },
    },
    async ({ caller }) => answer(caller.visibility),
  )
  app.get(
    '/accounts.csv',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'exportAccounts',
        summary: 'The accounts as CSV',
        querystring: NoQuery,
        response: {
          200: { description: 'One account per line', content: { 'text/csv': { schema: Type.String() } } },
          ...problems,
        },
      },
    },
    async ({ caller }, reply) => {
      const { items } = await answer(caller.visibility)
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="accounts.csv"')
        .send(toCsv(accountTable(items)))
    },
  )
}
