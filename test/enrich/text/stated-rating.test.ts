import { expect, test } from 'vitest'
import { statedRating } from '../../../enrich/text/stated-rating.ts'

test.each([
  ['★★☆☆☆ meh', 2],
  ['⭐️⭐️⭐️⭐️ nearly', 4],
  ['☆☆☆☆☆', 1],
  ['⭐ broke after a day', 1],
  ['3⭐', 3],
  ['2/5', 2],
  ['8/10 good kettle', 4.2],
  ['-5/10', 1],
  ['20/10 would buy again', 5],
  ['4,5/5 gerne wieder', 4.5],
  ['one out of five', 1],
  ['3 out of 10 for the service', 2.2],
  ['zero stars', 1],
  ['No stars from me', 1],
  ['one-star rubbish', 1],
  ['Four stars', 4],
  ['Rating: 2', 2],
  ['rated it 1', 1],
  ['went from 5 stars down to 1 star', 1],
])('"%s" states %d', (text, stars) => expect(statedRating(text)).toBeCloseTo(stars))

test.each([
  'open 24/7',
  'add 1/2 cup of milk',
  'on 1/5 it broke',
  'due 3/10, not here',
  'order of 5/10/2026',
  '2 out of 5 lids broke',
  '5/10 items arrived',
  'a 5 star hotel',
  'minus one star for the lid',
  'not five stars',
  'Would be 5 stars if it had a timer',
  'You are a ⭐',
  'starting at 5',
])('"%s" states no rating', (text) => expect(statedRating(text)).toBeUndefined())
