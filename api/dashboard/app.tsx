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
import { IncidentsPage } from './pages/incidents.tsx'
import { ReviewPage } from './pages/review.tsx'
import { SettingsPage } from './pages/settings.tsx'
import { ReportPage } from './pages/report.tsx'
import { SourcesPage } from './pages/sources.tsx'
import { TaxonomyPage } from './pages/taxonomy.tsx'
import { SubjectPage } from './pages/subject.tsx'
import { SubjectsPage } from './pages/subjects.tsx'
import { TrendsPage } from './pages/trends.tsx'
import { TuningPage } from './pages/tuning.tsx'
import { SignInPage } from './pages/sign-in.tsx'
import { Bar } from './parts/bar.tsx'
import { DemoBanner } from './parts/demo-banner.tsx'
import { Dialogs } from './parts/dialog.tsx'
import { showShortcuts } from './parts/shortcuts.tsx'
import { isTyping } from './lib/keys.ts'
import { signInMessage } from './lib/me.ts'
import { ready } from './lib/now.ts'
import { isPage, thingAt, type PagePath } from './lib/paths.ts'
import { go, route } from './lib/router.ts'
import { subjectAt, subjects } from './lib/subjects.ts'

const pages: Record<PagePath, () => JSX.Element> = {
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
  '/taxonomy': TaxonomyPage,
  '/settings': SettingsPage,
  '/report': ReportPage,
  '/tuning': TuningPage,
  '/assessment': AssessmentPage,
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
  const thing = thingAt(path)
  const id = thing && decodeURIComponent(thing.id)
  // A confirmation link needs no key.
  if (thing?.kind === 'confirm') return <ConfirmPage token={id!} />
  if (signInMessage.value) return <SignInPage />
  if (thing?.kind === 'alerts') return <AlertPage key={id} id={id!} />
  if (thing?.kind === 'mentions') return <MentionPage key={id} id={id!} />
  if (thing?.kind === 'authors') return <AuthorPage key={id} id={id!} />
  const subject = subjectAt(path)
  if (subject) return <SubjectPage key={path} {...subject} />
  if (isPage(path)) {
    const Found = pages[path]
    return <Found />
  }
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
