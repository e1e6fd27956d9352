import { Type } from 'typebox'
import { inventoryOf } from '../../alerts/accounts/accounts.ts'
import { accountList } from '../../alerts/accounts/read-accounts.ts'
import { accountTable, InventoryDto, toInventoryDto } from '../dto/account-dto.ts'
import { toCsv } from '../request/csv.ts'
import type { ApiParts, App } from '../request/deps.ts'
import { NoQuery, problems } from '../request/schemas.ts'

export function accountRoutes(app: App, { reader, clock, accounts = accountList(undefined) }: ApiParts): void {
  async function answer(): Promise<InventoryDto> {
    const list = await accounts()
    return toInventoryDto(await inventoryOf(reader, list.accounts, clock()), list.faults)
  }

  app.get(
    '/accounts',
    {
      schema: {
        operationId: 'listAccounts',
        summary: "The company's own accounts: who looks after them, and how well",
        querystring: NoQuery,
        response: { 200: InventoryDto, ...problems },
      },
    },
    async () => answer(),
  )
  app.get(
    '/accounts.csv',
    {
      schema: {
        operationId: 'exportAccounts',
        summary: 'The same as CSV',
        querystring: NoQuery,
        response: {
          200: { description: 'One account a line', content: { 'text/csv': { schema: Type.String() } } },
          ...problems,
        },
      },
    },
    async (_, reply) => {
      const { items } = await answer()
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="accounts.csv"')
        .send(toCsv(accountTable(items)))
    },
  )
}
