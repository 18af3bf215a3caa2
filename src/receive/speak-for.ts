/**
 * XCLIENT and XFORWARD, as Postfix defines them: a listed proxy says for whom it speaks. XCLIENT changes whose rights
 * count; XFORWARD only what the record and `Received` show. Malformed words of a listed peer end the connection:
 * nobody could say who the client is.
 */

import { isIP } from 'node:net'
import { plainAddress } from './client-list.ts'
import { harmless } from './hello.ts'
import { xclientAttributes, xforwardAttributes } from './proxy-attributes.ts'
import { lastWords, replies } from './replies.ts'
import { reply, type Session, type SpokenFor, type Step } from './session.ts'

const notAllowed = reply(replies.mayNotSpeakForOthers)
const faulty: Step = { kind: 'last-word', reply: lastWords.spokenForUnreadable }
const forwarded = reply(replies.ok)

/** `parameter`: all behind XCLIENT. */
export function xclient(session: Session, parameter: string): Step {
  if (!session.settings.maySpeakForOthers(session.peer)) return notAllowed
  const attributes = readAttributes(parameter, xclientAttributes)
  const spokenFor = attributes && spokenForIn(attributes)
  if (attributes === undefined || spokenFor === undefined) return faulty
  return { kind: 'new-client', spokenFor, login: attributes.get('LOGIN') }
}

/** `parameter`: all behind XFORWARD. Holds until the end of the next mail. */
export function xforward(session: Session, parameter: string): Step {
  if (!session.settings.maySpeakForOthers(session.peer)) return notAllowed
  const attributes = readAttributes(parameter, xforwardAttributes)
  const spokenFor = attributes && spokenForIn(attributes)
  if (spokenFor === undefined) return faulty
  session.forwarded = {
    address: spokenFor.address ?? session.forwarded?.address,
    port: spokenFor.port ?? session.forwarded?.port,
    helo: spokenFor.helo ?? session.forwarded?.helo,
  }
  return forwarded
}

/** Values by name, decoded; those that the proxy itself does not know are left out. */
function readAttributes(text: string, allowed: string): ReadonlyMap<string, string> | undefined {
  const attributes = new Map<string, string>()
  const names = allowed.split(' ')
  for (const word of text.split(' ')) {
    if (word === '') continue
    const equals = word.indexOf('=')
    const name = word.slice(0, Math.max(0, equals)).toUpperCase()
    const value = decodeXtext(word.slice(equals + 1))
    if (!names.includes(name) || attributes.has(name) || value === undefined) return undefined
    attributes.set(name, value)
  }
  if (attributes.size === 0) return undefined
  for (const [name, value] of attributes) {
    if (/^\[(?:UNAVAILABLE|TEMPUNAVAIL)\]$/i.test(value)) attributes.delete(name)
  }
  return attributes
}

/** RFC 3461 section 4; other characters are taken as they are, as Postfix does. */
function decodeXtext(text: string): string | undefined {
  if (text === '' || !/^(?:[!-*,-~]|\+[0-9A-Fa-f]{2})*$/.test(text)) return undefined
  const bytes = text.replaceAll(/\+([0-9A-Fa-f]{2})/g, (_whole, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
  const decoded = Buffer.from(bytes, 'latin1').toString('utf8')
  return /[\p{Cc}\ufffd]/u.test(decoded) ? undefined : decoded
}

function spokenForIn(attributes: ReadonlyMap<string, string>): SpokenFor | undefined {
  const addressText = attributes.get('ADDR')
  const address = addressText?.replace(/^IPV6:/i, '')
  if (address !== undefined && isIP(address) === 0) return undefined
  const port = attributes.get('PORT')
  if (port !== undefined && (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)) return undefined
  const helo = attributes.get('HELO')
  return {
    address: address === undefined ? undefined : plainAddress(address),
    port: port === undefined ? undefined : Number(port),
    helo: helo === undefined ? undefined : harmless(helo),
  }
}
