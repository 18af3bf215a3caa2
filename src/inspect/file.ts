/** A file: attached to the mail, or inside an archive that is. Which names it has is known; what it is tells its content. */

import type { Course, Place } from './course.ts'
import { extensionsOf } from './file-names.ts'
import { searchTextPart } from './text-part.ts'

export interface GivenFile {
  readonly place: Place
  readonly names: readonly string[]
  /** As declared, lower case; empty inside an archive. */
  readonly mediaType: string
  readonly charset: string | undefined
  /** Archives and attached mails around it. */
  readonly depth: number
  readonly archiveDepth: number
  readonly isInline: boolean
  /** Its text has been searched already. */
  readonly isSearched: boolean
  /** False for a second reading of a file that is listed already. */
  readonly isListed: boolean
}

export async function inspectFile(course: Course, octets: Buffer, file: GivenFile): Promise<void> {
  const extensions = extensionsOf(file.names)
  if (file.isListed)
    course.attachment({
      path: file.place.path,
      names: file.names,
      extensions,
      mediaType: file.mediaType,
      trueType: undefined,
      size: octets.length,
      depth: file.depth,
      isEncrypted: false,
      isInline: file.isInline,
    })
  if (file.mediaType.startsWith('text/') && !file.isSearched)
    searchTextPart(course, file.place, octets, {
      mediaType: file.mediaType,
      charset: file.charset,
      dropsSpace: false,
    })
  await Promise.resolve()
}
