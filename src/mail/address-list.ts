/**
 * The address lists of a header (RFC 5322 section 3.4, RFC 6854 groups, RFC 6532), read from raw bytes before
 * any encoded word is decoded, so that nothing inside a display name can become an address. What is not the
 * grammar is never guessed at: it is unreadable, and so is everything behind it, unless every program must
 * agree where it ends.
 */

import { isUtf8 } from 'node:buffer'
import { canonicalParts } from './address.ts'
import { nextToken, scanner, type Token } from './address-tokens.ts'
import { readings, type Reading } from './encoded-runs.ts'
import type { AddressList, ListedAddress } from './mail.ts'
import { shapeOf } from './mailbox-shape.ts'
import { printableBytes } from './printable.ts'

export interface ReadList {
  readonly list: AddressList
  /** One member has two angle addresses. */
  readonly twoAngles: boolean
  /** The list has more members than were asked for; its last one is unreadable and stands for the rest. */
  readonly overLimit: boolean
}

interface OneReading extends ReadList {
  /** Where each member starts. */
  readonly starts: readonly number[]
  readonly eightBit: boolean
}

const longestText = 100
const nothing: ReadList = { list: [], twoAngles: false, overLimit: false }
// A backslash that may be the second half of a character, even in bytes that are UTF-8 by chance.
const pairBehindHighByte = /[\u0080-\u00ff]\\/

function unreadable(bytes: string, from: number, to: number): ListedAddress {
  return { kind: 'unreadable', text: printableBytes(bytes.slice(from, to), longestText) }
}

function readOnce(bytes: string, from: number, end: number, limit: number, reading: Reading): OneReading {
  const scan = scanner(bytes, from, end, reading)
  const list: ListedAddress[] = []
  const starts: number[] = []
  let tokens: Token[] = []
  let memberStart = from
  /** The group that is open: how many members stood before it, and where its name starts. */
  let group: { readonly members: number; readonly start: number } | undefined
  let groupClosed = false
  let inAngle = false
  let twoAngles = false
  let overLimit = false

  const add = (member: ListedAddress, start: number): void => {
    list.push(member)
    starts.push(start)
  }
  /** Nothing from `start` on can be read; an open group goes with it, for its members depend on its end. */
  const giveUp = (start: number): OneReading => {
    if (group !== undefined) {
      list.length = group.members
      starts.length = group.members
    }
    const first = group?.start ?? start
    add(unreadable(bytes, first, end), first)
    return { list, starts, twoAngles, overLimit, eightBit: scan.eightBit }
  }
  /** Takes the member that ends here; `false` if it cannot be told where it ends. */
  const takeMember = (stop: number): boolean => {
    if (tokens.length === 0) return true
    if (groupClosed) return false
    if (list.length >= limit) {
      overLimit = true
      return false
    }
    const shape = shapeOf(bytes, tokens)
    if (shape.kind === 'mailbox') add({ kind: 'mailbox', address: shape.address }, memberStart)
    else {
      twoAngles ||= shape.twoAngles
      if (!shape.contained) return false
      add(unreadable(bytes, memberStart, stop), memberStart)
    }
    return true
  }

  while (true) {
    const token = nextToken(scan)
    if (tokens.length === 0) memberStart = token.from
    if (token.kind === 'fault') return giveUp(memberStart)
    if (token.kind === 'end') {
      if (inAngle || group !== undefined || !takeMember(end)) return giveUp(memberStart)
      return { list, starts, twoAngles, overLimit, eightBit: scan.eightBit }
    }
    if (inAngle || (token.kind !== ',' && token.kind !== ';' && token.kind !== ':')) {
      if (token.kind === '<') inAngle = true
      if (token.kind === '>') inAngle = false
      tokens.push(token)
      continue
    }
    if (token.kind === ':') {
      const isName =
        tokens.length > 0 && tokens.every((word) => word.kind === 'run' || word.kind === 'quoted')
      if (group !== undefined || groupClosed || !isName) return giveUp(memberStart)
      group = { members: list.length, start: memberStart }
    } else {
      if (token.kind === ';' && group === undefined) return giveUp(memberStart)
      if (!takeMember(token.from)) return giveUp(memberStart)
      groupClosed = token.kind === ';'
      if (groupClosed) group = undefined
    }
    tokens = []
  }
}

