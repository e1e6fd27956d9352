import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const cipher = 'aes-256-gcm'
const [ivBytes, tagBytes] = [12, 16]

/** Encrypts and signs small values that a browser keeps for us. */
export interface Seal {
  /** @param until epoch ms */
  close(value: unknown, until: number): string
  /** The value; undefined if the text is forged, altered or out of date. `now` in epoch ms. */
  open(text: string, now: number): unknown
}

/** A seal with a key of its own, derived from the secret (HKDF, RFC 5869; AES-256-GCM, NIST SP 800-38D). */
export function openSeal(secret: Buffer, purpose: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
  return {
    close(value, until) {
      const iv = randomBytes(ivBytes)
      const encrypting = createCipheriv(cipher, key, iv)
      const text = Buffer.concat([encrypting.update(JSON.stringify([until, value])), encrypting.final()])
      return Buffer.concat([iv, encrypting.getAuthTag(), text]).toString('base64url')
    },
    open(text, now) {
      const bytes = Buffer.from(text, 'base64url')
      if (bytes.length <= ivBytes + tagBytes) return undefined
      const decrypting = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes))
      decrypting.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
      try {
        const plain = Buffer.concat([decrypting.update(bytes.subarray(ivBytes + tagBytes)), decrypting.final()])
        const [until, value] = JSON.parse(plain.toString()) as [number, unknown]
        return now < until ? value : undefined
      } catch {
        return undefined
      }
    },
  }
}
