/** The text of a text part, in all the ways a reader may come to see it. */

import { decodeText } from './charset.ts'
import type { Course, Place } from './course.ts'
import { withEmbedded, type EmbeddedFile } from './data-uri.ts'
import { htmlText } from './html-text.ts'
import { asShown, paragraph } from './normal-text.ts'
import { ownHtml, ownText } from './own-text.ts'

const htmlStart = /^\s*(?:<!doctype html|<html|<head|<body|<meta|<\?xml|<!--)/i
const markup: ReadonlySet<string> = new Set([
  'text/html',
  'application/xhtml+xml',
  'text/enriched',
  'text/richtext',
])
const folded: ReadonlySet<string> = new Set(['text/calendar', 'text/vcard', 'text/x-vcard', 'text/directory'])
/** Lines of a quotation, whose marks would stand within the words that the lines cut. */
const quotation = /(\r?\n)(?:[ \t]?>)+[ \t]?/g
const foldedLine = /\r?\n[ \t]/g
const flowedLine = / \r?\n/g

export interface TextKind {
  readonly mediaType: string
  readonly charset: string | undefined
  /** `format=flowed; delsp=yes` (RFC 3676): the space before a line break goes with it. */
  readonly dropsSpace: boolean
}

/** `octets` without transfer encoding. Gives the files that lie in a text that is HTML. */
export function searchTextPart(
  course: Course,
  place: Place,
  octets: Buffer,
  kind: TextKind,
): readonly EmbeddedFile[] {
  const { readings, fault } = decodeText(octets, kind.charset)
  if (fault !== undefined) course.trouble(fault.kind, place, fault.detail)
  let embedded: readonly EmbeddedFile[] = []
  for (const text of readings) {
    if (course.isLate()) return embedded
    if (markup.has(kind.mediaType)) {
      embedded = withEmbedded(embedded, searchHtml(course, place, text))
      continue
    }
    const unquoted = withoutQuoting(text)
    course.text(place, unquoted)
    searchTurned(course, place, unquoted)
    if (course.asksForOwn(place)) course.ownText(place, ownText(text))
    if (folded.has(kind.mediaType)) course.text(place, text.replace(foldedLine, ''))
    if (kind.dropsSpace) course.text(place, text.replace(flowedLine, ''))
    if (htmlStart.test(text)) embedded = withEmbedded(embedded, searchHtml(course, place, text))
  }
  return embedded
}

function withoutQuoting(text: string): string {
  return text.includes('\n>') || text.includes('\n >') ? text.replace(quotation, '$1') : text
}

function searchTurned(course: Course, place: Place, text: string): void {
  const shown = asShown(text)
  if (shown !== text) course.text(place, shown)
}

function searchHtml(course: Course, place: Place, html: string): readonly EmbeddedFile[] {
  const { whole, seen, run, aside, embedded, isTooDeep } = htmlText(html)
  if (isTooDeep) course.trouble('over-bound', place, 'elements inside each other')
  course.text(place, aside === '' ? whole : `${whole}${paragraph}${aside}`)
  if (seen !== undefined) course.text(place, seen)
  if (run !== undefined) course.words(place, run)
  searchTurned(course, place, run ?? seen ?? whole)
  if (!course.asksForOwn(place)) return embedded
  const own = htmlText(ownHtml(html))
  course.ownText(place, ownText(own.seen ?? own.whole))
  return embedded
}
