import { Type, type Static } from 'typebox'
import { linkOf, type Api } from '../poll/api.ts'
import { valuesAt } from '../poll/json-path.ts'

const parameter = Type.String({ minLength: 1, description: 'The name of the query parameter.', examples: ['page'] })
const path = Type.String({ minLength: 1, description: 'Where in the response it is.', examples: ['links.next'] })

/** How a service divides a list into pages. */
export const PaginationOptions = Type.Object(
  {
    by: Type.Enum(['next-link', 'link-header', 'page', 'offset', 'cursor'], {
      description:
        'next-link: the URL of the next page is in the response; link-header: in the Link header; page: pages are numbered; offset: pages begin at an item; cursor: the response has a token.',
      examples: ['cursor'],
    }),
    parameter: Type.Optional({ ...parameter, description: 'For page, offset and cursor: the query parameter.' }),
    path: Type.Optional({
      ...path,
      description: 'For next-link and cursor: where the link or token is in the response.',
    }),
    first: Type.Optional(
      Type.Integer({ minimum: 0, description: 'For page: the number of the first page; 1 if absent.', examples: [1] }),
    ),
    resume: Type.Optional(
      Type.Boolean({
        description: 'For cursor: the last token of a poll is where the next poll begins.',
        examples: [true],
      }),
    ),
  },
  { additionalProperties: false, description: 'Absent: the list is one page.' },
)
export type PaginationOptions = Static<typeof PaginationOptions>

/** Where the next page is: its URL, or the value of its parameter. */
export interface Position {
  url?: string
  value?: string | number
}

type Response = Awaited<ReturnType<Api['get']>>

const [firstPage, firstOffset] = [1, 0]

export const queryOf = ({ parameter }: PaginationOptions, { value }: Position = {}) =>
  parameter !== undefined && value !== undefined ? { [parameter]: value } : {}

/** The page after this one; undefined after the last. @param count items on this page */
export function nextPosition(
  options: PaginationOptions | undefined,
  { response, position = {}, count }: { response: Response; position: Position | undefined; count: number },
): Position | undefined {
  const { by, path: at = '', first = firstPage } = options ?? {}
  const [stated] = at === '' ? [] : valuesAt(response.body.raw, at)
  const text = typeof stated === 'string' || typeof stated === 'number' ? String(stated) : ''
  switch (by) {
    case 'next-link':
      return text === '' ? undefined : { url: text }
    case 'link-header': {
      const url = linkOf(response.headers.link, 'next')
      return url === undefined ? undefined : { url }
    }
    case 'page':
      return count === 0 ? undefined : { value: Number(position.value ?? first) + 1 }
    case 'offset':
      return count === 0 ? undefined : { value: Number(position.value ?? firstOffset) + count }
    case 'cursor':
      // Some services repeat the token at the end.
      return text === '' || text === position.value ? undefined : { value: text }
    case undefined:
      return undefined
  }
}
