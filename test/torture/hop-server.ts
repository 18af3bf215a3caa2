/**
 * The next hop of the torture: takes mail by SMTP, and writes down which. Its mood decides how it behaves; what
 * it has taken it never forgets. Content is hashed as it comes and not kept.
 */

import { createHash } from 'node:crypto'
import { createServer, type AddressInfo, type Socket } from 'node:net'

import { pause } from './form.ts'
import type { Chance } from './random.ts'

/**
 * `slow`: each answer takes its time. `busy`: 451 at some step. `closing`: 421 at some step, and hangs up. `dead`: hangs
 * up at once. `dropping`: takes the mail and hangs up instead of saying so. `mute`: does not answer the final dot, and has
 * taken the mail or not.
 */
export type Mood = 'good' | 'slow' | 'busy' | 'closing' | 'dead' | 'dropping' | 'mute'

export interface TakenMail {
  /** Of the `Message-ID` field, without angle brackets. */
  readonly id: string
  /** Of the `In-Reply-To` field, without angle brackets; `''`: it has none. */
  readonly inReplyTo: string
  /** Of the content from the field Message-ID on: what the client sent. */
  readonly digest: string
  readonly from: string
  readonly recipients: readonly string[]
  /** Milliseconds since 1970. */
  readonly at: number
  /** False: the 250 was kept back. */
  readonly answered: boolean
}

export interface HopServer {
  readonly port: number
  readonly taken: readonly TakenMail[]
  readonly setMood: (mood: Mood) => void
  readonly connections: () => { readonly open: number; readonly most: number; readonly total: number }
}

const offers = ['hop.example', 'PIPELINING', 'SIZE 100000000', '8BITMIME', 'SMTPUTF8', 'ENHANCEDSTATUSCODES']
const greetingText = `250-${offers.slice(0, -1).join('\r\n250-')}\r\n250 ${offers.at(-1) ?? ''}`

export async function startHopServer(chance: Chance): Promise<HopServer> {
  const taken: TakenMail[] = []
  let mood: Mood = 'good'
  const counts = { open: 0, most: 0, total: 0 }
  const server = createServer({ noDelay: true }, (socket) => {
    counts.total += 1
    counts.open += 1
    counts.most = Math.max(counts.most, counts.open)
    socket.on('close', () => {
      counts.open -= 1
    })
    socket.on('error', () => undefined)
    speak(socket, chance, () => mood, taken)
  })
  await new Promise<void>((resolve) => {
    server.listen({ port: 0, host: '127.0.0.1', backlog: 2_048 }, resolve)
  })
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    taken,
    setMood: (next) => {
      mood = next
    },
    connections: () => ({ ...counts }),
  }
}

