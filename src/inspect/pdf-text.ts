/** The text of PDF documents: pages, annotations, form fields, properties, and the files inside them. */

import { fileURLToPath } from 'node:url'

import type * as Pdf from 'pdfjs-dist/legacy/build/pdf.mjs'
import { memberOf, type InspectMember } from './archive.ts'
import type { Course } from './course.ts'
import type { GivenFile } from './file.ts'
import { paragraph } from './normal-text.ts'

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
    await searchPages(course, document, file)
    return await inspectInside(course, document, file, inspectMember)
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

async function searchPages(course: Course, document: PdfDocument, file: GivenFile): Promise<void> {
  let empty = 0
  for (let number = 1; number <= document.numPages; number++) {
    if (course.isLate()) return
    const page = await document.getPage(number)
    const content = await page.getTextContent({ includeMarkedContent: false, disableNormalization: true })
    const pieces: string[] = []
    for (const item of content.items) if ('str' in item) pieces.push(item.str, item.hasEOL ? '\n' : '')
    const text = pieces.join('')
    if (text.trim() === '') empty++
    course.text(file.place, text)
    const annotations: unknown = await page.getAnnotations()
    course.text(file.place, spokenIn(annotations))
    page.cleanup()
  }
  if (empty > 0) course.trouble('unsupported', file.place, `${empty} PDF pages without text`)
}

const spokenKeys = ['contentsObj', 'titleObj', 'fieldValue', 'alternativeText', 'url', 'richText'] as const

/** What annotations and form fields say. */
function spokenIn(annotations: unknown): string {
  if (!Array.isArray(annotations)) return ''
  const found: string[] = []
  for (const annotation of annotations as readonly unknown[])
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

async function inspectInside(
  course: Course,
  document: PdfDocument,
  file: GivenFile,
  inspectMember: InspectMember,
): Promise<boolean> {
  const { info } = await document.getMetadata()
  const properties: string[] = []
  for (const value of Object.values(info)) collect(value, properties)
  course.text(file.place, properties.join(paragraph))
  const attached: unknown = await document.getAttachments()
  if (typeof attached !== 'object' || attached === null) return false
  let isEncrypted = false
  for (const [key, value] of Object.entries(attached)) {
    const content = property(value, 'content')
    if (!(content instanceof Uint8Array) || !course.takePart()) continue
    const name = property(value, 'filename')
    const member = memberOf(file, [typeof name === 'string' ? name : key, key])
    if (!course.takeOctets(content.length, member.place)) continue
    isEncrypted = (await inspectMember(Buffer.from(content), member)) || isEncrypted
  }
  return isEncrypted
}
