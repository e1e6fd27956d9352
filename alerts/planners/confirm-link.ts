import { createHmac, timingSafeEqual } from 'node:crypto'

/** The alert and the person that a link is for. */
export interface Confirmation {
  alertId: string
  /** Id. */
  person: string
}

const validForMs = 30 * 24 * 3_600_000

/** Links with which one person can update the impact status of one alert without signing in. Signed; valid for 30 days. */
export function confirmLinks(secret: Buffer) {
  const sign = (payload: string) => createHmac('sha256', secret).update(`confirm\u0001${payload}`).digest('base64url')
  return {
    toToken({ alertId, person }: Confirmation, now: number): string {
      const payload = Buffer.from(JSON.stringify([alertId, person, now + validForMs])).toString('base64url')
      return `${payload}.${sign(payload)}`
    },
    /** Undefined if the token is forged, altered or expired. */
    read(token: string, now: number): Confirmation | undefined {
      const [payload = '', signature = '', ...more] = token.split('.')
      if (more.length > 0) return undefined
      const [given, right] = [Buffer.from(signature), Buffer.from(sign(payload))]
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
      const [alertId, person, until] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [
        string,
        string,
        number,
      ]
      return now < until ? { alertId, person } : undefined
    },
  }
}
export type ConfirmLinks = ReturnType<typeof confirmLinks>
