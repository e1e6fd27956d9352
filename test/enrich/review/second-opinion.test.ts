import { afterAll, expect, test } from 'vitest'
import { startSecondOpinions } from '../../../enrich/review/second-opinion.ts'

const minute = 60_000
let clock = 0
const departments = ['logistics', 'product', 'support']
const opinions = startSecondOpinions({ perMinute: 3, departments, now: () => clock })
afterAll(() => opinions.stop())

const late = 'The courier left my parcel with a neighbour three streets away'
const crash = 'Since the update the app closes as soon as I open the camera'

test(
  'the sentence encoder chooses the department, and a repeated text takes no budget',
  { timeout: 30_000 },
  async () => {
    const [first, second] = await opinions.about([late, crash])
    expect(first!.department).toBe('logistics')
    expect(second!.department).toBe('product')
    expect(second!.confidence).toBeGreaterThan(0.5)
    expect(await opinions.about([late, late, crash])).toEqual([first, first, second])
  },
)

test(
  'departments outside the taxonomy are never chosen, and a text without words has no opinion',
  { timeout: 30_000 },
  async () => {
    const others = startSecondOpinions({ perMinute: 9, departments: ['kitchen'] })
    expect(await others.about([late, '', '🔥🔥'])).toEqual([null, null, null])
    await others.stop()
  },
)

test('there is no opinion beyond the budget of a minute', { timeout: 30_000 }, async () => {
  const others = ['I was charged twice for one ticket', 'Nobody answers the phone']
  const [third, fourth] = await opinions.about(others)
  expect(third).not.toBeNull()
  expect(fourth).toBeNull()
  clock += minute + 1
  expect((await opinions.about(others))[1]).not.toBeNull()
})
