import { useEffect } from 'preact/hooks'
import type { JSX } from 'preact'
import { announcement, toast } from './lib/announce.ts'
import { AccountsPage } from './pages/accounts.tsx'
import { AlertPage } from './pages/alert.tsx'
import { AlertsPage } from './pages/alerts.tsx'
import { AssessmentPage } from './pages/assessment.tsx'
import { AuthorPage } from './pages/author.tsx'
import { BoardPage } from './pages/board.tsx'
import { ConfirmPage } from './pages/confirm.tsx'
import { ImpactsPage } from './pages/impacts.tsx'
import { LaunchesPage } from './pages/launches.tsx'
import { MentionPage } from './pages/mention.tsx'
import { MentionsPage } from './pages/mentions.tsx'
import { MyWorkPage } from './pages/my-work.tsx'
import { OverviewPage } from './pages/overview.tsx'
import { ReviewPage } from './pages/review.tsx'
import { SettingsPage } from './pages/settings.tsx'
import { ReportPage } from './pages/report.tsx'
import { SourcesPage } from './pages/sources.tsx'
import { TrendsPage } from './pages/trends.tsx'
import { TuningPage } from './pages/tuning.tsx'
import { SignInPage } from './pages/sign-in.tsx'
import { Bar } from './parts/bar.tsx'
import { DemoBanner } from './parts/demo-banner.tsx'
import { Dialogs } from './parts/dialog.tsx'
import { isTyping } from './lib/keys.ts'
import { signInMessage } from './lib/me.ts'
import { ready } from './lib/now.ts'
import { go, route } from './lib/router.ts'

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
  '/review': ReviewPage,
  '/settings': SettingsPage,
  '/report': ReportPage,
  '/tuning': TuningPage,
  '/assessment': AssessmentPage,
}

export function App() {
  useEffect(() => {
    addEventListener('keydown', openSearch)
    return () => removeEventListener('keydown', openSearch)
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
  const Found = pages[path]
  return Found ? <Found /> : <NotFound />
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

function openSearch(event: KeyboardEvent): void {
  if (event.key !== '/' || isTyping(event)) return
  event.preventDefault()
  if (route.value.path !== '/mentions') go('/mentions')
  // The field exists after the page has rendered.
  requestAnimationFrame(() => document.querySelector<HTMLInputElement>('#search')?.focus())
}
