/**
 * Texts of a roster packed into one piece of memory, and the look-up of a text among them. Tens of thousands of strings and
 * entries of a `Map` would be moved and visited by each collection of garbage; these are one thing, whatever their number, and
 * go from process to process as they are.
 */

import { at } from './list-reading.ts'
import type { Steps } from './steps.ts'

/** Texts by number, from 0. */
export interface PackedTexts {
  /** UTF-8, one text behind the other. */
  readonly octets: Buffer
  /** Text `n` is `octets[starts[n]]` to `octets[starts[n + 1] - 1]`. */
  readonly starts: Int32Array
}

/**
 * Places by the hash of a text, as many as a power of two, at least half of them empty: a number and one, or 0. A text stands at the
 * first place from its hash on that is not taken by another.
 */
export type TextPlaces = Int32Array

/** From a text to its number. */
export interface TextNumbers {
  readonly size: number
  /** `undefined` for a text that is not there. */
  readonly get: (text: string) => number | undefined
}

const asciiLimit = 0x80
/** No UTF-16 unit takes more octets of UTF-8. */
const octetsPerUnit = 3
/** Texts taken in at a time: about a millisecond. */
const textsInStep = 2_048

/** FNV-1a over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash ^ (hash >>> 15)
}

export function countOf({ starts }: PackedTexts): number {
  return starts.length - 1
}

/** Throws a RangeError where there is none of that number. */
export function textAt({ octets, starts }: PackedTexts, number: number): string {
  return octets.toString('utf8', at(starts, number), at(starts, number + 1))
}

/** Without making a string of what is ASCII. */
function isTextAt(texts: PackedTexts, number: number, text: string): boolean {
  const { octets, starts } = texts
  const start = at(starts, number)
  const length = at(starts, number + 1) - start
  if (length < text.length) return false
  for (let index = 0; index < text.length; index += 1) {
    const octet = at(octets, start + index)
    if (octet >= asciiLimit) return textAt(texts, number) === text
    if (octet !== text.charCodeAt(index)) return false
  }
  return length === text.length
}

export function textNumbers(texts: PackedTexts, places: TextPlaces): TextNumbers {
  const mask = places.length - 1
  return {
    size: countOf(texts),
    get: (text) => {
      let place = hashOf(text) & mask
      for (let taken = at(places, place); taken !== 0; taken = at(places, place)) {
        if (isTextAt(texts, taken - 1, text)) return taken - 1
        place = (place + 1) & mask
      }
      return undefined
    },
  }
}

export function* packTexts(list: readonly string[]): Steps<PackedTexts> {
  const starts = new Int32Array(list.length + 1)
  let units = 0
  for (const text of list) units += text.length
  let octets = Buffer.allocUnsafeSlow(units)
  let end = 0
  for (let number = 0; number < list.length; number += 1) {
    const text = at(list, number)
    const room = end + text.length * octetsPerUnit
    if (room > octets.length) {
      const larger = Buffer.allocUnsafeSlow(room + units)
      octets.copy(larger, 0, 0, end)
      octets = larger
    }
    end += octets.write(text, end, 'utf8')
    starts[number + 1] = end
    if (number % textsInStep === textsInStep - 1) yield
  }
  return { octets: octets.subarray(0, end), starts }
}

/** By which the texts are found. Throws a RangeError where one is there twice. */
export function* placeTexts(list: readonly string[]): Steps<TextPlaces> {
  const places = new Int32Array(2 ** (Math.ceil(Math.log2(list.length + 1)) + 1))
  const mask = places.length - 1
  for (let number = 0; number < list.length; number += 1) {
    const text = at(list, number)
    let place = hashOf(text) & mask
    for (let taken = at(places, place); taken !== 0; taken = at(places, place)) {
      if (list[taken - 1] === text) throw new RangeError(`${text} is in the roster twice`)
      place = (place + 1) & mask
    }
    places[place] = number + 1
    if (number % textsInStep === textsInStep - 1) yield
  }
  return places
}
