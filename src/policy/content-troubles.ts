/** Which troubles of an inspection leave a condition in doubt: one on files is not troubled by a text in an unknown charset. */

import type { AttachmentFacts, ContentFacts, Trouble } from '../inspect/content-facts.ts'
import { cannotTell, type Answer, type CannotTell } from './answer.ts'
import { isContainer, isPicture, isSignature } from './file-types.ts'
import type { FilePlace } from './which-file.ts'

export const contentNotGathered: Answer = cannotTell({ kind: 'not-gathered', detail: 'content' })

export function troubled(troubles: readonly Trouble[]): readonly CannotTell[] {
  return troubles.slice(0, 5).map(({ kind, path, detail }) => ({ kind, detail: `${path}: ${detail}` }))
}

function fileAt({ attachments }: ContentFacts, path: string): AttachmentFacts | undefined {
  return attachments.find((file) => file.path === path)
}

const largestSettings = 1_048_576
const printerSettings = /\/[a-z]+\/printerSettings\/[^/]+\.bin$/
const text = /^text\/|[/+](?:xml|json|html)$/
const font = /\/[a-z]+\/fonts\/[^/]+\.(?:odttf|fntdata)$/

/**
 * A file that is not read, and of a kind that has no text anyway: images, sound and films, the signature of a mail, fonts and
 * settings of printers in Office documents. That it is not read keeps nothing from being found.
 */
export function isWithoutText(content: ContentFacts, { kind, path }: Trouble): boolean {
  if (kind !== 'unsupported') return false
  const file = fileAt(content, path)
  if (file === undefined) return false
  const { trueType, size } = file
  if (trueType !== undefined) return isPicture(trueType)
  if (isSignature(file)) return true
  if (!font.test(path) && !(printerSettings.test(path) && size <= largestSettings)) return false
  const [owner] = content.attachments
    .filter((each) => path.startsWith(`${each.path}/`))
    .toSorted((one, other) => other.path.length - one.path.length)
  return owner?.trueType?.startsWith('application/vnd.openxmlformats-') === true
}

/** Whether there may be files that are not listed, because of this trouble. */
function hidesFiles(content: ContentFacts, { kind, path, scope }: Trouble, place: FilePlace): boolean {
  if (kind === 'unknown-charset' || scope?.attachments === false) return false
  const file = fileAt(content, path)
  if (file === undefined) {
    // Of the structure, or inside a file: in an archive, or within a document, which has none.
    const owner = content.attachments.find((each) => path.startsWith(`${each.path}/`))
    return owner === undefined ? kind !== 'unsupported' : place !== 'mail'
  }
  if (isWholeMail(content)) return true
  if (kind === 'corrupt' && isBroken(file)) return true
  if (place === 'mail' || !holdsFiles(file)) return false
  return kind !== 'encrypted' || !isListed(content, file)
}

/**
 * An archive, a document that is one, or a picture with one behind it, of which programs take different things: whether it has
 * a password is in doubt too, even of the file itself. Of a text it is the text alone that is broken.
 */
function isBroken(file: AttachmentFacts): boolean {
  const { trueType } = file
  return holdsFiles(file) || (trueType !== undefined && !text.test(trueType))
}

function holdsFiles({ extensions, mediaType, trueType }: AttachmentFacts): boolean {
  return isContainer(extensions, [mediaType, trueType])
}

/** Names stand in the open in most archives with a password, but not those of an archive inside. */
function isListed({ attachments }: ContentFacts, archive: AttachmentFacts): boolean {
  const within = attachments.filter(({ path }) => path.startsWith(`${archive.path}/`))
  const opened = new Set<string>()
  for (const { path } of within)
    for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1))
      opened.add(path.slice(0, slash))
  return (
    opened.has(archive.path) &&
    !within.some((file) => file.isEncrypted && holdsFiles(file) && !opened.has(file.path))
  )
}

/** An encrypted mail is one file to us, and all its files to its reader. */
function isWholeMail({ kinds }: ContentFacts): boolean {
  return kinds.includes('smime-encrypted') || kinds.includes('pgp-encrypted')
}

/** Why files at this place may be missing from the list; none: the list is whole. */
export function hiddenFiles(content: ContentFacts, place: FilePlace): readonly CannotTell[] {
  const { troubles } = content
  if (troubles.length === 0) return []
  return troubled(troubles.filter((trouble) => hidesFiles(content, trouble, place)))
}

/** Why parts of the mail may not have been seen; a file that cannot be read is one that was. */
export function hiddenParts({ attachments, troubles }: ContentFacts): readonly CannotTell[] {
  return troubled(
    troubles.filter(
      ({ kind, path, scope }) =>
        ['over-bound', 'corrupt', 'timed-out'].includes(kind) &&
        scope?.attachments !== false &&
        !attachments.some((file) => path === file.path || path.startsWith(`${file.path}/`)),
    ),
  )
}
