import type { MentionDto } from '../../dto/mention-dto.ts'
import { safeUrl } from '../lib/words.ts'

const shownOutlets = 8

/** Where else the same story stands. */
export function Outlets({ outlets }: { outlets: MentionDto['outlets'] }) {
  return (
    <p class="xs muted">
      Same story in {outlets.length} other {outlets.length === 1 ? 'outlet' : 'outlets'}:{' '}
      {outlets.slice(0, shownOutlets).map(({ id, source, channel, url }, i) => {
        const href = safeUrl(url)
        const name = channel ?? source
        return (
          <span key={id}>
            {i > 0 && ', '}
            {href ? (
              <a class="link" href={href} target="_blank" rel="noopener noreferrer nofollow">
                {name}
              </a>
            ) : (
              name
            )}
          </span>
        )
      })}
      {outlets.length > shownOutlets && ' …'}
    </p>
  )
}
