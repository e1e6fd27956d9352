import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { isLoopback, isPublic } from '../../infra/public-address.ts'

type Request = Pick<FastifyRequest, 'headers' | 'socket'>

/** Whether a proxy stands before the server, by its public URL. */
const isBehindProxy = (url: string | undefined): boolean => url !== undefined && !isLoopback(new URL(url).hostname)

/** The address that the nearest proxy added, '' without a proxy. The ones before it are what the client claims. @param url the public URL of the server */
export function forwardedOf({ headers, socket }: Request, url: string | undefined): string {
  if (!isBehindProxy(url) || socket.remoteAddress === undefined || isPublic(socket.remoteAddress)) return ''
  const last = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)!.trim()
  return isIP(last) === 0 ? '' : last
}

/** The address that a request counts for. */
export const clientOf = (request: Request, url: string | undefined): string =>
  forwardedOf(request, url) || (request.socket.remoteAddress ?? '')
