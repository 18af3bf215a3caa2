/** Asks a running gate over its control socket. */

import { connect } from 'node:net'
import { answer, type Answer } from './protocol.ts'

export type Asked =
  | Answer
  /** Nobody listens there, or the file may not be opened; `code` is the system's. */
  | { readonly kind: 'unreachable'; readonly code: string }
  /** The gate went away before it answered: what was asked may have been done. */
  | { readonly kind: 'cut' }

/** Never rejects. Waits as long as the gate needs. */
export async function askGate(path: string, ask: string, parameters: unknown = {}): Promise<Asked> {
  return await new Promise((resolve) => {
    const socket = connect(path)
    let text = ''
    let isConnected = false
    socket.setEncoding('utf8')
    socket.on('connect', () => {
      isConnected = true
      socket.write(`${JSON.stringify({ ask, parameters })}\n`)
    })
    socket.on('data', (chunk: string) => (text += chunk))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      resolve(isConnected ? { kind: 'cut' } : { kind: 'unreachable', code: error.code ?? error.message })
    })
    socket.on('close', () => resolve(answerIn(text)))
  })
}

function answerIn(text: string): Asked {
  if (!text.endsWith('\n')) return { kind: 'cut' }
  try {
    return answer.parse(JSON.parse(text))
  } catch {
    return { kind: 'cut' }
  }
}
