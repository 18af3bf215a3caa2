/**
 * Files that lie in HTML itself, in `data:` URIs (RFC 2397): a link with `download` saves one, an image or a style sheet
 * shows one.
 */

import type { InspectMember } from './archive.ts'
import type { Course } from './course.ts'
import type { GivenFile } from './file.ts'
import { savedNames } from './file-names.ts'
import { percentDecoded } from './parameters.ts'
import { endsInZip, trueType } from './true-type.ts'

export interface EmbeddedFile {
  /** As the link says; empty where it says none. */
  readonly name: string
  /** As declared, lower case; empty where nothing is. */
  readonly mediaType: string
  readonly charset: string | undefined
  readonly octets: Buffer
}

/** Left out wherever they stand, as browsers read addresses. */
const leftOut = /[\t\r\n]/g
const mark = /data:/i
const start = /^\s{0,20}data:/i
const uri = /data:([^,"'()<>\s]{0,300}),([^"'()<>\s]*)/gi
const base64 = /;\s*base64\s*$/i
const charset = /;\s*charset\s*=\s*["']?([\w.:-]{1,40})/i

/** Every file in the value of an attribute, or in a style sheet. `name`: what the element has as `download`. */
export function embeddedIn(text: string, name = ''): readonly EmbeddedFile[] {
  const value = text.replace(leftOut, '')
  if (!mark.test(value)) return []
  if (!start.test(value))
    return Array.from(value.matchAll(uri), ([, head = '', data = '']) => fileOf(head, data, name))
  const comma = value.indexOf(',')
  return comma < 0 ? [] : [fileOf(value.slice(value.indexOf(':') + 1, comma), value.slice(comma + 1), name)]
}

function fileOf(head: string, data: string, name: string): EmbeddedFile {
  const isBase64 = base64.test(head)
  const bytes = percentDecoded(Buffer.from(isBase64 ? (data.split('#')[0] ?? '') : data).toString('latin1'))
  return {
    name,
    mediaType: (head.split(';')[0] ?? '').trim().toLowerCase(),
    charset: charset.exec(head)?.[1],
    octets: Buffer.from(bytes, isBase64 ? 'base64' : 'latin1'),
  }
}

/** `found`, and of `more`, which is another reading of the same text, what is not in it yet. */
export function withEmbedded(
  found: readonly EmbeddedFile[],
  more: readonly EmbeddedFile[],
): readonly EmbeddedFile[] {
  if (found.length === 0 || more.length === 0) return [...found, ...more]
  const known = new Set(found.map(keyOf))
  return [...found, ...more.filter((file) => !known.has(keyOf(file)))]
}

function keyOf({ name, octets }: EmbeddedFile): string {
  return `${name}\n${octets.toString('latin1')}`
}

const drawn = /^(?:image|font)\/(?!svg)/

/** What is drawn and holds no text, by its octets; not one with an archive behind it. */
async function isDrawn({ octets }: EmbeddedFile): Promise<boolean> {
  const { shape, mediaType } = await trueType(octets)
  return shape === 'other' && drawn.test(mediaType ?? '') && !endsInZip(octets)
}

/**
 * Looks into each as into a file of the mail; pictures and fonts of the page are no files. `page`: the text that they lie in,
 * as a file. True if one needs a password.
 */
export async function inspectEmbedded(
  course: Course,
  files: readonly EmbeddedFile[],
  page: GivenFile,
  inspectMember: InspectMember,
): Promise<boolean> {
  let isEncrypted = false
  for (const [index, file] of files.entries()) {
    const path = `${page.place.path}/${file.name === '' ? `data-${index + 1}` : file.name}`
    const place = { ...page.place, attachments: true, path }
    if (course.isLate() || !course.takeOctets(file.octets.length, place)) break
    if (await isDrawn(file)) continue
    if (!course.takePart()) break
    isEncrypted =
      (await inspectMember(file.octets, {
        ...page,
        place,
        names: savedNames(file.name === '' ? [] : [file.name]),
        mediaType: file.mediaType,
        charset: file.charset,
        isInline: false,
        isSearched: false,
        isListed: true,
      })) || isEncrypted
  }
  return isEncrypted
}
