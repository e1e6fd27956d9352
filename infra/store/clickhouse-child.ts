import { createRequire } from 'node:module'
import { platform, arch } from 'node:process'
import { DataType, load, open } from 'ffi-rs'

// The embedded ClickHouse: a process of its own that loads the library and runs one query for ever, which makes it listen.
// Started by clickhouse-process.ts with the server's arguments; it never answers to anybody but its parent.

/** The library is one package a platform, installed as an optional dependency. */
function libraryPath(): string {
  const name = `@chdb/lib-${platform}-${arch}${platform === 'linux' ? '-gnu' : ''}`
  try {
    return createRequire(import.meta.url).resolve(`${name}/libchdb.so`)
  } catch {
    throw new Error(
      `there is no embedded ClickHouse for ${platform} ${arch} (package ${name}): give a store by its URL`,
    )
  }
}

// process.exit would wait for ever in the library's destructors; what was acknowledged is on the disk.
const end = () => process.kill(process.pid, 'SIGKILL')

// Also when the parent is killed with -9: its end of the pipe closes.
process.stdin.on('end', end).on('error', end).resume()
// Ctrl-C goes to the whole process group; the parent ends us last, by SIGTERM.
process.on('SIGINT', () => {})
process.on('SIGHUP', () => {})

const argv = ['clickhouse', ...process.argv.slice(2)]
try {
  open({ library: 'clickhouse', path: libraryPath() })
  // On an abort its own handler would look up every line of the stack first, for seconds in which nobody is served.
  load({
    library: 'clickhouse',
    funcName: 'chdb_set_signal_handlers_enabled',
    retType: DataType.Void,
    paramsType: [DataType.I32],
    paramsValue: [0],
  })
  await load({
    library: 'clickhouse',
    funcName: 'query_stable_v2',
    retType: DataType.External,
    paramsType: [DataType.I32, DataType.StringArray],
    paramsValue: [argv.length, argv],
    runInNewThread: true,
  })
} catch (error) {
  process.stderr.write(`${String(error)}\n`)
}
// The query is endless: to be here is to have failed, and the library has written why.
setTimeout(end, 20)
