/** Conditions on the files of a mail in words. */

import type { AttachmentsQuantity, AttachmentsSettings } from '../policy/conditions/attachments.ts'
import type { FilePlace, WhichFile } from '../policy/which-file.ts'
import { conditionWords } from './condition-words.ts'

const english = conditionWords.en
const japanese = conditionWords.ja

const englishPlaces: Readonly<Record<FilePlace, string>> = {
  anywhere: ' (in archives too)',
  mail: '',
  archive: ' inside an archive',
}

/** What is said of a file, behind the noun. */
function englishWhich(which: WhichFile): string {
  const { name, matches, extension, type, typeDiffers, encrypted, size } = which
  const said = [
    ...(name === undefined ? [] : [`with a name like ${english.words(name)}`]),
    ...(matches === undefined ? [] : [`with a name that matches “${matches}”`]),
    ...(extension === undefined ? [] : [`with the extension ${english.either(extension)}`]),
    ...(type === undefined ? [] : [`of the type ${english.either(type)}`]),
    ...(typeDiffers === undefined
      ? []
      : [typeDiffers ? 'whose extension lies about the type' : 'whose extension tells the type']),
    ...(encrypted === undefined ? [] : [encrypted ? 'with a password' : 'without a password']),
    ...(size === undefined ? [] : [`with a size ${english.octets(size)}`]),
  ]
  return said.map((each, index) => `${index === 0 ? '' : ','} ${each}`).join('')
}

export function englishAttachments(
  { totalSize }: AttachmentsSettings,
  { how, bounds, which }: AttachmentsQuantity,
): string {
  const such = englishWhich(which)
  const counted = which.inlineImages ? ' (images within the text count too)' : ''
  if (totalSize !== undefined)
    return `the attachments${such} have a size ${english.octets(totalSize)} together${counted}`
  const place = englishPlaces[which.in]
  switch (how) {
    case 'any':
      return `there is an attachment${place}${such}${counted}`
    case 'none':
      return `there is no attachment${place}${such}${counted}`
    case 'all':
      return `there are attachments${place}, and every one is one${such === '' ? ' that counts' : such}${counted}`
    case 'count':
      return `the mail has ${english.bounds(bounds, 'attachment')}${place}${such}${counted}`
  }
}

const japanesePlaces: Readonly<Record<FilePlace, string>> = {
  anywhere: '添付ファイル',
  mail: '添付ファイル',
  archive: '圧縮ファイルの中のファイル',
}

/** What is said of a file, in front of the noun. */
function japaneseWhich(which: WhichFile): string {
  const { name, matches, extension, type, typeDiffers, encrypted, size } = which
  return [
    ...(name === undefined ? [] : [`名前が${japanese.words(name)}の`]),
    ...(matches === undefined ? [] : [`名前が正規表現「${matches}」に一致する`]),
    ...(extension === undefined ? [] : [`拡張子が ${japanese.either(extension)} の`]),
    ...(type === undefined ? [] : [`種類が ${japanese.either(type)} の`]),
    ...(typeDiffers === undefined
      ? []
      : [typeDiffers ? '拡張子と中身が食い違う' : '拡張子と中身が食い違わない']),
    ...(encrypted === undefined ? [] : [encrypted ? 'パスワード付きの' : 'パスワードなしの']),
    ...(size === undefined ? [] : [`サイズが ${japanese.octets(size)}の`]),
  ].join('')
}

export function japaneseAttachments(
  { totalSize }: AttachmentsSettings,
  { how, bounds, which }: AttachmentsQuantity,
): string {
  const such = japaneseWhich(which)
  const images = which.inlineImages ? ' (本文中の画像も数える)' : ''
  const counted =
    totalSize === undefined && which.in === 'anywhere' ? `${images} (圧縮ファイルの中も含む)` : images
  if (totalSize !== undefined)
    return `${such}添付ファイルのサイズが合計 ${japanese.octets(totalSize)}である${counted}`
  const noun = japanesePlaces[which.in]
  switch (how) {
    case 'any':
      return `${such}${noun}がある${counted}`
    case 'none':
      return `${such}${noun}がない${counted}`
    case 'all':
      return `${noun}があり、すべて${such === '' ? '対象の' : such}ファイルである${counted}`
    case 'count':
      return `${such}${noun}が ${japanese.bounds(bounds, '件')}ある${counted}`
  }
}
