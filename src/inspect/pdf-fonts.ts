/**
 * Fonts of a PDF whose codes nobody can turn into characters: a page in one shows text, and none is found in it. It reads the
 * objects as they stand in the file, in object streams too (ISO 32000-1 sections 7.5.7 and 9.10).
 */

import { inflateSync, constants } from 'node:zlib'

const objectMark = Buffer.from(' obj')
const longestObject = 65_536
const number = /(\d{1,10})\s{1,4}\d{1,5}$/
const reference = /(?<![\d.])(\d{1,10})\s{1,4}\d{1,5}\s{1,4}R\b/g
const objectStream = /\/Type\s{0,9}\/ObjStm\b/
const firstObject = /\/First\s{1,9}(\d{1,9})/
const streamStart = /^stream\r?\n/

const composite = /\/Subtype\s{0,9}\/Type0\b/
const drawn = /\/Subtype\s{0,9}\/Type3\b/
const toUnicode = /\/ToUnicode\s{0,9}(?!\/Identity)/
const namedEncoding = /\/Encoding\s{0,9}\/(?!Identity)/
/** Character collections whose codes are known. */
const knownCollection = /\/Ordering\s{0,9}\((?:Japan1|GB1|CNS1|Korea1|KR)\)/
const differences = /\/Differences\s{0,9}\[([^\]]*)\]/
/** Names of glyphs that say nothing: `g12`, `a7`, but not `uni6975`. */
const muteName = /\/(?!uni[0-9A-F]{4}|u[0-9A-F]{4,6}\b)[A-Za-z]{0,3}\d{1,6}(?![A-Za-z\d])/

/** Octets that object streams may unpack to, all together. */
const mostUnpacked = 33_554_432
const farthest = 3
const mostReached = 20

type Objects = ReadonlyMap<number, string>

/** Whether there is such a font; `true` too where there is more to unpack than is. */
export function hasFontWithoutUnicode(octets: Buffer, isLate: () => boolean): boolean {
  const objects = new Map<number, string>()
  let left = mostUnpacked
  let next = 0
  for (let at = octets.indexOf(objectMark); at >= 0; at = octets.indexOf(objectMark, next)) {
    next = at + 1
    if (!isDigit(octets[at - 1])) continue
    const id = number.exec(octets.toString('latin1', Math.max(0, at - 18), at))?.[1]
    if (id === undefined) continue
    if (isLate()) return true
    const from = at + objectMark.length
    const end = endOfObject(octets, from)
    next = end
    const dictionary = octets.toString('latin1', from, end)
    if (!objectStream.test(dictionary)) {
      objects.set(Number(id), dictionary)
      continue
    }
    const skipped = streamStart.exec(octets.toString('latin1', end, end + 10))?.[0].length ?? 0
    const unpacked = unpack(octets, end + skipped, left)
    if (unpacked === undefined) continue
    left -= unpacked.length
    if (left <= 0) return true
    readObjects(unpacked, Number(firstObject.exec(dictionary)?.[1] ?? 0), objects)
  }
  for (const text of objects.values()) if (isLate() || isWithoutUnicode(text, objects)) return true
  return false
}

function isDigit(octet: number | undefined): boolean {
  return octet !== undefined && octet >= 48 && octet <= 57
}

/** Where the dictionary ends that begins at `from`. */
function endOfObject(octets: Buffer, from: number): number {
  const text = octets.subarray(from, from + longestObject)
  const end = text.indexOf('endobj')
  const stream = text.subarray(0, end < 0 ? text.length : end).indexOf('stream')
  if (stream >= 0) return from + stream
  return from + (end < 0 ? text.length : end)
}

/** `undefined` for a stream that is packed in another way, or broken. */
function unpack(octets: Buffer, from: number, most: number): string | undefined {
  const end = octets.indexOf('endstream', from)
  try {
    return inflateSync(octets.subarray(from, end < 0 ? octets.length : end), {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: Math.max(1, most),
    }).toString('latin1')
  } catch {
    return undefined
  }
}

/** The numbers of the objects and where they begin stand before the first of them. */
function readObjects(text: string, first: number, objects: Map<number, string>): void {
  const numbers = text.slice(0, first).trim().split(/\s+/).map(Number)
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    const from = first + (numbers[at + 1] ?? 0)
    const next = numbers[at + 3]
    const to = next === undefined ? text.length : first + next
    objects.set(numbers[at] ?? 0, text.slice(from, Math.min(to, from + longestObject)))
  }
}

function isWithoutUnicode(text: string, objects: Objects): boolean {
  if (composite.test(text))
    return (
      !toUnicode.test(text) &&
      !namedEncoding.test(text) &&
      !knownCollection.test(withReferences(text, objects))
    )
  if (!drawn.test(text) || toUnicode.test(text)) return false
  const names = differences.exec(withReferences(text, objects))?.[1]
  return names === undefined || muteName.test(names)
}

/** The object and what it refers to. */
function withReferences(text: string, objects: Objects): string {
  const reached = new Set<number>()
  const parts = [text]
  let edge = [text]
  for (let distance = 0; distance < farthest; distance++) {
    const next: string[] = []
    for (const each of edge)
      for (const [, id] of each.matchAll(reference)) {
        if (reached.size >= mostReached) break
        const found = objects.get(Number(id))
        if (found === undefined || reached.has(Number(id))) continue
        reached.add(Number(id))
        next.push(found)
      }
    parts.push(...next)
    edge = next
  }
  return parts.join('\n')
}
