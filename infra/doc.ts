/** What the API says about a field: its meaning with the unit, and an example. For the options of a schema. */
export const doc = (description: string, example?: unknown): { description: string; examples?: unknown[] } => ({
  description,
  ...(example !== undefined && { examples: [example] }),
})