function sameMember(one: ListedAddress | undefined, other: ListedAddress | undefined): boolean {
  if (one === undefined || other === undefined || one.kind !== other.kind) return false
  return one.kind === 'mailbox'
    ? other.kind === 'mailbox' && one.address === other.address
    : other.kind === 'unreadable'
}

/** What two readings agree on from the start; all from their first difference on is one unreadable member. */
function agreed(bytes: string, end: number, one: OneReading, other: OneReading): OneReading {
  const longest = Math.max(one.list.length, other.list.length)
  let same = 0
  while (
    same < longest &&
    one.starts[same] === other.starts[same] &&
    sameMember(one.list[same], other.list[same])
  )
    same++
  const twoAngles = one.twoAngles || other.twoAngles
  const overLimit = one.overLimit || other.overLimit
  if (same === longest) return { ...one, twoAngles, overLimit }
  const start = Math.min(one.starts[same] ?? end, other.starts[same] ?? end)
  return {
    list: [...one.list.slice(0, same), unreadable(bytes, start, end)],
    starts: [...one.starts.slice(0, same), start],
    twoAngles,
    overLimit,
    eightBit: true,
  }
}

/**
 * One member as nearly all programs write it, with the comma behind it: a bare address, or words, the last of which may be
 * quoted, and an address in angle brackets. No comments, pairs, folds or bytes beyond ASCII. The bounds on spaces keep a field
 * of nothing else from taking more than proportionate time.
 */
const usualMember = (() => {
  const run = "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~.-]+"
  const space = '[ \\t]'
  const words = `(?:${run}${space}{1,2})*(?:${run}|"[ !#-\\[\\]-~]*")?${space}{0,2}`
  return new RegExp(`${space}{0,2}(?:${words}<(${run})@(${run})>|(${run})@(${run}))${space}{0,2}(,?)`, 'y')
})()

/** Octets of a field above which it is not usual: the engine throws where it has megabytes to go back over. */
const longestUsual = 262_144

/** The list, where all its members are usual ones: the same that `readOnce` finds, at a third of the time. */
function readUsual(bytes: string, from: number, end: number, limit: number): ReadList | undefined {
  if (end - from > longestUsual) return undefined
  const list: ListedAddress[] = []
  usualMember.lastIndex = from
  while (list.length < limit) {
    const found = usualMember.exec(bytes)
    if (found === null) return undefined
    const [, inAngles, atHost, bare, atBareHost, comma] = found
    const address = canonicalParts(inAngles ?? bare ?? '', atHost ?? atBareHost ?? '')
    if (address === undefined) return undefined
    list.push({ kind: 'mailbox', address })
    if (comma === ',') continue
    return usualMember.lastIndex === end ? { list, twoAngles: false, overLimit: false } : undefined
  }
  return undefined
}

/** Whether encodings of two bytes a character must be tried too. */
function isUndecided(bytes: string): boolean {
  return pairBehindHighByte.test(bytes) || !isUtf8(Buffer.from(bytes, 'latin1'))
}

/**
 * Reads the address list between `from` and `end` of `bytes`, a header held one byte in a character
 * (`latin1`), folds included. Takes time in proportion to its length. At most `limit` members are read.
 */
export function readAddressListIn(bytes: string, from: number, end: number, limit: number): ReadList {
  if (from >= end) return nothing
  const usual = readUsual(bytes, from, end, limit)
  if (usual !== undefined) return usual
  const first = readOnce(bytes, from, end, limit, 'bytes')
  if (!first.eightBit || !isUndecided(bytes.slice(from, end))) return first
  return readings
    .slice(1)
    .reduce((sofar, reading) => agreed(bytes, end, sofar, readOnce(bytes, from, end, limit, reading)), first)
}

/** Reads the body of one address field, for example that of `To`. */
export function readAddressList(body: Buffer, limit = 10_000): ReadList {
  return readAddressListIn(body.toString('latin1'), 0, body.length, limit)
}

/**
 * Whether the mailbox with this canonical address stands in the list. `cannot-tell`: it does not for sure,
 * but a part of the list cannot be read.
 */
export function stands(list: AddressList, address: string): 'yes' | 'no' | 'cannot-tell' {
  let answer: 'no' | 'cannot-tell' = 'no'
  for (const member of list) {
    if (member.kind === 'unreadable') answer = 'cannot-tell'
    else if (member.address === address) return 'yes'
  }
  return answer
}
