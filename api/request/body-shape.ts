import { deepest, tooDeep } from '../../infra/nesting.ts'
import { Problem } from './problem.ts'

const mostFields = 300

/**
 * Refuses bodies of a shape that no request has, before the schema looks at them: it collects a fault for each unknown field, which takes .3 s
 * for 60,000 of them. Bytes (CSV, webhooks) are read elsewhere.
 * @throws Problem 400
 */
export function refuseOddShape(body: unknown, levels = deepest): void {
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return
  if (levels === 0) throw new Problem(400, `the body ${tooDeep}`)
  const inner = Object.values(body)
  if (!Array.isArray(body) && inner.length > mostFields)
    throw new Problem(400, `an object of the body has more than ${mostFields} fields`)
  for (const each of inner) refuseOddShape(each, levels - 1)
}
