import type { ErasureDto } from '../../dto/erasure-dto.ts'
import { showToast } from '../lib/announce.ts'
import { answer, identity, send } from '../lib/api.ts'
import { addressOf } from '../lib/router.ts'
import { count } from '../lib/words.ts'
import { ask } from './dialog.tsx'

/** Says what would be erased, asks, and erases. Undefined if the person cancels or may not; a toast says why. */
export async function askErasure(title: string, path: string): Promise<ErasureDto | undefined> {
  try {
    const preview = await remove(addressOf(path, { dryRun: 'true' }))
    const form = await ask({ title, confirm: 'Erase for good', fields: <Preview report={preview} /> })
    if (!form) return undefined
    showToast('Erasing. This can take a minute.')
    const report = await remove(path)
    showToast(report.logKeptUntil ? `Erased. ${keptSentence(report.logKeptUntil)}` : 'Erased.')
    return report
  } catch (error) {
    showToast(`Not erased: ${(error as Error).message}`)
    return undefined
  }
}

const keptSentence = (until: string): string => `The event log keeps its copies until ${until.slice(0, 10)}.`

const remove = async (path: string): Promise<ErasureDto> =>
  answer<ErasureDto>(await send(path, { method: 'DELETE', headers: identity() }))

function Preview({ report }: { report: ErasureDto }) {
  const places = report.places.filter(({ found }) => found > 0)
  return (
    <>
      <p>
        {count(report.mentions)} {report.mentions === 1 ? 'mention loses its' : 'mentions lose their'} text, title, link
        and author name everywhere: here, in alerts and in messages that can be updated. Counts stay. This cannot be
        undone.
      </p>
      <ul class="small">
        {places.map(({ place, found }) => (
          <li key={place}>
            {place}: {count(found)}
          </li>
        ))}
      </ul>
      {report.logKeptUntil && <p class="small">{keptSentence(report.logKeptUntil)}</p>}
    </>
  )
}
