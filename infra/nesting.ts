/** More levels of objects and arrays than any real item has. */
export const deepest = 32
export const tooDeep = `is nested more than ${deepest} levels deep`

/** Whether objects and arrays are nested in more levels than that. What walks through many thousands of levels exhausts the stack. */
export const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((each) => isDeeperThan(levels - 1, each)))
