/** The ESMTP parameters behind the path of RCPT: NOTIFY and ORCPT (RFC 3461 sections 4.1 and 4.2). */

import type { NotifyWhen, Recipient } from '../mail/envelope.ts'

import { parameter, xtext } from './parameters.ts'
import { replies } from './replies.ts'

type RecipientParameters = Pick<Recipient, 'notify' | 'orcpt'>

/** The parameters, or the reply that refuses them. */
export type RecipientParametersRead =
  | { readonly kind: 'parameters'; readonly parameters: RecipientParameters }
  | { readonly kind: 'fault'; readonly reply: string }

const fault = (reply: string): RecipientParametersRead => ({ kind: 'fault', reply })
const none: RecipientParametersRead = { kind: 'parameters', parameters: {} }

const words: ReadonlyMap<string, NotifyWhen> = new Map([
  ['SUCCESS', 'success'],
  ['FAILURE', 'failure'],
  ['DELAY', 'delay'],
])
/** Octets of an ORCPT at most (RFC 3461 section 4.2). */
const longestOrcpt = 500
/** Under SMTPUTF8 an address of type `utf-8` may stand as it is (RFC 6533 section 3). */
const utf8Orcpt = /^utf-8;[^\p{Cc} =]+$/iu
const addressType = /^[A-Za-z0-9-]+$/

/** Reads all that stands behind the path of RCPT. `smtputf8` was said at MAIL. */
export function readRecipientParameters(text: string, smtputf8: boolean): RecipientParametersRead {
  if (text === '' || text.trim() === '') return none
  let notify: readonly NotifyWhen[] | undefined
  let orcpt: string | undefined
  for (const word of text.split(' ').filter((each) => each !== '')) {
    const keyword = (/^[^=]*/.exec(word)?.[0] ?? '').toUpperCase()
    const value = word.slice(keyword.length + 1)
    switch (keyword) {
      case 'NOTIFY':
        if (notify !== undefined) return fault(replies.parameterTwice)
        notify = readNotify(value)
        if (notify === undefined) return fault(replies.parameterSyntax)
        break
      case 'ORCPT':
        if (orcpt !== undefined) return fault(replies.parameterTwice)
        if (!isOrcpt(value, smtputf8)) return fault(replies.parameterSyntax)
        orcpt = value
        break
      default:
        return fault(parameter.test(word) ? replies.unknownParameter : replies.parameterSyntax)
    }
  }
  return { kind: 'parameters', parameters: { notify, orcpt } }
}

function readNotify(value: string): readonly NotifyWhen[] | undefined {
  if (value.toUpperCase() === 'NEVER') return ['never']
  const said = value.split(',').map((word) => words.get(word.toUpperCase()))
  const known = said.filter((word) => word !== undefined)
  return known.length === said.length && new Set(known).size === known.length ? known : undefined
}

function isOrcpt(value: string, smtputf8: boolean): boolean {
  if (value.length > longestOrcpt) return false
  if (smtputf8 && utf8Orcpt.test(value)) return true
  const semicolon = value.indexOf(';')
  return addressType.test(value.slice(0, Math.max(0, semicolon))) && xtext.test(value.slice(semicolon + 1))
}
