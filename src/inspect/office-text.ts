/**
 * The text of Office documents (ECMA-376 and ODF): every XML part of the package is read, so that headers, footers, comments,
 * notes, shared strings and properties are searched like the text itself. Entities of a document type are never
 * expanded.
 */

import { Parser } from 'htmlparser2'
import { decodeText } from './charset.ts'
import type { Course, Place } from './course.ts'
import { paragraph } from './normal-text.ts'

const types: readonly (readonly [string, string])[] = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
]
const openDocument = 'application/vnd.oasis.opendocument'

/** Media type of the document that a package with these members is; `undefined` for any other archive. */
export function officeTypeOf(members: readonly string[]): string | undefined {
  if (members.includes('[Content_Types].xml'))
    return types.find(([folder]) => members.some((member) => member.startsWith(folder)))?.[1]
  return members.includes('META-INF/manifest.xml') && members.includes('content.xml')
    ? openDocument
    : undefined
}

const textMember = /\.(?:xml|rels|vml)$/i
/** Pictures, fonts and settings of printers: octets that no reader takes for text. */
const pictureMember =
  /(?:\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|wdp|odttf|fntdata)|\/printerSettings[0-9]+\.bin)$/i

export function isOfficeText(member: string): boolean {
  return textMember.test(member)
}

export function isPicture(member: string): boolean {
  return pictureMember.test(member)
}

// Local names, whatever the prefix of the namespace is.
const paragraphs: ReadonlySet<string> = new Set(
  'p h br cr si c row tr tc sheet comment footnote endnote title subject creator description keywords lastModifiedBy table-cell table-row line-break annotation lpwstr lpstr is'.split(
    ' ',
  ),
)
const tabs: ReadonlySet<string> = new Set(['tab', 'ptab', 's'])
/** Text that would stand within the words beside it: readings, deleted text, codes of fields. */
const asides: ReadonlySet<string> = new Set([
  'rPh',
  'rt',
  'delText',
  'instrText',
  'delInstrText',
  'ruby-text',
  'f',
])
const spokenAttributes: ReadonlySet<string> = new Set([
  'descr',
  'title',
  'alt',
  'Target',
  'href',
  'helpText',
  'tooltip',
])

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** `encrypted`: it is the manifest of a document that needs a password. */
export function searchXml(course: Course, place: Place, octets: Buffer): 'read' | 'encrypted' {
  const declared = /^[^>]{0,100}encoding=["']([^"']{1,40})["']/.exec(octets.toString('latin1', 0, 200))?.[1]
  const { readings, fault } = decodeText(octets, wideXml(octets) ?? declared ?? 'utf-8')
  if (fault !== undefined) course.trouble(fault.kind, place, fault.detail)
  let isEncrypted = false
  for (const xml of readings) {
    const { text, hasDocumentType, mentionsKey } = readXml(xml)
    if (hasDocumentType) course.trouble('corrupt', place, 'document type in XML')
    isEncrypted ||= mentionsKey
    course.text(place, text)
  }
  return isEncrypted ? 'encrypted' : 'read'
}

/** UTF-16 by its mark: what the XML declares cannot be read before. */
function wideXml(octets: Buffer): string | undefined {
  if (octets[0] === 0xff && octets[1] === 0xfe) return 'utf-16le'
  return octets[0] === 0xfe && octets[1] === 0xff ? 'utf-16be' : undefined
}

interface XmlText {
  readonly text: string
  readonly hasDocumentType: boolean
  /** A manifest names the key of an encrypted member (ODF 1.2 part 3). */
  readonly mentionsKey: boolean
}

const sharedIndex = /^\s{0,9}\d{1,9}\s{0,9}$/
/** As libraries write the numbers of cells: 1.23456789018E11, shown as 123456789018. */
const scientific = /^-?\d(?:\.\d{1,17})?E\+?\d{1,2}$/i

function inDigits(number: string): string {
  const value = Number(number)
  return Number.isSafeInteger(value) ? String(value) : number
}

function readXml(xml: string): XmlText {
  const text: string[] = []
  const aside: string[] = []
  let asideDepth = 0
  let isIndex = false
  let isHidden = false
  let hasDocumentType = false
  let mentionsKey = false
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const local = localName(name)
        if (asides.has(local)) asideDepth++
        else if (tabs.has(local)) text.push(' ')
        else if (paragraphs.has(local)) text.push(paragraph)
        if (local === 'c') isIndex = attributes['t'] === 's'
        else if (local === 'vanish') isHidden = true
        else if (local === 'encryption-data') mentionsKey = true
        for (const attribute in attributes) {
          const key = localName(attribute)
          if (!spokenAttributes.has(key) && !(key === 'name' && local === 'sheet')) continue
          const spoken = attributes[attribute]
          if (spoken !== undefined && spoken !== '') aside.push(spoken, paragraph)
        }
      },
      ontext(piece) {
        // In a cell it is the number of a shared string, which is read where it stands.
        if (isIndex && sharedIndex.test(piece)) return
        if (asideDepth > 0 || isHidden) aside.push(piece)
        else text.push(scientific.test(piece) ? inDigits(piece) : piece)
      },
      onclosetag(name) {
        const local = localName(name)
        if (asides.has(local)) {
          asideDepth--
          aside.push(paragraph)
        } else if (paragraphs.has(local)) text.push(paragraph)
        if (local === 'c') isIndex = false
        // Hidden is a run, or the mark of a paragraph, in whose properties there is no text.
        else if (isHidden && (local === 'r' || local === 'pPr')) {
          isHidden = false
          aside.push(paragraph)
        }
      },
      oncomment(comment) {
        aside.push(comment, paragraph)
      },
      onprocessinginstruction(name) {
        if (/^!doctype/i.test(name)) hasDocumentType = true
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.write(xml)
  parser.end()
  return { text: `${text.join('')}${paragraph}${aside.join('')}`, hasDocumentType, mentionsKey }
}
