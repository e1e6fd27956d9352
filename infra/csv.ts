/** Rows as CSV (RFC 4180). Cells that a spreadsheet would run as a formula are prefixed with an apostrophe. */
export const toCsv = (rows: readonly (string | number | boolean | null)[][]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')

function cell(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value)
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
