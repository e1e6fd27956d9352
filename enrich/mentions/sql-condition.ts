/** SQL condition on rows of `mentions`, with its parameters. */
export interface SqlCondition {
  where: string
  params: Record<string, unknown>
}

/** Adds a parameter and returns its placeholder. */
export type Bind = (type: 'String' | 'Array(String)' | 'Float64' | 'DateTime64(3)', value: unknown) => string
