import { go, withQuery } from '../lib/router.ts'

const most = 200

/** A button that shows more of a list, up to the limit of one API response. */
export function More({ limit }: { limit: number }) {
  if (limit >= most) return <p class="muted small">Showing the newest {most}. Add filters to see older ones.</p>
  return (
    <button
      class="btn"
      type="button"
      onClick={() => go(withQuery({ limit: String(Math.min(most, limit + 50)) }), { replace: true })}
    >
      Show more
    </button>
  )
}
