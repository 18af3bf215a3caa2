/** EHLO, HELO and what EHLO announces (RFC 5321 section 4.1.1.1). */

import { replies, writeReply } from './replies.ts'
import { xclientAttributes, xforwardAttributes } from './proxy-attributes.ts'
import { mistake, reply, type Session, type SessionSettings, type Step } from './session.ts'

const needsName = mistake(replies.helloNeedsName)
const longestName = 255

/** Begins or begins again: drops a mail under way. */
export function hello(session: Session, name: string, extended: boolean): Step {
  if (name === '') return needsName
  session.client = {
    address: session.address,
    port: session.port,
    helo: session.statedHelo ?? harmless(name),
    extended,
    tls: session.tls,
    login: undefined,
    listener: session.listener,
  }
  session.transaction = undefined
  session.forwarded = undefined
  const { settings } = session
  if (!extended) return reply(settings.hello)
  const { plain, secure } = settings.maySpeakForOthers(session.peer)
    ? settings.proxyExtensions
    : settings.extensions
  return reply(session.tls === undefined ? plain : secure)
}

/**
 * Names of Windows machines break the grammar and their mail is wanted, so every name is taken; what could
 * be misread in a `Received` field becomes `?`.
 */
export function harmless(name: string): string {
  return name.slice(0, longestName).replaceAll(/[^A-Za-z0-9.:_[\]-]/g, '?')
}

const write = (lines: readonly string[]): string => writeReply({ code: 250, enhanced: '', lines })

/** The replies to EHLO and HELO of a listener. */
export function writeHelloReplies(
  hostname: string,
  messageSize: number,
  { tls, authentication }: Pick<SessionSettings, 'tls' | 'authentication'>,
): Pick<SessionSettings, 'extensions' | 'proxyExtensions' | 'hello'> {
  const always = [hostname, 'PIPELINING', `SIZE ${messageSize}`, '8BITMIME', 'SMTPUTF8', 'DSN']
  const startTls = tls === 'offered' || tls === 'required' ? ['STARTTLS'] : []
  // RFC 4954 section 4: plain text mechanisms are not even announced before TLS.
  const auth = authentication === 'none' ? [] : ['AUTH PLAIN LOGIN']
  const last = 'ENHANCEDSTATUSCODES'
  const proxy = [`XCLIENT ${xclientAttributes}`, `XFORWARD ${xforwardAttributes}`]
  return {
    extensions: {
      plain: write([...always, ...startTls, last]),
      secure: write([...always, ...auth, last]),
    },
    proxyExtensions: {
      plain: write([...always, ...startTls, ...proxy, last]),
      secure: write([...always, ...auth, ...proxy, last]),
    },
    hello: write([hostname]),
  }
}
