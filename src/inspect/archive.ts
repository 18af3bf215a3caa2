/** What all archives have in common: their members, and the bounds of them. */

import type { Course } from './course.ts'
import type { GivenFile } from './file.ts'
import { savedNames } from './file-names.ts'

/** Looks into a member; true if it, or something inside it, needs a password. */
export type InspectMember = (octets: Buffer, member: GivenFile) => Promise<boolean>

const freeOctets = 1_048_576

/** The file as a member of the archive `archive`. `names`: in every reading. */
export function memberOf(archive: GivenFile, names: readonly string[]): GivenFile {
  const [name = ''] = names
  return {
    place: { ...archive.place, path: `${archive.place.path}/${name}` },
    names: savedNames(names),
    mediaType: '',
    charset: undefined,
    depth: archive.depth + 1,
    archiveDepth: archive.archiveDepth + 1,
    isInline: false,
    isSearched: false,
    isListed: true,
  }
}

/** Octets that something of `packed` octets may unpack to, as long as there are any left. */
export function unpackedBound(course: Course, packed: number): number {
  return Math.min(course.octetsLeft(), Math.max(freeOctets, packed * course.bounds.ratio))
}

/** False and a trouble: the archive lies too deep to be gone into. */
export function mayGoInto(course: Course, archive: GivenFile): boolean {
  if (archive.archiveDepth < course.bounds.archiveDepth) return true
  course.trouble('over-bound', archive.place, `archive depth > ${course.bounds.archiveDepth}`)
  return false
}
