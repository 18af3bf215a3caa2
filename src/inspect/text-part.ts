/** The text of a text part, in all the ways a reader may come to see it. */

import { decodeText } from './charset.ts'
import type { Course, Place } from './course.ts'
import { htmlText } from './html-text.ts'
import { paragraph } from './normal-text.ts'
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

/** `octets` without transfer encoding. */
export function searchTextPart(course: Course, place: Place, octets: Buffer, kind: TextKind): void {
  const { readings, fault } = decodeText(octets, kind.charset)
  if (fault !== undefined) course.trouble(fault.kind, place, fault.detail)
  for (const text of readings) {
    if (course.isLate()) return
    if (markup.has(kind.mediaType)) {
      searchHtml(course, place, text)
      continue
    }
    course.text(place, withoutQuoting(text))
    if (course.asksForOwn(place)) course.ownText(place, ownText(text))
    if (folded.has(kind.mediaType)) course.text(place, text.replace(foldedLine, ''))
    if (kind.dropsSpace) course.text(place, text.replace(flowedLine, ''))
    if (htmlStart.test(text)) searchHtml(course, place, text)
  }
}

function withoutQuoting(text: string): string {
  return text.includes('\n>') || text.includes('\n >') ? text.replace(quotation, '$1') : text
}

function searchHtml(course: Course, place: Place, html: string): void {
  const { whole, seen, aside, isTooDeep } = htmlText(html)
  if (isTooDeep) course.trouble('over-bound', place, 'elements inside each other')
  course.text(place, aside === '' ? whole : `${whole}${paragraph}${aside}`)
  if (seen !== undefined) course.text(place, seen)
  if (!course.asksForOwn(place)) return
  const own = htmlText(ownHtml(html))
  course.ownText(place, ownText(own.seen ?? own.whole))
}
