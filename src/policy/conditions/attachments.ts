/** The files of a mail: whether any, all, none or how many of them are such as the settings say, or how large together. */

import { z } from 'zod'

import type { AttachmentFacts, ContentFacts } from '../../inspect/content-facts.ts'
import { printable } from '../../mail/printable.ts'
import { conditionContentTexts } from '../../text/condition-content.ts'
import type { Answer, CannotTell } from '../answer.ts'
import { answerAtLeast, boundsExclude, boundsImply } from '../bounds.ts'
import { defineCondition } from '../condition.ts'
import { contentNotGathered, hiddenFiles } from '../content-troubles.ts'
import {
  answerOfTally,
  quantityExcludes,
  quantityFaults,
  quantityImplies,
  quantityOf,
  type Narrowing,
  type Quantity,
  type QuantitySettings,
  type Tally,
} from '../quantity.ts'
import { countBounds, octetBounds, type Bounds } from '../setting-values.ts'
import {
  compileFile,
  everyFile,
  fileFaults,
  fileNarrows,
  whichFile,
  type FileTest,
  type WhichFile,
} from '../which-file.ts'

const schema = z.strictObject({
  any: whichFile.optional(),
  all: whichFile.optional(),
  none: whichFile.optional(),
  count: countBounds.optional(),
  totalSize: octetBounds.optional(),
  of: whichFile.optional(),
})

/** `totalSize`: of parts of the mail; what is inside an archive is in the size of the archive. */
export interface AttachmentsSettings extends QuantitySettings<WhichFile> {
  readonly totalSize?: Bounds | undefined
}

export type AttachmentsQuantity = Quantity<WhichFile>

/** How it is asked: by number, or by size. */
export function attachmentsQuantity(settings: AttachmentsSettings): AttachmentsQuantity {
  return quantityOf(settings, everyFile)
}

function nameOf({ names, path }: AttachmentFacts): string {
  return printable(names[0] ?? path, 100)
}

function tally({ attachments }: ContentFacts, test: FileTest, which: WhichFile, isWhole: boolean): Tally {
  const inPlace = compileFile({ in: which.in, inlineImages: which.inlineImages })
  let least = 0
  let most = 0
  let others: Tally['others'] = isWhole ? 'no' : 'perhaps'
  let example: Tally['example']
  for (const file of attachments) {
    if (inPlace(file) !== 'yes') continue
    const is = test(file)
    if (is !== 'no') most++
    if (is === 'yes') {
      least++
      example ??= { kind: 'attachment', text: nameOf(file) }
    } else if (is === 'no') others = 'yes'
    else if (others === 'no') others = 'perhaps'
  }
  return { least, most: isWhole ? most : Number.POSITIVE_INFINITY, others, example }
}

const encrypted: CannotTell = { kind: 'encrypted', detail: 'type' }

function totalSize(bounds: Bounds, which: WhichFile): (content: ContentFacts) => Answer {
  const test = compileFile({ ...which, in: 'mail' })
  return (content) => {
    let octets = 0
    let doubt: readonly CannotTell[] = hiddenFiles(content, 'mail')
    for (const file of content.attachments) {
      const is = test(file)
      if (is === 'yes') octets += file.size
      else if (is === 'perhaps') doubt = [encrypted]
    }
    return answerAtLeast(bounds, octets, doubt)
  }
}

const narrowing: Narrowing<WhichFile> = {
  narrows: fileNarrows,
  sharesPlace: (one, other) => one.in === other.in && one.inlineImages === other.inlineImages,
}

function isSame(one: WhichFile, other: WhichFile): boolean {
  return fileNarrows(one, other) && fileNarrows(other, one)
}

export const attachments = defineCondition<AttachmentsSettings>({
  kind: 'attachments',
  schema,
  describe: (settings, language) =>
    conditionContentTexts[language].attachments(settings, attachmentsQuantity(settings)),
  examples: [
    { any: { encrypted: true } },
    { any: { extension: ['exe', 'js', 'lnk', 'scr'] } },
    { any: { name: ['*見積*', 'quotation*.xlsx'] } },
    { any: { typeDiffers: true } },
    { all: { type: ['application/pdf', 'image/*'], in: 'mail' } },
    { none: {} },
    { count: { atLeast: 5 }, of: { in: 'mail' } },
    { totalSize: { atLeast: '10 MB' } },
  ],
  needs: () => ['content'],
  faults: (settings) => {
    const { any, all, none, of } = settings
    return [
      ...quantityFaults(settings, { totalSize: settings.totalSize }),
      ...Object.entries({ any, all, none, of }).flatMap(([key, which]) =>
        which === undefined ? [] : fileFaults(which, [key]),
      ),
    ]
  },
  prepare: (settings) => {
    const quantity = attachmentsQuantity(settings)
    const { which } = quantity
    const bySize = settings.totalSize === undefined ? undefined : totalSize(settings.totalSize, which)
    const test = compileFile(which)
    return ({ content }) => {
      if (content === undefined) return contentNotGathered
      if (bySize !== undefined) return bySize(content)
      const hidden = hiddenFiles(content, which.in)
      const why = hidden.length === 0 ? [encrypted] : hidden
      return answerOfTally(quantity, tally(content, test, which, hidden.length === 0), why)
    }
  },
  implies: (settings, other) => {
    const [one, two] = [attachmentsQuantity(settings), attachmentsQuantity(other)]
    if (settings.totalSize === undefined && other.totalSize === undefined)
      return quantityImplies(narrowing, one, two)
    if (settings.totalSize === undefined || other.totalSize === undefined) return false
    return isSame(one.which, two.which) && boundsImply(settings.totalSize, other.totalSize)
  },
  excludes: (settings, other) => {
    const [one, two] = [attachmentsQuantity(settings), attachmentsQuantity(other)]
    if (settings.totalSize === undefined && other.totalSize === undefined)
      return quantityExcludes(narrowing, one, two)
    if (settings.totalSize === undefined || other.totalSize === undefined) return false
    return isSame(one.which, two.which) && boundsExclude(settings.totalSize, other.totalSize)
  },
})
