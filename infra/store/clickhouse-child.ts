import { createRequire } from 'node:module'
import { setPriority } from 'node:os'
import { platform, arch } from 'node:process'
import { DataType, load, open } from 'ffi-rs'

// The embedded ClickHouse: a process that loads the library and runs one endless query, which makes the server listen.
// clickhouse-launch.ts starts it with the server's arguments. It ends with its parent.

/** Each platform has its own package, an optional dependency. */
function libraryPath(): string {
  const name = `@chdb/lib-${platform}-${arch}${platform === 'linux' ? '-gnu' : ''}`
  try {
    return createRequire(import.meta.url).resolve(`${name}/libchdb.so`)
  } catch {
    throw new Error(
      `there is no embedded ClickHouse for ${platform} ${arch} (package ${name}): set store to the URL of a server`,
    )
  }
}

// process.exit would hang in the library's destructors. Acknowledged rows are on disk.
const end = () => process.kill(process.pid, 'SIGKILL')

// The pipe closes even when the parent is killed with -9.
process.stdin.on('end', end).on('error', end).resume()
// Ctrl-C goes to the whole process group. The parent ends this process last, by SIGTERM.
process.on('SIGINT', () => {})
process.on('SIGHUP', () => {})

// Where the machine is busy, what takes mentions in comes first: somebody waits for its answer. The library's threads inherit it.
if (platform === 'linux') setPriority(0, 5)

const argv = ['clickhouse', ...process.argv.slice(2)]
try {
  open({ library: 'clickhouse', path: libraryPath() })
  // On an abort the library's handler would first resolve every stack frame, which takes seconds.
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
// The query is endless: this line is reached only after a failure, whose reason the library has written to stderr.
setTimeout(end, 20)
