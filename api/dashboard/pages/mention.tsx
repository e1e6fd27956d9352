import { useTitle } from '../lib/use-title.ts'
import { MentionDetail } from '../parts/mention-detail.tsx'

/** The page of one mention. */
export function MentionPage({ id }: { id: string }) {
  useTitle('Mention')
  return (
    <div class="page narrow">
      <MentionDetail id={id} />
    </div>
  )
}
