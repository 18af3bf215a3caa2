/**
 * One member of an address list, given as the tokens between two commas: is it a mailbox (RFC 5322 section
 * 3.4, with the obsolete forms of section 4.4), and which? Where it is none, whether all programs agree at
 * least where it ends.
 */

import { isUtf8 } from 'node:buffer'
import { canonicalParts } from './address.ts'
import type { Token } from './address-tokens.ts'

export type Shape =
  | { readonly kind: 'mailbox'; readonly address: string }
  /**
   * `contained`: its quotes, comments and brackets are whole and nothing in it could be taken for the start
   * of a group, so what stands behind the next comma is a member of its own for every program.
   */
  | { readonly kind: 'broken'; readonly contained: boolean; readonly twoAngles: boolean }

const dot = 0x2e
const notAscii = /[^\u0000-\u007f]/
const quotedPair = /\\([\s\S])/g
const lineEnd = /\r?\n/g
const foldingSpace = /[ \t\r\n]+/g

/** Bytes as text, `undefined` where they are not UTF-8: an address is nothing else (RFC 6532). */
function asUtf8(bytes: string): string | undefined {
  if (!notAscii.test(bytes)) return bytes
  const buffer = Buffer.from(bytes, 'latin1')
  return isUtf8(buffer) ? buffer.toString('utf8') : undefined
}

function startsWithDot(bytes: string, token: Token | undefined): boolean {
  return token?.kind === 'run' && bytes.charCodeAt(token.from) === dot
}

function endsWithDot(bytes: string, token: Token | undefined): boolean {
  return token?.kind === 'run' && bytes.charCodeAt(token.to - 1) === dot
}

/**
 * The words between `from` and `to` written together, as a local part or a domain is: each two of them are
 * parted by exactly one dot, and of several words none brings a dot of its own at the ends. `undefined` if
 * they are anything else.
 */
function joined(bytes: string, tokens: readonly Token[], from: number, to: number): string | undefined {
  let text = ''
  for (let index = from; index < to; index++) {
    const token = tokens[index]
    if (token === undefined || token.escaped || (token.kind !== 'run' && token.kind !== 'quoted'))
      return undefined
    if (index > from) {
      if (endsWithDot(bytes, tokens[index - 1]) === startsWithDot(bytes, token)) return undefined
    }
    text +=
      token.kind === 'run'
        ? bytes.slice(token.from, token.to)
        : bytes
            .slice(token.from + 1, token.to - 1)
            .replace(lineEnd, '')
            .replace(quotedPair, '$1')
  }
  if (to - from > 1 && (startsWithDot(bytes, tokens[from]) || endsWithDot(bytes, tokens[to - 1])))
    return undefined
  return from < to ? asUtf8(text) : undefined
}

function domain(bytes: string, tokens: readonly Token[], from: number, to: number): string | undefined {
  const first = tokens[from]
  if (first?.kind === 'literal') {
    return to === from + 1 ? asUtf8(bytes.slice(first.from, first.to).replace(foldingSpace, '')) : undefined
  }
  for (let index = from; index < to; index++) if (tokens[index]?.kind === 'quoted') return undefined
  return joined(bytes, tokens, from, to)
}

/** The address whose tokens stand between `from` and `to`, in canonical form. */
function addressIn(bytes: string, tokens: readonly Token[], from: number, to: number): string | undefined {
  let at = from
  while (at < to && tokens[at]?.kind !== '@') at++
  if (at === to) return undefined
  const local = joined(bytes, tokens, from, at)
  const host = local === undefined ? undefined : domain(bytes, tokens, at + 1, to)
  return local === undefined || host === undefined ? undefined : canonicalParts(local, host)
}

/**
 * Where the obsolete route (`@a,@b:`) that starts at `from` ends; `from` without one, `undefined` if it is
 * broken.
 */
function afterRoute(bytes: string, tokens: readonly Token[], from: number, to: number): number | undefined {
  if (tokens[from]?.kind !== '@' && tokens[from]?.kind !== ',') return from
  let hosts = 0
  let at = from
  while (at < to) {
    while (tokens[at]?.kind === ',') at++
    if (tokens[at]?.kind !== '@') return undefined
    const start = at + 1
    at = start
    while (at < to && tokens[at]?.kind !== ',' && tokens[at]?.kind !== ':') at++
    if (domain(bytes, tokens, start, at) === undefined) return undefined
    hosts++
    while (at < to && tokens[at]?.kind === ',') at++
    if (tokens[at]?.kind === ':') return hosts > 0 ? at + 1 : undefined
  }
  return undefined
}

/** `broken`, with what the tokens tell about its surroundings. */
function broken(tokens: readonly Token[]): Shape {
  let open = false
  let angles = 0
  let contained = true
  for (const token of tokens) {
    if (token.kind === '<') {
      if (open) contained = false
      open = true
      angles++
    } else if (token.kind === '>') {
      if (!open) contained = false
      open = false
    } else if (token.kind === ',' || token.kind === ':' || token.kind === ';') contained = false
    // A program that knows no escape sequences takes `ESC ( B` for the start of a comment.
    if (token.escaped) contained = false
  }
  return { kind: 'broken', contained: contained && !open, twoAngles: angles > 1 }
}

/** What the tokens of one member are; there is at least one. */
export function shapeOf(bytes: string, tokens: readonly Token[]): Shape {
  const count = tokens.length
  let angle = 0
  while (angle < count && tokens[angle]?.kind !== '<') angle++
  if (angle === count) {
    const address = addressIn(bytes, tokens, 0, count)
    return address === undefined ? broken(tokens) : { kind: 'mailbox', address }
  }
  if (tokens[count - 1]?.kind !== '>') return broken(tokens)
  const start = afterRoute(bytes, tokens, angle + 1, count - 1)
  const address = start === undefined ? undefined : addressIn(bytes, tokens, start, count - 1)
  if (address === undefined) return broken(tokens)
  for (let index = 0; index < angle; index++) {
    const kind = tokens[index]?.kind
    if (kind === 'run' || kind === 'quoted') continue
    // `sato@x <sato@x>`: not the grammar, but whichever of the two a program takes, it is the same.
    return addressIn(bytes, tokens, 0, angle) === address ? { kind: 'mailbox', address } : broken(tokens)
  }
  return { kind: 'mailbox', address }
}
