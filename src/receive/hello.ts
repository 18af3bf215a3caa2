/** EHLO, HELO and what EHLO announces (RFC 5321 section 4.1.1.1). */

import { replies, writeReply } from './replies.ts'
import { mistake, reply, type Session, type SessionSettings, type Step } from './session.ts'

const needsName = mistake(replies.helloNeedsName)
const longestName = 255

/** Begins or begins again: drops a mail under way. */
export function hello(session: Session, name: string, extended: boolean): Step {
  if (name === '') return needsName
  session.client = {
    address: session.address,
    port: session.port,
    helo: harmless(name),
    extended,
    tls: session.tls,
    login: undefined,
    listener: session.listener,
  }
  session.transaction = undefined
  const { settings } = session
  if (!extended) return reply(settings.hello)
  return reply(session.tls === undefined ? settings.extensions.plain : settings.extensions.secure)
}

/**
 * Names of Windows machines break the grammar and their mail is wanted, so every name is taken; what could
 * be misread in a `Received` field becomes `?`.
 */
function harmless(name: string): string {
  return name.slice(0, longestName).replaceAll(/[^A-Za-z0-9.:_[\]-]/g, '?')
}

const write = (lines: readonly string[]): string => writeReply({ code: 250, enhanced: '', lines })

/** The replies to EHLO and HELO of a listener. */
export function writeHelloReplies(
  hostname: string,
  messageSize: number,
  tls: SessionSettings['tls'],
): Pick<SessionSettings, 'extensions' | 'hello'> {
  const always = [hostname, 'PIPELINING', `SIZE ${messageSize}`, '8BITMIME', 'SMTPUTF8', 'DSN']
  const secure = write([...always, 'ENHANCEDSTATUSCODES'])
  const offersTls = tls === 'offered' || tls === 'required'
  return {
    extensions: {
      plain: offersTls ? write([...always, 'STARTTLS', 'ENHANCEDSTATUSCODES']) : secure,
      secure,
    },
    hello: write([hostname]),
  }
}
