/**
 * AUTH (RFC 4954): the dialogue of PLAIN (RFC 4616) and LOGIN up to a name and a password. Whether they are right is
 * `users.ts`. Keeps no password beyond the step that hands it over.
 */

import { replies } from './replies.ts'
import { mistake, reply, type Session, type Step } from './session.ts'

/** What the next line of the client belongs to. `name`: LOGIN has given it. */
export type Exchange =
  | { readonly mechanism: 'PLAIN' }
  | { readonly mechanism: 'LOGIN'; readonly name: string | undefined }

const notOffered = mistake(replies.authNotOffered)
const needsTls = mistake(replies.authNeedsTls)
const already = mistake(replies.authAlready)
const syntax = mistake(replies.authSyntax)
const helloFirst = mistake(replies.helloFirst)
const unknownMechanism = mistake(replies.authUnknownMechanism)
const undecodable = mistake(replies.authUndecodable)
const cancelled = reply(replies.authCancelled)
const forAnother = mistake(replies.authForAnother)
const goOn = reply(replies.authGoOn)
const askName = reply(replies.authAskName)
const askPassword = reply(replies.authAskPassword)

/** Octets of a name or a password; longer ones are nobody's. */
const longest = 1_000
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** `parameter`: what stands behind AUTH. */
export function startAuthentication(session: Session, parameter: string): Step {
  if (session.settings.authentication === 'none') return notOffered
  if (session.tls === undefined) return needsTls
  if (session.login !== undefined) return already
  if (session.client?.extended !== true) return helloFirst
  const [mechanism = '', initial, ...others] = parameter.split(' ')
  if (mechanism === '' || others.length > 0) return syntax
  switch (mechanism.toUpperCase()) {
    case 'PLAIN':
      session.exchange = { mechanism: 'PLAIN' }
      return initial === undefined ? goOn : continueAuthentication(session, session.exchange, initial)
    case 'LOGIN':
      session.exchange = { mechanism: 'LOGIN', name: undefined }
      return initial === undefined ? askName : continueAuthentication(session, session.exchange, initial)
    default:
      return unknownMechanism
  }
}

/** `line`: the client's answer to a 334, or the initial response. */
export function continueAuthentication(session: Session, exchange: Exchange, line: string): Step {
  session.exchange = undefined
  if (line === '*') return cancelled
  const text = decoded(line)
  if (text === undefined) return undecodable
  if (exchange.mechanism === 'LOGIN') {
    if (exchange.name !== undefined) return { kind: 'verify', name: exchange.name, password: text }
    session.exchange = { mechanism: 'LOGIN', name: text }
    return askPassword
  }
  const [authorized, name, password, ...others] = text.split('\0')
  if (name === undefined || password === undefined || others.length > 0) return undecodable
  // The rule is asked for whoever has proved his name; nobody may send as somebody else by saying so.
  if (authorized !== '' && authorized !== name) return forAnother
  return { kind: 'verify', name, password }
}

function decoded(line: string): string | undefined {
  // RFC 4954 section 4: an initial response of no octets is written as `=`.
  if (line === '=') return ''
  if (line.length > longest * 3 || !base64.test(line)) return undefined
  try {
    return utf8.decode(Buffer.from(line, 'base64'))
  } catch {
    return undefined
  }
}
