import { connect } from 'node:net'

/** Sends bytes that no client of HTTP would, and returns all that is answered. */
export function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.on('data', (some: Buffer) => (answer += some.toString()))
    socket.on('error', () => undefined).on('close', () => resolve(answer))
  })
}
