/**
 * Opens a connection to a host: TCP, greeting, EHLO, STARTTLS as the setting says, AUTH where we have an account.
 * One deadline covers all of it. Hands back a connection that is ready for MAIL, or why there is none.
 */

import { isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

import type { Reply } from '../mail/reply.ts'

import { authenticate, type Credentials } from './authenticate.ts'
import { Connection, connectTo, noFeatures, type Features, type Wire } from './connection.ts'
import { inOneLine } from './in-one-line.ts'
import { Unreachable } from './unreachable.ts'

export interface SmartHost {
  /** Name or IP address. */
  readonly host: string
  /** How it stands in records; default: `host:port`. */
  readonly label?: string
  readonly port: number
  /**
   * `opportunistic` uses TLS where it is offered and checks no certificate; where the handshake fails the
   * host counts as not reachable. `required` checks no certificate either; `verified` does.
   */
  readonly tls: 'none' | 'opportunistic' | 'required' | 'verified'
  /** Name for SNI and for the check of the certificate; default: `host`. */
  readonly serverName: string | undefined
  /** PEM text of the authorities to trust; `undefined`: those of the system. */
  readonly authorities: string | undefined
  /** Where it knows us by an account. */
  readonly credentials?: Credentials | undefined
  /** `opportunistic`: where the handshake fails, the mail goes without TLS (RFC 7435) rather than not at all. */
  readonly plainAfterFailure?: boolean
}

/** TLS sessions by host, so that a later connection saves half a handshake (RFC 8446 section 2.2). */
export class SessionStore {
  #session: Buffer | undefined

  get last(): Buffer | undefined {
    return this.#session
  }

  remember(session: Buffer): void {
    this.#session = session
  }
}

/** The handshake of TLS came to nothing. */
class TlsFailed extends Unreachable {}

/** Rejects with `Unreachable`. */
export async function openConnection(
  host: SmartHost,
  hostname: string,
  sessions: SessionStore,
  milliseconds: number,
): Promise<Connection> {
  try {
    return await openAsSet(host, hostname, sessions, milliseconds)
  } catch (fault) {
    const mayGoPlain = host.tls === 'opportunistic' && host.plainAfterFailure === true
    if (!mayGoPlain || !(fault instanceof TlsFailed)) throw fault
    return await openAsSet({ ...host, tls: 'none' }, hostname, sessions, milliseconds)
  }
}

async function openAsSet(
  host: SmartHost,
  hostname: string,
  sessions: SessionStore,
  milliseconds: number,
): Promise<Connection> {
  const end = performance.now() + milliseconds
  const left = (): number => Math.max(1, end - performance.now())
  const connection = new Connection(await openWire(host, milliseconds))
  try {
    await expectGreeting(connection, left())
    connection.features = await sayHello(connection, hostname, left())
    if (host.tls !== 'none' && (await startTls(connection, host, sessions, left))) {
      connection.features = await sayHello(connection, hostname, left())
    }
    if (host.credentials !== undefined) await authenticate(connection, host.credentials, left())
    return connection
  } catch (fault) {
    connection.fail('closed', 'given up')
    throw fault
  }
}

function openWire(host: SmartHost, milliseconds: number): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const wire = connectTo(host.host, host.port)
    const { socket } = wire
    const timer = setTimeout(() => {
      socket.destroy()
      reject(new Unreachable('no connection in time'))
    }, milliseconds)
    const refuse = (error: NodeJS.ErrnoException): void => {
      clearTimeout(timer)
      reject(new Unreachable(`cannot connect (${error.code ?? 'unknown fault'})`))
    }
    socket.once('error', refuse)
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.removeListener('error', refuse)
      resolve(wire)
    })
  })
}

async function expectGreeting(connection: Connection, milliseconds: number): Promise<void> {
  const [greeting] = await connection.replies(1, milliseconds)
  if (greeting === undefined) throw broken(connection, 'before its greeting')
  if (greeting.code !== 220) throw new Unreachable(`greeting: ${inOneLine(greeting)}`)
}

