/**
 * Domains that look like one that is known: by letters of other scripts, digits for letters, a slip of the finger, another
 * ending, or the known name put in front. Compares names alone; asks nobody.
 */

import { domainToUnicode } from 'node:url'

import { domainKey } from './domain-key.ts'

/** A known domain taken apart. */
interface Known {
  readonly domain: string
  readonly shape: string
  readonly name: string
  readonly ending: string
}

/** Letters of Cyrillic, Greek, Armenian and Latin with marks, and digits, that look like another. */
const looks: ReadonlyMap<string, string> = new Map(
  (
    'аa вb сc ԁd еe ѐe ёe һh іi їi јj кk ӏl мm пn оo рp ԛq ѕs тt цu уy ѵv ԝw хx ' +
    'αa βb γy εe ηn ιi κk νv οo ρp τt υu χx ωw ' +
    'օo սu ոn հh ցg ' +
    'ıi ɩi ɡg ʟl ɴn ʀr ꜱs ᴠv ᴡw ᴢz øo đd ħh łl ŧt þp ßb æae œoe ' +
    '0o 1l 3e 5s 7t 8b'
  )
    .split(' ')
    .map((pair): [string, string] => [pair.slice(0, 1), pair.slice(1)]),
)
const marks = /\p{M}+/gu
const pairs: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
  [/[il|!]/g, 'l'],
]

/** What is left of a domain once all that looks alike is the same. */
function shapeOf(domain: string): string {
  const plain = domainToUnicode(domain).normalize('NFKD').replace(marks, '').toLowerCase()
  let shape = ''
  for (const character of plain) shape += looks.get(character) ?? character
  for (const [pattern, one] of pairs) shape = shape.replace(pattern, one)
  return shape
}

/** Second-level endings under which companies register as they do under `.com`. */
const secondLevel = /^(?:co|ne|or|ac|go|gr|ed|lg|ad|com|net|org|edu|gov)\.[a-z]{2}$/

function known(domain: string): Known {
  const labels = domain.split('.')
  const ending = secondLevel.test(labels.slice(-2).join('.')) ? 2 : 1
  const cut = Math.max(0, labels.length - ending - 1)
  return {
    domain,
    shape: shapeOf(domain),
    name: shapeOf(labels[cut] ?? domain),
    ending: labels.slice(cut + 1).join('.'),
  }
}

/** Optimal string alignment distance, as far as `most`; above it, `most + 1`. */
function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let before: number[] = []
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let at = 1; at <= one.length; at++) {
    const next = [at]
    let least = at
    for (let to = 1; to <= other.length; to++) {
      const isSame = one[at - 1] === other[to - 1]
      let cost = Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + (isSame ? 0 : 1))
      if (at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1])
        cost = Math.min(cost, (before[to - 2] ?? 0) + 1)
      next.push(cost)
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    before = row
    row = next
  }
  return row[other.length] ?? most + 1
}

/** Slips that a name of this length may have and still be taken for another by accident of a reader, not of its owner. */
function slipsIn(length: number): number {
  if (length < 5) return 0
  return length < 10 ? 1 : 2
}

/** One bit for each letter and digit that occurs; each slip changes two at most. */
function lettersOf(name: string): number {
  let letters = 0
  for (let at = 0; at < name.length; at++) letters |= 1 << (name.charCodeAt(at) % 32)
  return letters
}

function bitsIn(letters: number): number {
  let bits = 0
  for (let left = letters >>> 0; left !== 0; left &= left - 1) bits++
  return bits
}

/** `partner.co.jp` as `partner-co.jp` or `partnerco.jp`. */
function joined(shape: string): string {
  return shape.replaceAll(/[.-]/g, '')
}

const shortestJoined = 8
const shortestName = 4

/** The known domains by what can be looked up; only slips have to be looked for one by one. */
interface Index {
  readonly domains: ReadonlySet<string>
  readonly byShape: ReadonlyMap<string, string>
  readonly byJoined: ReadonlyMap<string, string>
  readonly byName: ReadonlyMap<string, readonly Known[]>
  readonly slipped: readonly (Known & { readonly letters: number; readonly slips: number })[]
}

function indexOf(originals: readonly Known[]): Index {
  const byName = new Map<string, Known[]>()
  for (const original of originals) {
    if (original.name.length < shortestName) continue
    const same = byName.get(original.name)
    if (same === undefined) byName.set(original.name, [original])
    else same.push(original)
  }
  return {
    domains: new Set(originals.map(({ domain }) => domain)),
    byShape: new Map(originals.map(({ shape, domain }) => [shape, domain])),
    byJoined: new Map(
      originals.flatMap(({ shape, domain }): [string, string][] => {
        const key = joined(shape)
        return key.length < shortestJoined ? [] : [[key, domain]]
      }),
    ),
    byName,
    slipped: originals
      .map((each) => ({ ...each, letters: lettersOf(each.name), slips: slipsIn(each.name.length) }))
      .filter(({ slips }) => slips > 0),
  }
}

function originalOf(candidate: Known, index: Index): string | undefined {
  const { domain, shape, name, ending } = candidate
  for (let dot = domain.indexOf('.'); dot !== -1; dot = domain.indexOf('.', dot + 1))
    if (index.domains.has(domain.slice(0, dot))) return domain.slice(0, dot)
  const same =
    index.byShape.get(shape) ??
    index.byJoined.get(joined(shape)) ??
    index.byName.get(name)?.find((each) => each.ending !== ending)?.domain
  if (same !== undefined) return same
  const letters = lettersOf(name)
  return index.slipped.find(
    (each) =>
      bitsIn(each.letters ^ letters) <= 2 * each.slips &&
      each.name !== name &&
      distance(name, each.name, each.slips) <= each.slips,
  )?.domain
}

const mostKept = 10_000

/**
 * Gives the known domain that `domain` looks like, without being it or below it. `domains` and `domain` are as `domainKey` gives
 * them; `*.` in front of a known one is left out. Answers are kept, for the same domains come again.
 */
export function lookAlikesOf(domains: readonly string[]): (domain: string) => string | undefined {
  const plain = [...new Set(domains.map((domain) => domainKey(domain.replace(/^\*\./, ''))))]
  const index = indexOf(plain.map(known))
  const kept = new Map<string, string | undefined>()
  const isKnown = (domain: string): boolean => {
    if (index.domains.has(domain)) return true
    for (let dot = domain.indexOf('.'); dot !== -1; dot = domain.indexOf('.', dot + 1))
      if (index.domains.has(domain.slice(dot + 1))) return true
    return false
  }
  return (domain) => {
    if (kept.has(domain)) return kept.get(domain)
    const found = isKnown(domain) ? undefined : originalOf(known(domain), index)
    if (kept.size >= mostKept) kept.clear()
    kept.set(domain, found)
    return found
  }
}
