import { openLogger } from '../../../infra/logger.ts'
import { openStore } from '../../../infra/store/open-store.ts'

// A separate process with an open store: prints its URL, and closes it when standard input ends.
const [data = '', role = ''] = process.argv.slice(2)
const opened = await openStore({ data, role: role === 'start' ? 'start' : 'command', logger: openLogger('info') })
process.stdout.write(`${JSON.stringify({ url: opened.url, owned: opened.owned })}\n`)
process.stdin.on('end', () => void opened.close().then(() => process.exit(0))).resume()
