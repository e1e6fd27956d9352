import { connected } from '../lib/live.ts'
import { initialsOf, signInMessage, me } from '../lib/me.ts'
import { personName, status, stuckStage } from '../lib/now.ts'
import { route } from '../lib/router.ts'
import { subjects } from '../lib/subjects.ts'
import { theme, toggleTheme } from '../lib/theme.ts'
import { hourOf, secondsOf } from '../lib/words.ts'
import { zoneAt } from '../lib/zone.ts'
import { isReplaying } from './demo-banner.tsx'
import { MoreMenu } from './more-menu.tsx'
import { askName } from './ask-name.tsx'

const pages = [
  ['/', 'Board'],
  ['/alerts', 'Alerts'],
  ['/impacts', 'Impacts'],
  ['/trends', 'Trends'],
  ['/mentions', 'Mentions'],
  ['/sources', 'Sources'],
  ['/accounts', 'Accounts'],
  ['/report', 'Report'],
] as const
/** So many fit on a phone; the others are in the menu there. */
const onPhone = 3
/** The other lists of names are a click away from these. */
const inMenu = 4
const morePages = [
  ['/my-work', 'My work'],
  ['/overview', 'Overview'],
  ['/incidents', 'Incidents'],
  ...subjects.slice(0, inMenu).map(({ path, many }) => [path, many] as const),
  ['/review', 'Review'],
  ['/taxonomy', 'Taxonomy'],
  ['/tuning', 'Tuning'],
  ['/assessment', 'Assessment'],
  ['/settings', 'Settings'],
  ['/docs/api', 'API'],
] as const

export function Bar() {
  const { path } = route.value
  const current = (href: string) => (href === '/' ? path === '/' : path.startsWith(href))
  return (
    <header class="bar">
      <a class="brand" href="/" aria-label="Groundswell, board">
        <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
          <path
            d="M1 15c3 0 3-3 5-3s2 3 4 3 2-9 5-9 3 9 6 9"
            fill="none"
            stroke="var(--accent)"
            stroke-width="2.2"
            stroke-linecap="round"
          />
        </svg>
        <span>Groundswell</span>
      </a>
      <nav aria-label="Main">
        {pages.map(([href, name], i) => (
          <a key={href} class={i < onPhone ? '' : 'wide'} href={href} aria-current={current(href) ? 'page' : undefined}>
            {name}
          </a>
        ))}
        <MoreMenu pages={morePages} onPhone={pages.slice(onPhone)} />
      </nav>
      <div class="end">
        <Coverage />
        <a class="btn hide-s" href="/mentions">
          Search <kbd>/</kbd>
        </a>
        <button class="btn quiet hide-s" type="button" onClick={toggleTheme}>
          {theme.value === 'dark' ? 'Light' : 'Dark'}
        </button>
        <button
          class="av"
          type="button"
          onClick={() => void askName()}
          aria-label={me.value ? `Your profile: ${personName(me.value)}` : 'Set your name'}
        >
          {me.value ? initialsOf(personName(me.value)) : '?'}
        </button>
      </div>
    </header>
  )
}

function Coverage() {
  if (signInMessage.value) return null
  if (!connected.value) return <span class="pill blind">◌ Offline. Reconnecting…</span>
  const current = status.value
  if (!current) return null
  const [upTo, at] = [current.frontierAt, current.now].map((iso) => Date.parse(iso)) as [number, number]
  const until = `${secondsOf(upTo)} ${zoneAt(upTo)}`
  if (isReplaying())
    return (
      <span class="pill blind hide-s">
        ◌ Replaying · {hourOf(at)} {zoneAt(at)}
      </span>
    )
  if (stuckStage()) return <span class="pill blind">◌ Pipeline stalled · {until}</span>
  if (current.sourcesDown.length > 0) return <span class="pill blind">◌ Coverage incomplete · {until}</span>
  return <span class="pill hide-s">Up to date · {until}</span>
}
