/**
 * Which files of a mail a condition means: by name, extension, type, size, password. All that is said must hold for one and the
 * same file. Owns the form in `policies.yaml` and its test.
 */

import { z } from 'zod'

import type { AttachmentFacts } from '../inspect/content-facts.ts'
import { normalText } from '../inspect/normal-text.ts'

import { boundsFaults, boundsImply, within } from './bounds.ts'
import type { SettingFault } from './condition.ts'
import { contradicts, isPicture, isSignature } from './file-types.ts'
import { name, octetBounds, oneOrMore, truth, type Bounds } from './setting-values.ts'
import { isSubset } from './subset.ts'
import { patternFaults, patternTest, type TextTest } from './text-test.ts'

/** `mail`: parts of the mail. `archive`: inside archives and attached mails. `anywhere`: both. */
export type FilePlace = 'anywhere' | 'mail' | 'archive'

export interface WhichFile {
  readonly in: FilePlace
  /** `*` and `?`, any case and width; any one of its names. */
  readonly name?: readonly string[] | undefined
  readonly matches?: string | undefined
  readonly extension?: readonly string[] | undefined
  /** Media types by content, `image/*`; as declared where the content tells nothing. */
  readonly type?: readonly string[] | undefined
  /** The content is another than an extension says. */
  readonly typeDiffers?: boolean | undefined
  readonly encrypted?: boolean | undefined
  readonly size?: Bounds | undefined
  /** Images that are shown within the text (of a signature) count too. */
  readonly inlineImages: boolean
}

export const everyFile: WhichFile = { in: 'anywhere', inlineImages: false }

export const whichFile: z.ZodType<WhichFile> = z.strictObject({
  in: z.enum(['anywhere', 'mail', 'archive']).default('anywhere'),
  name: oneOrMore(name).optional(),
  matches: name.optional(),
  extension: oneOrMore(
    z
      .string()
      .max(40)
      .regex(/^\.?[^.\s/\\]+$/u)
      .transform((text) => text.replace(/^\./, '').normalize('NFKC').toLowerCase()),
  ).optional(),
  type: oneOrMore(
    z
      .string()
      .max(200)
      .regex(/^[^\s/*]+\/(?:\*|[^\s/*]+)$/)
      .transform((text) => text.toLowerCase()),
  ).optional(),
  typeDiffers: truth.optional(),
  encrypted: truth.optional(),
  size: octetBounds.optional(),
  inlineImages: truth.default(false),
})

export function fileFaults(which: WhichFile, path: SettingFault['path']): readonly SettingFault[] {
  return [
    ...patternFaults(which.matches, [...path, 'matches']),
    ...(which.size === undefined ? [] : boundsFaults(which.size, [...path, 'size'])),
  ]
}

/** `perhaps`: it is such a file or not, depending on what the inspection could not see. */
export type FileTest = (file: AttachmentFacts) => 'yes' | 'no' | 'perhaps'

const special = /[\\^$.+()[\]{}|]/g

/** Glob as a pattern over names in the form in which they are compared. */
function globPattern(glob: string): string {
  const escaped = normalText(glob).toLowerCase().replace(special, '\\$&')
  return `(?s)^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`
}

function nameTest(test: TextTest, prepared: (text: string) => string): (file: AttachmentFacts) => boolean {
  return ({ names }) => names.some((each) => test(prepared(each)))
}

function typeTest(types: readonly string[]): FileTest {
  const whole = new Set(types.filter((type) => !type.endsWith('/*')))
  const families = types.filter((type) => type.endsWith('/*')).map((type) => type.slice(0, -1))
  return ({ trueType, mediaType, isEncrypted }) => {
    const type = trueType ?? mediaType
    if (whole.has(type) || families.some((family) => type.startsWith(family))) return 'yes'
    return trueType === undefined && isEncrypted ? 'perhaps' : 'no'
  }
}

export function isAt(place: FilePlace, { depth }: AttachmentFacts): boolean {
  return place === 'anywhere' || (place === 'mail') === (depth === 0)
}

function isInlineImage({ isInline, trueType }: AttachmentFacts): boolean {
  return isInline && isPicture(trueType)
}

export function compileFile(which: WhichFile): FileTest {
  const tests: ((file: AttachmentFacts) => boolean)[] = [(file) => isAt(which.in, file) && !isSignature(file)]
  if (!which.inlineImages) tests.push((file) => !isInlineImage(file))
  if (which.name !== undefined)
    tests.push(
      nameTest(patternTest(which.name.map(globPattern).join('|')), (text) => normalText(text).toLowerCase()),
    )
  if (which.matches !== undefined) tests.push(nameTest(patternTest(which.matches), normalText))
  if (which.extension !== undefined) {
    const extensions = new Set(which.extension)
    tests.push((file) => file.extensions.some((each) => extensions.has(each)))
  }
  const { typeDiffers, encrypted, size, type } = which
  if (typeDiffers !== undefined)
    tests.push(({ extensions, trueType }) => contradicts(extensions, trueType) === typeDiffers)
  if (encrypted !== undefined) tests.push(({ isEncrypted }) => isEncrypted === encrypted)
  if (size !== undefined) tests.push((file) => within(size, { least: file.size, most: file.size }) === 'yes')
  const ofType = type === undefined ? undefined : typeTest(type)
  return (file) => {
    if (!tests.every((test) => test(file))) return 'no'
    return ofType === undefined ? 'yes' : ofType(file)
  }
}

function narrows(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  return other === undefined || (one !== undefined && isSubset(one, other))
}

/** True only if every file that `one` means is one that `other` means. */
export function fileNarrows(one: WhichFile, other: WhichFile): boolean {
  return (
    (other.in === 'anywhere' || one.in === other.in) &&
    (other.inlineImages || !one.inlineImages) &&
    narrows(one.name, other.name) &&
    (other.matches === undefined || one.matches === other.matches) &&
    narrows(one.extension, other.extension) &&
    narrows(one.type, other.type) &&
    (other.typeDiffers === undefined || one.typeDiffers === other.typeDiffers) &&
    (other.encrypted === undefined || one.encrypted === other.encrypted) &&
    (other.size === undefined || (one.size !== undefined && boundsImply(one.size, other.size)))
  )
}
