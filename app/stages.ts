export const stages = ['ingest', 'enrich', 'alerts', 'api'] as const
export type Stage = (typeof stages)[number]
