import { useEffect } from 'preact/hooks'
import type { FunctionComponent } from 'preact'
import { announcement, toast } from './lib/announce.ts'
import { Bar } from './parts/bar.tsx'
import { DemoBanner } from './parts/demo-banner.tsx'
import { Dialogs } from './parts/dialog.tsx'
import { lazyPage, loadPagesWhenIdle } from './parts/lazy-page.tsx'
import { showShortcuts } from './parts/shortcuts.tsx'
import { isAppearing } from './lib/first-loads.ts'
import { isTyping } from './lib/keys.ts'
import { signInMessage } from './lib/me.ts'
import { ready } from './lib/now.ts'
import { isPage, thingAt, type PagePath } from './lib/paths.ts'
import { go, route } from './lib/router.ts'
import { subjectAt, subjects } from './lib/subjects.ts'

const pages: Record<PagePath, FunctionComponent> = {
  '/': lazyPage(async () => (await import('./pages/board.tsx')).BoardPage),
  '/alerts': lazyPage(async () => (await import('./pages/alerts.tsx')).AlertsPage),
  '/impacts': lazyPage(async () => (await import('./pages/impacts.tsx')).ImpactsPage),
  '/trends': lazyPage(async () => (await import('./pages/trends.tsx')).TrendsPage),
  '/trends/launches': lazyPage(async () => (await import('./pages/launches.tsx')).LaunchesPage),
  '/mentions': lazyPage(async () => (await import('./pages/mentions.tsx')).MentionsPage),
  '/sources': lazyPage(async () => (await import('./pages/sources.tsx')).SourcesPage),
  '/accounts': lazyPage(async () => (await import('./pages/accounts.tsx')).AccountsPage),
  '/my-work': lazyPage(async () => (await import('./pages/my-work.tsx')).MyWorkPage),
  '/overview': lazyPage(async () => (await import('./pages/overview.tsx')).OverviewPage),
  '/incidents': lazyPage(async () => (await import('./pages/incidents.tsx')).IncidentsPage),
  '/review': lazyPage(async () => (await import('./pages/review.tsx')).ReviewPage),
  '/taxonomy': lazyPage(async () => (await import('./pages/taxonomy.tsx')).TaxonomyPage),
  '/settings': lazyPage(async () => (await import('./pages/settings.tsx')).SettingsPage),
  '/report': lazyPage(async () => (await import('./pages/report.tsx')).ReportPage),
  '/tuning': lazyPage(async () => (await import('./pages/tuning.tsx')).TuningPage),
  '/assessment': lazyPage(async () => (await import('./pages/assessment.tsx')).AssessmentPage),
}

const AlertPage = lazyPage(async () => (await import('./pages/alert.tsx')).AlertPage)
const AuthorPage = lazyPage(async () => (await import('./pages/author.tsx')).AuthorPage)
const ConfirmPage = lazyPage(async () => (await import('./pages/confirm.tsx')).ConfirmPage)
const MentionPage = lazyPage(async () => (await import('./pages/mention.tsx')).MentionPage)
const SubjectPage = lazyPage(async () => (await import('./pages/subject.tsx')).SubjectPage)
const SubjectsPage = lazyPage(async () => (await import('./pages/subjects.tsx')).SubjectsPage)
const SignInPage = lazyPage(async () => (await import('./pages/sign-in.tsx')).SignInPage)

export function App() {
  useEffect(() => {
    addEventListener('keydown', onKey)
    loadPagesWhenIdle()
    return () => removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <Bar />
      <DemoBanner />
      <main id="main" tabIndex={-1} class={isAppearing.value ? 'appearing' : undefined}>
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
  focusSearch(performance.now() + 5_000)
}

/** The field exists once the page is loaded, and takes the focus once it has appeared. */
function focusSearch(until: number): void {
  requestAnimationFrame((now) => {
    const field = document.querySelector<HTMLInputElement>('#search')
    field?.focus()
    if (field !== null && document.activeElement === field) return
    if (now < until) focusSearch(until)
  })
}
