/**
 * The control socket of a running gate. Only the user that the gate runs as (and root) can open it: the rights of the
 * file are the authentication. Knows nothing of what is asked.
 */

import { chmod, mkdir, unlink } from 'node:fs/promises'
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { longestQuestion, question, type Answer } from './protocol.ts'

/** Answers one kind of question. `lines` of a refusal are shown to the person who asked. May reject: a fault of ours. */
export type Responder = (parameters: unknown) => Promise<Answer>

export interface ControlServer {
  readonly close: () => Promise<void>
}

/** Milliseconds in which a question must be said. */
const patience = 10_000
const mostConnections = 32

/**
 * @param path of the socket; a socket that a killed gate has left there is replaced
 * @param responders by the word of `ask`
 * Rejects where another process listens there (`EADDRINUSE`) or the path cannot be used.
 */
export async function startControlServer(
  path: string,
  responders: Readonly<Record<string, Responder>>,
): Promise<ControlServer> {
  await mkdir(dirname(path), { recursive: true })
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
    void answerOn(socket, responders)
  })
  server.maxConnections = mostConnections
  try {
    await listen(server, path)
  } catch (error) {
    if (!isTaken(error) || (await isAnswered(path))) throw error
    await unlink(path)
    await listen(server, path)
  }
  return {
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of open) socket.end()
      const cut = setTimeout(() => {
        for (const socket of open) socket.destroy()
      }, 1_000)
      await closed
      clearTimeout(cut)
    },
  }
}

/** The socket is never open to others, not for a moment: the mask holds while the file is made. */
async function listen(server: Server, path: string): Promise<void> {
  const listening = once(server, 'listening')
  const mask = process.umask(0o177)
  try {
    server.listen(path)
  } finally {
    process.umask(mask)
  }
  await listening
  await chmod(path, 0o600)
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}

async function isAnswered(path: string): Promise<boolean> {
  const socket = connect(path)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

async function answerOn(socket: Socket, responders: Readonly<Record<string, Responder>>): Promise<void> {
  const said = await questionOn(socket)
  if (said === undefined) {
    socket.destroy()
    return
  }
  const responder = Object.hasOwn(responders, said.ask) ? responders[said.ask] : undefined
  let given: Answer
  try {
    given =
      responder === undefined
        ? { kind: 'refused', lines: [`unknown question: ${said.ask}`] }
        : await responder(said.parameters)
  } catch (error) {
    given = { kind: 'refused', lines: [error instanceof Error ? error.message : String(error)] }
  }
  socket.end(`${JSON.stringify(given)}\n`)
}

/** `undefined`: it did not come in time, is too long, or is none. */
async function questionOn(socket: Socket): Promise<{ ask: string; parameters?: unknown } | undefined> {
  socket.setTimeout(patience, () => socket.destroy())
  let text = ''
  try {
    for await (const chunk of socket.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
      text += String(chunk)
      if (text.includes('\n')) break
      if (text.length > longestQuestion) return undefined
    }
    socket.setTimeout(0)
    const read = question.safeParse(JSON.parse(text))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}