async function sayHello(connection: Connection, hostname: string, milliseconds: number): Promise<Features> {
  const end = performance.now() + milliseconds
  const answer = await ask(connection, `EHLO ${hostname}`, milliseconds)
  if (answer.code === 250) return featuresOf(answer)
  if (answer.code < 500) throw new Unreachable(`EHLO: ${inOneLine(answer)}`)
  const second = await ask(connection, `HELO ${hostname}`, Math.max(1, end - performance.now()))
  if (second.code !== 250) throw new Unreachable(`HELO: ${inOneLine(second)}`)
  return noFeatures
}

function featuresOf(answer: Reply): Features {
  const offered = new Map<string, string>()
  for (const line of answer.lines.slice(1)) {
    const [keyword = '', ...values] = line.split(' ')
    offered.set(keyword.toUpperCase(), values.join(' '))
  }
  const size = offered.get('SIZE')
  const words = (keyword: string): readonly string[] => (offered.get(keyword) ?? '').toUpperCase().split(' ')
  return {
    pipelining: offered.has('PIPELINING'),
    eightBitMime: offered.has('8BITMIME'),
    smtputf8: offered.has('SMTPUTF8'),
    startTls: offered.has('STARTTLS'),
    dsn: offered.has('DSN'),
    auth: words('AUTH'),
    size: size === undefined ? undefined : /^\d{1,15}$/.test(size) ? Number(size) : 0,
  }
}

/** True if the connection is encrypted now. */
async function startTls(
  connection: Connection,
  host: SmartHost,
  sessions: SessionStore,
  left: () => number,
): Promise<boolean> {
  const isFree = host.tls === 'opportunistic'
  if (!connection.features.startTls) {
    if (isFree) return false
    throw new Unreachable('offers no STARTTLS, which is required')
  }
  const answer = await ask(connection, 'STARTTLS', left())
  if (answer.code !== 220) {
    if (isFree) return false
    throw new Unreachable(`STARTTLS: ${inOneLine(answer)}`)
  }
  const fault = await connection.encrypt((socket) => shakeHands(socket, host, sessions, left()))
  if (fault !== undefined) throw new TlsFailed(fault.text)
  return true
}

function shakeHands(
  socket: Socket,
  host: SmartHost,
  sessions: SessionStore,
  milliseconds: number,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const name = host.serverName ?? host.host
    const secure = connectTls({
      socket,
      host: name,
      ...(isIP(name) === 0 ? { servername: name } : {}),
      ...(sessions.last === undefined ? {} : { session: sessions.last }),
      ...(host.authorities === undefined ? {} : { ca: host.authorities }),
      rejectUnauthorized: host.tls === 'verified',
    })
    const timer = setTimeout(() => secure.destroy(new Error('no handshake in time')), milliseconds)
    const refuse = (error: Error): void => {
      clearTimeout(timer)
      secure.destroy()
      reject(error)
    }
    const hangUp = (): void => refuse(new Error('connection closed'))
    secure.once('error', refuse)
    secure.once('close', hangUp)
    secure.on('session', (session) => sessions.remember(session))
    secure.once('secureConnect', () => {
      clearTimeout(timer)
      secure.removeListener('error', refuse)
      secure.removeListener('close', hangUp)
      resolve(secure)
    })
  })
}

async function ask(connection: Connection, command: string, milliseconds: number): Promise<Reply> {
  connection.say(`${command}\r\n`)
  const [answer] = await connection.replies(1, milliseconds)
  if (answer === undefined) throw broken(connection, `at ${command.slice(0, 4)}`)
  return answer
}

function broken(connection: Connection, where: string): Unreachable {
  return new Unreachable(`${connection.fault?.text ?? 'unknown fault'} ${where}`)
}
