/**
 * Mails at an even pace instead of as fast as can be, and how long each waits for the answer to its final dot. Speaks
 * just enough SMTP for that.
 */

import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

import { recipient, sender } from './load.ts'

export interface Pace {
  readonly sessions: number
  /** Mails a second, over all sessions. */
  readonly rate: number
  readonly seconds: number
}

/** Milliseconds from the final dot to its answer. */
export interface Waits {
  readonly median: number
  readonly p99: number
  readonly most: number
  readonly mails: number
}

/** `file`: the mail, lines ending in LF. Rejects where a mail is not taken. */
export async function sendAtPace(port: number, file: string, pace: Pace): Promise<Waits> {
  const text = await readFile(file, 'latin1')
  const content = Buffer.from(`${text.replaceAll('\n', '\r\n')}.\r\n`, 'latin1')
  const sessions = await Promise.all(Array.from({ length: pace.sessions }, async () => await open(port)))
  const waits: number[] = []
  const free = [...sessions]
  const underWay: Promise<void>[] = []
  const sendOne = async (session: PacedSession): Promise<void> => {
    waits.push(await session.send(content))
    free.push(session)
  }
  const started = performance.now()
  const mails = Math.floor(pace.rate * pace.seconds)
  for (let sent = 0; sent < mails;) {
    const due = Math.min(mails, Math.floor(((performance.now() - started) / 1_000) * pace.rate))
    for (; sent < due; sent += 1) {
      const session = free.shift()
      if (session === undefined) break
      underWay.push(sendOne(session))
    }
    await pause(1)
  }
  await Promise.all(underWay)
  for (const { socket } of sessions) socket.destroy()
  const sorted = waits.toSorted((one, other) => one - other)
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
  return { median: at(0.5), p99: at(0.99), most: at(1), mails: waits.length }
}

interface PacedSession {
  readonly socket: Socket
  readonly send: (content: Buffer) => Promise<number>
}

async function open(port: number): Promise<PacedSession> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let hear: ((answer: string) => void) | undefined
  let isGone = false
  socket.setEncoding('latin1')
  socket.on('data', (answer: string) => hear?.(answer))
  socket.on('error', () => undefined)
  socket.on('close', () => {
    isGone = true
    hear?.('connection closed')
  })
  const ask = async (words: string | Buffer, code: string): Promise<void> => {
    const answer = await new Promise<string>((resolve) => {
      hear = resolve
      if (isGone) resolve('connection closed')
      else socket.write(words)
    })
    if (!answer.startsWith(code)) throw new Error(`a mail was not taken: ${answer.trim()}`)
  }
  await once(socket, 'data')
  await ask('EHLO bench.example\r\n', '250')
  return {
    socket,
    send: async (content) => {
      await ask(`MAIL FROM:<${sender}>\r\n`, '250')
      await ask(`RCPT TO:<${recipient}>\r\n`, '250')
      await ask('DATA\r\n', '354')
      const asked = performance.now()
      await ask(content, '250')
      return performance.now() - asked
    },
  }
}
