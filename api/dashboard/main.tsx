import './lib/mend-locale.ts'
import '@fontsource-variable/inter/wght.css'
import 'uplot/dist/uPlot.min.css'
import './tokens.css'
import './app.css'
import { render } from 'preact'
import { App } from './app.tsx'
import { listen } from './lib/live.ts'
import { follow } from './lib/now.ts'
import { openSession } from './lib/session.ts'

await openSession()
listen()
follow()
render(<App />, document.getElementById('app')!)
