import { readFileSync } from 'node:fs'

/** An object in the shape that a service gives, from test/fixtures/payloads. */
export const payload = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../fixtures/payloads/${name}.json`, import.meta.url), 'utf8')) as Record<
    string,
    unknown
  >

export const iso = (at: number): string => new Date(at).toISOString()
export const seconds = (at: number): number => Math.floor(at / 1000)
