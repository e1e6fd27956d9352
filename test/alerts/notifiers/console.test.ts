import { describe, expect, test } from 'vitest'
import type { Notifier } from '../../../alerts/notify/notifier.ts'
import { acceptsAll, once, openReceiver } from '../../contract/notifier.ts'
import { checkLines } from '../../receivers/places.ts'
import { crackedHoppers, notificationOf, updateOf } from '../notifications.ts'

describe('the console', () => {
  const lines: string[] = []
  const printed: string[][] = []
  const { notifier } = openReceiver({ type: 'console' }, { print: (line) => void lines.push(line) })
  const notify: Notifier['notify'] = (notification) => {
    const done = notifier.notify(notification)
    printed.push(lines.splice(0))
    return done
  }
  acceptsAll(() => ({ notifier: { notify }, taken: () => printed, check: checkLines }), once)

  test('prints headline, sentence and planner facts', async () => {
    await notify(notificationOf([updateOf(crackedHoppers())]))
    expect(printed.at(-1)).toEqual([
      'New: Broken on arrival · Lot 2610-B (high · Owner: Procurement · Watching: Product)',
      '  41 mentions in 1 h (typical 2–7) from 38 unique authors. Started 09:40 UTC. 2610-B accounts for 78 % of the increase.',
      '  Affected: CM-40, lot 2610-B · Supplier: Veld Plastics (Hopper HP-40) · Site: Aarhus · At risk: 3,200 units, 410 open orders, €158,000 in revenue · Reports since the start: 38 independent reports from 4 sources · Impact status: Potential · Awaiting Nora Lind',
    ])
  })
})
