import { route } from '../lib/router.ts'
import { theme, toggleTheme } from '../lib/theme.ts'
import { Menu } from './menu.tsx'
import { showShortcuts } from './shortcuts.tsx'

type Pages = readonly (readonly [href: string, name: string])[]

/** The pages that are not opened all day; on a phone also those that do not fit, and the theme. */
export function MoreMenu({ pages, onPhone }: { pages: Pages; onPhone: Pages }) {
  const { path } = route.value
  const current = pages.find(([href]) => path.startsWith(href))
  const name = (
    <>
      <span class="wide">{current ? current[1] : 'More'}</span>
      <span class="narrow">More</span>
    </>
  )
  return (
    <Menu class="more" name={name} isCurrent={current !== undefined}>
      {[...onPhone, ...pages].map(([href, title], i) => (
        <a
          key={href}
          class={i < onPhone.length ? 'narrow' : ''}
          href={href}
          aria-current={path.startsWith(href) ? 'page' : undefined}
        >
          {title}
        </a>
      ))}
      <button class="narrow" type="button" onClick={toggleTheme}>
        {theme.value === 'dark' ? 'Light theme' : 'Dark theme'}
      </button>
      <button class="hide-s" type="button" onClick={() => void showShortcuts()}>
        Keyboard shortcuts <kbd>?</kbd>
      </button>
    </Menu>
  )
}