function speak(socket: Socket, chance: Chance, moodNow: () => Mood, taken: TakenMail[]): void {
  let rest: Buffer = Buffer.alloc(0)
  /** `undefined`: no transaction is open. */
  let from: string | undefined
  let recipients: string[] = []
  let content: ContentReader | undefined
  const door = { isClosing: false }
  let answers = Promise.resolve()

  const sayAfter = async (before: Promise<void>, wait: number, text: string): Promise<void> => {
    await before
    if (wait > 0) await pause(wait)
    if (!socket.destroyed) socket.write(`${text}\r\n`)
  }
  /** Answers keep their order, however long each takes. */
  const say = (text: string): void => {
    const wait = moodNow() === 'slow' ? chance.between(5, 120) : 0
    answers = sayAfter(answers, wait, text)
  }
  const closeWith = (text: string): void => {
    door.isClosing = true
    say(text)
    void answers.then(() => socket.end())
  }
  /** The answer of a good mood, or another; true: it was the first. */
  const sayOr = (text: string): boolean => {
    const mood = moodNow()
    if (mood === 'dead') socket.destroy()
    else if (mood === 'closing' && chance.happens(0.3)) closeWith('421 4.3.2 Closing down')
    else if (mood === 'busy' && chance.happens(0.4)) say('451 4.3.0 Busy, try again later')
    else {
      say(text)
      return true
    }
    return false
  }

  const finish = (read: ContentReader): void => {
    const mood = moodNow()
    const take = (answered: boolean): void => {
      taken.push({ ...read.finish(), from: from ?? '', recipients, at: Date.now(), answered })
    }
    if (mood === 'dropping') {
      take(false)
      socket.destroy()
    } else if (mood === 'mute') {
      if (chance.happens(0.5)) take(false)
    } else if (mood === 'dead') socket.destroy()
    else if (mood === 'good' || mood === 'slow' || chance.happens(0.6)) {
      take(true)
      say('250 2.0.0 Ok: taken')
    } else if (mood === 'closing') closeWith('421 4.3.2 Closing down')
    else say('451 4.3.0 Busy, try again later')
    from = undefined
    recipients = []
  }

  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase()
    const address = /<(.*?)>/.exec(line)?.[1] ?? ''
    if (verb === 'QUIT') closeWith('221 2.0.0 Bye')
    else if (verb === 'EHLO') sayOr(greetingText)
    else if (verb === 'RSET') {
      from = undefined
      recipients = []
      say('250 2.0.0 Ok')
    } else if (verb === 'MAIL') {
      if (sayOr('250 2.1.0 Ok')) from = address
    } else if (verb === 'RCPT') {
      if (from === undefined) say('503 5.5.1 MAIL first')
      else if (sayOr('250 2.1.5 Ok')) recipients.push(address)
    } else if (verb === 'DATA') {
      if (recipients.length === 0) say('503 5.5.1 No recipients')
      else if (sayOr('354 Go on')) content = new ContentReader()
    } else say('250 2.0.0 Ok')
  }

  socket.on('data', (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    while (!socket.destroyed && !door.isClosing) {
      if (content !== undefined) {
        const behind = content.take(rest)
        if (behind === undefined) {
          rest = Buffer.alloc(0)
          return
        }
        rest = behind
        const read = content
        content = undefined
        finish(read)
        continue
      }
      const end = rest.indexOf('\r\n')
      if (end === -1) return
      const line = rest.toString('utf8', 0, end)
      rest = rest.subarray(end + 2)
      command(line)
    }
  })
  sayOr('220 hop.example ESMTP')
}

const finalDot = Buffer.from('\r\n.\r\n')

/** Reads one content up to its final dot. Takes no notice of what stands before its Message-ID: those are the gate's. */
class ContentReader {
  readonly #hash = createHash('sha256')
  #id: string | undefined
  #inReplyTo = ''
  #rest: Buffer = Buffer.alloc(0)

  /** What follows the final dot; `undefined`: it has not come yet. */
  take(chunk: Buffer): Buffer | undefined {
    let bytes: Buffer = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    if (this.#id === undefined) {
      const beginning = bytes.toString('latin1', 0, 16_384)
      const field = /(?:^|\r\n)Message-ID: <([^>]*)>\r\n/i.exec(beginning)
      if (field === null && bytes.length < 16_384 && bytes.indexOf(finalDot) === -1) {
        this.#rest = bytes
        return undefined
      }
      this.#id = field?.[1] ?? 'none'
      this.#inReplyTo = /\r\nIn-Reply-To: <([^>]*)>/i.exec(beginning)?.[1] ?? ''
      const start = field === null ? 0 : field.index + (field[0].startsWith('\r\n') ? 2 : 0)
      bytes = bytes.subarray(start)
    }
    const end = bytes.indexOf(finalDot)
    if (end !== -1) {
      this.#hash.update(bytes.subarray(0, end + 2))
      return bytes.subarray(end + finalDot.length)
    }
    const sure = Math.max(0, bytes.length - finalDot.length + 1)
    this.#hash.update(bytes.subarray(0, sure))
    this.#rest = bytes.subarray(sure)
    return undefined
  }

  finish(): Pick<TakenMail, 'id' | 'inReplyTo' | 'digest'> {
    return { id: this.#id ?? 'none', inReplyTo: this.#inReplyTo, digest: this.#hash.digest('hex') }
  }
}
