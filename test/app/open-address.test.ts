import { afterAll, expect, test } from 'vitest'
import { openPrograms, output, readyUrl } from '../flow/program.ts'

const programs = openPrograms()
afterAll(programs.close)

test('an address that others reach is refused without a key, and served with one', async () => {
  const data = programs.folder()
  const environment = { GROUNDSWELL_API_HOST: '0.0.0.0' }
  const refused = programs.run(['start', '--only', 'api'], { data, environment })
  expect(await refused.ended).toBe(1)
  expect(refused.stderr()).toContain(
    'api.host is 0.0.0.0, which other machines reach, and there is no API key: create one with `groundswell keys create PERSON`',
  )
  const key = /gsw_\S+/.exec(await output(programs.run(['keys', 'create', 'kim'], { data })))![0]
  const start = programs.run(['start', '--only', 'api'], { data, environment })
  const url = await readyUrl(start)
  const statuses = await Promise.all(
    ['', `Bearer ${key}`].map(async (authorization) => {
      const answer = await fetch(`http://127.0.0.1:${new URL(url).port}/api/v1/alerts`, { headers: { authorization } })
      return answer.status
    }),
  )
  expect(statuses).toEqual([401, 200])
})
