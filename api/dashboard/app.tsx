import { useEffect } from 'preact/hooks'
import type { JSX } from 'preact'
import { announcement, toast } from './lib/announce.ts'
import { AccountsPage } from './pages/accounts.tsx'
import { AlertPage } from './pages/alert.tsx'
import { AlertsPage } from './pages/alerts.tsx'
import { AuthorPage } from './pages/author.tsx'
import { BoardPage } from './pages/board.tsx'
import { ConfirmPage } from './pages/confirm.tsx'
import { ImpactsPage } from './pages/impacts.tsx'
import { LaunchesPage } from './pages/launches.tsx'
import { MentionPage } from './pages/mention.tsx'
import { MentionsPage } from './pages/mentions.tsx'
import { MyWorkPage } from './pages/my-work.tsx'
import { OverviewPage } from './pages/overview.tsx'
import { IncidentsPage } from './pages/incidents.tsx'
import { ReviewPage } from './pages/review.tsx'
import { SettingsPage } from './pages/settings.tsx'
import { ReportPage } from './pages/report.tsx'
import { SourcesPage } from './pages/sources.tsx'
import { SubjectPage } from './pages/subject.tsx'
import { SubjectsPage } from './pages/subjects.tsx'
import { TrendsPage } from './pages/trends.tsx'
import { SignInPage } from './pages/sign-in.tsx'
import { Bar } from './parts/bar.tsx'
import { DemoBanner } from './parts/demo-banner.tsx'
import { Dialogs } from './parts/dialog.tsx'
import { showShortcuts } from './parts/shortcuts.tsx'
import { isTyping } from './lib/keys.ts'
import { signInMessage } from './lib/me.ts'
import { ready } from './lib/now.ts'
import { go, route } from './lib/router.ts'
import { subjectAt, subjects } from './lib/subjects.ts'

const pages: Record<string, () => JSX.Element> = {
  '/': BoardPage,
  '/alerts': AlertsPage,
  '/impacts': ImpactsPage,
  '/trends': TrendsPage,
  '/trends/launches': LaunchesPage,
  '/mentions': MentionsPage,
  '/sources': SourcesPage,
  '/accounts': AccountsPage,
  '/my-work': MyWorkPage,
  '/overview': OverviewPage,
  '/incidents': IncidentsPage,
  '/review': ReviewPage,
  '/settings': SettingsPage,
  '/report': ReportPage,
}

export function App() {
  useEffect(() => {
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <Bar />
      <DemoBanner />
      <main id="main" tabIndex={-1}>
        {ready.value && <Page />}
      </main>
      <div aria-live="polite" aria-atomic="false" role="status">
        <span class="unseen">{announcement}</span>
        <span class={toast.value ? 'toast' : 'unseen'}>{toast}</span>
      </div>
      <Dialogs />
    </>
  )
}

function Page() {
  const { path } = route.value
  // A confirmation link needs no key.
  const token = /^\/confirm\/([^/]+)$/.exec(path)?.[1]
  if (token) return <ConfirmPage token={decodeURIComponent(token)} />
  if (signInMessage.value) return <SignInPage />
  const alertId = /^\/alerts\/([^/]+)$/.exec(path)?.[1]
  if (alertId) return <AlertPage key={alertId} id={decodeURIComponent(alertId)} />
  const mentionId = /^\/mentions\/([^/]+)$/.exec(path)?.[1]
  if (mentionId) return <MentionPage key={mentionId} id={decodeURIComponent(mentionId)} />
  const authorId = /^\/authors\/([^/]+)$/.exec(path)?.[1]
  if (authorId) return <AuthorPage key={authorId} id={decodeURIComponent(authorId)} />
  const subject = subjectAt(path)
  if (subject) return <SubjectPage key={path} {...subject} />
  const Found = pages[path]
  if (Found) return <Found />
  const index = subjects.find((each) => each.path === path)
  return index ? <SubjectsPage of={index} /> : <NotFound />
}

function NotFound() {
  return (
    <div class="page narrow">
      <h1>Page not found</h1>
      <p class="muted">
        The address is wrong or the page no longer exists.{' '}
        <a class="link" href="/">
          Go to the board
        </a>
      </p>
    </div>
  )
}

const keys: Record<string, () => void> = { '/': openSearch, '?': () => void showShortcuts() }

function onKey(event: KeyboardEvent): void {
  const act = keys[event.key]
  if (!act || isTyping(event)) return
  event.preventDefault()
  act()
}

function openSearch(): void {
  if (route.value.path !== '/mentions') go('/mentions')
  // The field exists after the page has rendered.
  requestAnimationFrame(() => document.querySelector<HTMLInputElement>('#search')?.focus())
}
