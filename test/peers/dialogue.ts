/**
 * A raw SMTP client for tests: sends exactly the bytes it is given and reads replies; knows no rule of
 * SMTP beyond how a reply ends, so it can say what no well-behaved client would.
 */

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** Milliseconds that a test waits for a line before it fails. */
const patience = 10_000

export interface Dialogue {
  /** Sends the bytes as they are, in one write; a string is UTF-8. */
  readonly send: (bytes: string | Buffer) => void
  /** Next line without its CRLF. Fails where the connection ends or ten seconds pass first. */
  readonly line: () => Promise<string>
  /** Next whole reply: its lines, joined by `\n`. */
  readonly reply: () => Promise<string>
  /** Sends one line (CRLF is added) and waits for its reply. */
  readonly ask: (line: string) => Promise<string>
  /** Next reply must match. Gives the reply. */
  readonly expect: (pattern: RegExp) => Promise<string>
  /** Sends one line and its reply must match. Gives the reply. */
  readonly askFor: (line: string, pattern: RegExp) => Promise<string>
  /** Waits until the peer has closed; fails where anything else comes first. */
  readonly closed: () => Promise<void>
  /** Takes the connection to TLS, as after a 220 to STARTTLS. Trusts every certificate. */
  readonly startTls: () => Promise<void>
  /** Sends FIN; replies can still be read. */
  readonly end: () => void
  /** Resets without a word. */
  readonly destroy: () => void
  readonly socket: () => Socket
}

/** Opens a connection; with `tls` it is TLS from the first byte. The greeting is not read. */
export async function openDialogue(to: {
  readonly port: number
  readonly host?: string
  readonly tls?: boolean
  /** The address to come from, such as 127.0.0.2. */
  readonly localAddress?: string
}): Promise<Dialogue> {
  const address = {
    port: to.port,
    host: to.host ?? '127.0.0.1',
    allowHalfOpen: true,
    ...(to.localAddress === undefined ? {} : { localAddress: to.localAddress }),
  }
  let socket: Socket =
    to.tls === true ? connectTls({ ...address, rejectUnauthorized: false }) : connect(address)
  let received = ''
  let finished = false
  let wake: (() => void) | undefined

  const listen = (): void => {
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('utf8')
      wake?.()
    })
    for (const event of ['end', 'close', 'error']) {
      socket.on(event, () => {
        finished = true
        wake?.()
      })
    }
  }

  const wait = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`Nothing came for ${patience / 1000} s; so far: ${JSON.stringify(received)}`))
      }, patience)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const line = async (): Promise<string> => {
    for (;;) {
      const end = received.indexOf('\r\n')
      if (end >= 0) {
        const text = received.slice(0, end)
        received = received.slice(end + 2)
        return text
      }
      if (finished)
        throw new Error(`The peer closed where a line was due; so far: ${JSON.stringify(received)}`)
      await wait()
    }
  }

  const reply = async (): Promise<string> => {
    const lines: string[] = []
    for (;;) {
      const text = await line()
      lines.push(text)
      if (text[3] !== '-') return lines.join('\n')
    }
  }

  const send = (bytes: string | Buffer): void => {
    socket.write(bytes)
  }

  const ask = (text: string): Promise<string> => {
    send(`${text}\r\n`)
    return reply()
  }

  const expect = async (pattern: RegExp): Promise<string> => {
    const text = await reply()
    assert.match(text, pattern)
    return text
  }

  listen()
  await once(socket, to.tls === true ? 'secureConnect' : 'connect')

  return {
    send,
    line,
    reply,
    ask,
    expect,
    askFor: async (text, pattern) => {
      const answer = await ask(text)
      assert.match(answer, pattern, `reply to ${text}`)
      return answer
    },
    closed: async () => {
      for (;;) {
        assert.equal(received, '', 'The peer said something where it should only close.')
        if (finished) return
        await wait()
      }
    },
    startTls: async () => {
      socket.removeAllListeners('data')
      for (const event of ['end', 'close', 'error']) socket.removeAllListeners(event)
      socket = connectTls({ socket, rejectUnauthorized: false })
      listen()
      await once(socket, 'secureConnect')
    },
    end: () => {
      socket.end()
    },
    destroy: () => {
      socket.destroy()
    },
    socket: () => socket,
  }
}

/** A dialogue behind the greeting and EHLO of a gate at this port. */
export async function greetedBy(port: number): Promise<Dialogue> {
  const dialogue = await openDialogue({ port })
  await dialogue.expect(/^220 /)
  await dialogue.askFor('EHLO client.example', /^250/)
  return dialogue
}
