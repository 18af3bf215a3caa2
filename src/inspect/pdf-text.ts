/** The text of PDF documents: pages, annotations, form fields, properties, and the files inside them. */

import { fileURLToPath } from 'node:url'

import type * as Pdf from 'pdfjs-dist/legacy/build/pdf.mjs'
import { memberOf, type InspectMember } from './archive.ts'
import type { Course } from './course.ts'
import type { GivenFile } from './file.ts'
import { paragraph } from './normal-text.ts'
import { hasFontWithoutUnicode } from './pdf-fonts.ts'

type PdfDocument = Pdf.PDFDocumentProxy

/** Loaded with the first PDF: it takes longer than most mails. */
let loading: Promise<typeof Pdf> | undefined

/** Without these, text in the predefined encodings of Japanese fonts is lost without a word. */
const cMaps = fileURLToPath(new URL('cmaps/', import.meta.resolve('pdfjs-dist/package.json')))
const standardFonts = fileURLToPath(
  new URL('standard_fonts/', import.meta.resolve('pdfjs-dist/package.json')),
)
const onlyErrors = 0

/** True if it needs a password, or a file inside it does. */
export async function inspectPdf(
  course: Course,
  octets: Buffer,
  file: GivenFile,
  inspectMember: InspectMember,
): Promise<boolean> {
  loading ??= import('pdfjs-dist/legacy/build/pdf.mjs')
  const library = await loading
  const task = library.getDocument({
    data: Uint8Array.from(octets),
    cMapUrl: cMaps,
    cMapPacked: true,
    standardFontDataUrl: standardFonts,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    verbosity: onlyErrors,
  })
  try {
    const document = await task.promise
    if (hasFontWithoutUnicode(octets, () => course.isLate()))
      course.trouble('unsupported', file.place, 'PDF font without Unicode')
    if (hasRest(octets)) course.trouble('corrupt', file.place, 'octets behind the end of a PDF')
    const pinned = await searchPages(course, document, file)
    await searchProperties(course, document, file)
    return await inspectInside(course, document, file, pinned, inspectMember)
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    const message = error instanceof Error ? error.message : String(error)
    if (name === 'PasswordException') {
      course.trouble('encrypted', file.place, 'PDF with a password')
      return true
    }
    course.trouble('corrupt', file.place, `PDF: ${message}`)
    return false
  } finally {
    await task.destroy()
  }
}

const endMark = '%%EOF'
/** What programs leave behind the end. */
const longestRest = 1_024

function hasRest(octets: Buffer): boolean {
  const end = octets.lastIndexOf(endMark)
  const rest = octets.subarray(end < 0 ? 0 : end + endMark.length)
  return (
    rest.length > longestRest &&
    rest.some((octet) => octet !== 0 && octet !== 10 && octet !== 13 && octet !== 32)
  )
}

/** Names by the key under which a document has a file. */
type FilesInside = ReadonlyMap<string, readonly string[]>

/** Gives the files that are pinned to pages. */
async function searchPages(course: Course, document: PdfDocument, file: GivenFile): Promise<FilesInside> {
  const pinned = new Map<string, readonly string[]>()
  let empty = 0
  for (let number = 1; number <= document.numPages; number++) {
    if (course.isLate()) return pinned
    const page = await document.getPage(number)
    const content = await page.getTextContent({ includeMarkedContent: false, disableNormalization: true })
    const pieces: string[] = []
    for (const item of content.items) if ('str' in item) pieces.push(item.str, item.hasEOL ? '\n' : '')
    const text = pieces.join('')
    if (text.trim() === '') empty++
    course.text(file.place, text)
    const annotations: readonly unknown[] = await page.getAnnotations()
    course.text(file.place, spokenIn(annotations))
    for (const annotation of annotations) {
      const key = property(annotation, 'fileId')
      const name = property(property(annotation, 'file'), 'filename')
      if (typeof key === 'string') pinned.set(key, [typeof name === 'string' ? name : key])
    }
    page.cleanup()
  }
  if (empty > 0) course.trouble('unsupported', file.place, `${empty} PDF pages without text`)
  return pinned
}

const spokenKeys = ['contentsObj', 'titleObj', 'fieldValue', 'alternativeText', 'url', 'richText'] as const

/** What annotations and form fields say. */
function spokenIn(annotations: readonly unknown[]): string {
  const found: string[] = []
  for (const annotation of annotations)
    for (const key of spokenKeys) collect(property(annotation, key), found)
  return found.join(paragraph)
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}

function collect(value: unknown, found: string[]): void {
  const text = typeof value === 'object' ? property(value, 'str') : value
  if (typeof text === 'string' && text !== '') found.push(text)
}

async function searchProperties(course: Course, document: PdfDocument, file: GivenFile): Promise<void> {
  const { info } = await document.getMetadata()
  const found: string[] = []
  for (const value of Object.values(info)) collect(value, found)
  const outline: unknown = await document.getOutline()
  collectTitles(outline, found)
  course.text(file.place, found.join(paragraph))
  // What it shows stands in XML of its own, which is not read.
  if (property(info, 'IsXFAPresent') === true) course.trouble('unsupported', file.place, 'XFA form in a PDF')
}

const mostTitles = 10_000

/** Titles of bookmarks, and where they lead outside. */
function collectTitles(outline: unknown, found: string[]): void {
  const waiting = [outline]
  for (let level = waiting.pop(), count = 0; level !== undefined && count < mostTitles; level = waiting.pop())
    for (const item of Array.isArray(level) ? level : []) {
      count++
      collect(property(item, 'title'), found)
      collect(property(item, 'url'), found)
      waiting.push(property(item, 'items'))
    }
}

async function inspectInside(
  course: Course,
  document: PdfDocument,
  file: GivenFile,
  pinned: FilesInside,
  inspectMember: InspectMember,
): Promise<boolean> {
  const inside = new Map(pinned)
  for (const [key, { filename, rawFilename }] of (await document.getAttachments()) ?? [])
    inside.set(key, [filename, rawFilename, key])
  let isEncrypted = false
  for (const [key, names] of inside) {
    if (!course.takePart()) break
    const member = memberOf(file, names)
    const content: unknown = await document.getAttachmentContent(key)
    const octets = content instanceof Uint8Array ? content : property(content, 'content')
    if (!(octets instanceof Uint8Array)) course.trouble('corrupt', member.place, 'file inside a PDF')
    else if (course.takeOctets(octets.length, member.place))
      isEncrypted = (await inspectMember(Buffer.from(octets), member)) || isEncrypted
  }
  return isEncrypted
}
