/** Whether the disk is full, fails, or may not be written: SQLITE_READONLY, IOERR, FULL, CANTOPEN (sqlite.org/rescode.html). */
export const isDiskFault = (error: unknown): boolean => [8, 10, 13, 14].includes(resultCode(error))

/** SQLITE_BUSY. */
export const isBusy = (error: unknown): boolean => resultCode(error) === 5

/** SQLite's primary result code, without the extension in the upper bytes; NaN for any other error. */
const resultCode = (error: unknown): number =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : NaN
