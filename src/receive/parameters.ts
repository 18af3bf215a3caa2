/** The ESMTP parameters behind the path of MAIL (RFC 5321 section 4.1.2, RFC 3461 section 4). */

import type { Envelope } from '../mail/envelope.ts'

import { replies } from './replies.ts'

interface MailParameters {
  /** Octets that the client has announced. */
  readonly size: number | undefined
  readonly eightBit: boolean
  readonly smtputf8: boolean
  readonly ret: Envelope['ret']
  readonly envid: string | undefined
}

/** The parameters, or the reply that refuses them. */
export type ParametersRead =
  | { readonly kind: 'parameters'; readonly parameters: MailParameters }
  | { readonly kind: 'fault'; readonly reply: string }

const fault = (reply: string): ParametersRead => ({ kind: 'fault', reply })
const none: ParametersRead = {
  kind: 'parameters',
  parameters: { size: undefined, eightBit: false, smtputf8: false, ret: undefined, envid: undefined },
}

/** Keyword and, behind `=`, its value (no `=` and no space in it). */
export const parameter = /^([A-Za-z0-9][A-Za-z0-9-]*)(?:=([!-<>-~]+))?$/

/** Octets of an ENVID at most (RFC 3461 section 4.4). */
const longestEnvid = 100
/** Printable ASCII without `+` and `=`, save as `+` and two hexadecimal digits (RFC 3461 section 4). */
export const xtext = /^(?:[!-*,-<>-~]|\+[0-9A-F]{2})+$/

/** Reads all behind the path of MAIL: `SIZE`, `BODY`, `SMTPUTF8`, `RET`, `ENVID`; `AUTH` is read and not used. */
export function readMailParameters(text: string): ParametersRead {
  if (text === '') return none
  const words = text.split(' ').filter((word) => word !== '')
  if (words.length === 0) return none
  let size: number | undefined
  let eightBit = false
  let smtputf8 = false
  let ret: Envelope['ret']
  let envid: string | undefined
  const seen = new Set<string>()
  for (const word of words) {
    const match = parameter.exec(word)
    const keyword = match?.[1]?.toUpperCase()
    if (match === null || keyword === undefined) return fault(replies.parameterSyntax)
    if (seen.has(keyword)) return fault(replies.parameterTwice)
    seen.add(keyword)
    const value = match[2]
    switch (keyword) {
      case 'SIZE':
        if (value === undefined || !/^\d{1,20}$/.test(value)) return fault(replies.parameterSyntax)
        size = Number(value)
        break
      case 'BODY':
        if (!/^(?:7BIT|8BITMIME)$/i.test(value ?? '')) return fault(replies.parameterSyntax)
        eightBit = value?.toUpperCase() === '8BITMIME'
        break
      case 'SMTPUTF8':
        if (value !== undefined) return fault(replies.parameterSyntax)
        smtputf8 = true
        break
      case 'RET':
        if (!/^(?:FULL|HDRS)$/i.test(value ?? '')) return fault(replies.parameterSyntax)
        ret = value?.toUpperCase() === 'FULL' ? 'full' : 'headers'
        break
      case 'ENVID':
        if (value === undefined || value.length > longestEnvid || !xtext.test(value)) {
          return fault(replies.parameterSyntax)
        }
        envid = value
        break
      case 'AUTH':
        // RFC 4954 section 5: whom the client believes in; nobody here trusts it, so it is as good as `AUTH=<>`.
        if (value === undefined) return fault(replies.parameterSyntax)
        break
      default:
        return fault(replies.unknownParameter)
    }
  }
  return { kind: 'parameters', parameters: { size, eightBit, smtputf8, ret, envid } }
}
