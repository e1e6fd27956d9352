import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'

/** The result of a query, as ClickHouse's format JSON. */
export const SqlDto = Type.Object(
  {
    meta: Type.Array(
      Type.Object({
        name: Type.String(doc('Name of the column', 'carrier')),
        type: Type.String(doc('Its type in ClickHouse', 'String')),
      }),
      doc('The columns'),
    ),
    data: Type.Array(
      Type.Record(
        Type.String(),
        Type.Unknown(),
        doc('A row: values by column', { carrier: 'Nordfracht', mentions: 316 }),
      ),
      doc('The rows'),
    ),
    rows: Type.Integer(doc('Number of rows', 1)),
    statistics: Type.Object(
      {
        elapsed: Type.Number(doc('Time that the query took, in seconds', 0.012)),
        rows_read: Type.Integer(doc('Rows that it read', 48_210)),
        bytes_read: Type.Integer(doc('Bytes that it read', 1_204_332)),
      },
      doc('What it cost'),
    ),
  },
  { title: 'SqlResult', description: 'The result of a query' },
)
