/** Which true types a file may have that calls itself by an extension, and which files hold other files. */

import type { AttachmentFacts } from '../inspect/content-facts.ts'

const zip = 'application/zip'
const compound = 'application/x-cfb'
/** Documents that are archives inside; with a password they are compound files. */
const openDocument = [
  zip,
  compound,
  'application/vnd.openxmlformats-',
  'application/vnd.oasis.',
  'application/vnd.ms-',
]
const compoundDocument = [
  compound,
  'application/msword',
  'application/vnd.ms-',
  'application/vnd.visio',
  'application/vnd.ms-outlook',
]

/** Beginnings of media types by extension; none: a text, whose octets tell no type. */
const typesOf: ReadonlyMap<string, readonly string[]> = new Map([
  ...[
    'docx',
    'docm',
    'dotx',
    'xlsx',
    'xlsm',
    'xltx',
    'xlsb',
    'pptx',
    'pptm',
    'potx',
    'ppsx',
    'vsdx',
    'odt',
    'ods',
    'odp',
  ].map((extension): [string, readonly string[]] => [extension, openDocument]),
  ...['doc', 'dot', 'xls', 'xlt', 'ppt', 'pps', 'vsd', 'msg', 'mpp', 'pub'].map(
    (extension): [string, readonly string[]] => [extension, compoundDocument],
  ),
  ...['txt', 'csv', 'tsv', 'log', 'md', 'json', 'yaml', 'yml', 'ini'].map(
    (extension): [string, readonly string[]] => [extension, ['text/', 'application/json']],
  ),
  ...['htm', 'html', 'xml', 'svg', 'xhtml'].map((extension): [string, readonly string[]] => [
    extension,
    ['text/', 'application/xml', 'application/xhtml', 'image/svg'],
  ]),
  ['pdf', ['application/pdf']],
  ['rtf', ['application/rtf', 'text/rtf']],
  ['zip', [zip, 'application/vnd.', 'application/java-archive', 'application/epub+zip']],
  ['jar', ['application/java-archive', zip]],
  ['rar', ['application/vnd.rar', 'application/x-rar-compressed']],
  ['7z', ['application/x-7z-compressed']],
  ['gz', ['application/gzip']],
  ['tgz', ['application/gzip']],
  ['bz2', ['application/x-bzip2']],
  ['xz', ['application/x-xz']],
  ['tar', ['application/x-tar']],
  ['lzh', ['application/x-lzh-compressed', 'application/x-lharc']],
  ['cab', ['application/vnd.ms-cab-compressed']],
  ['iso', ['application/x-iso9660-image']],
  ['jpg', ['image/jpeg']],
  ['jpeg', ['image/jpeg']],
  ['png', ['image/png', 'image/apng']],
  ['gif', ['image/gif']],
  ['bmp', ['image/bmp', 'image/x-ms-bmp']],
  ['tif', ['image/tiff']],
  ['tiff', ['image/tiff']],
  ['webp', ['image/webp']],
  ['heic', ['image/heic', 'image/heif']],
  ['ico', ['image/x-icon', 'image/vnd.microsoft.icon']],
  ['mp3', ['audio/mpeg']],
  ['wav', ['audio/wav', 'audio/vnd.wave', 'audio/x-wav']],
  ['m4a', ['audio/', 'video/mp4']],
  ['mp4', ['video/mp4', 'video/quicktime', 'audio/mp4']],
  ['mov', ['video/quicktime', 'video/mp4']],
  ['avi', ['video/']],
  ['wmv', ['video/', 'application/vnd.ms-asf']],
  [
    'exe',
    ['application/x-msdownload', 'application/vnd.microsoft.portable-executable', 'application/x-dosexec'],
  ],
  [
    'dll',
    ['application/x-msdownload', 'application/vnd.microsoft.portable-executable', 'application/x-dosexec'],
  ],
])

/**
 * Whether the content of a file is another than one of its extensions says. `false` where its octets tell no type, and for
 * extensions that nobody has entered here.
 */
export function contradicts(extensions: readonly string[], trueType: string | undefined): boolean {
  if (trueType === undefined) return false
  return extensions.some((extension) => {
    const types = typesOf.get(extension)
    return types !== undefined && !types.some((type) => trueType.startsWith(type))
  })
}

const containerExtensions: ReadonlySet<string> = new Set(
  'zip rar 7z gz tgz bz2 tbz xz txz zst tar lzh lha cab iso img arj ace z jar war apk eml msg dmg vhd vhdx wim tnef'.split(
    ' ',
  ),
)
const containerTypes: ReadonlySet<string> = new Set([
  zip,
  'application/vnd.rar',
  'application/x-rar-compressed',
  'application/x-7z-compressed',
  'application/gzip',
  'application/x-bzip2',
  'application/x-xz',
  'application/zstd',
  'application/x-tar',
  'application/x-lzh-compressed',
  'application/x-lharc',
  'application/vnd.ms-cab-compressed',
  'application/x-iso9660-image',
  'application/x-compress',
  'application/x-arj',
  'application/x-ace-compressed',
  'application/java-archive',
  'application/ms-tnef',
  'application/vnd.ms-tnef',
  'message/rfc822',
  'message/global',
])

/** Whether other files may be inside that an inspection lists, or would list if it could read it. */
export function isContainer(extensions: readonly string[], types: readonly (string | undefined)[]): boolean {
  return (
    extensions.some((extension) => containerExtensions.has(extension)) ||
    types.some((type) => type !== undefined && containerTypes.has(type))
  )
}

/** Drawings are none, for they hold text: SVG and most of `image/vnd.`. */
const picture = /^(?:audio|video)\/|^image\/(?!svg|vnd\.(?!microsoft\.icon))/

/** Images, sound and films: they hold no text that is searched. */
export function isPicture(trueType: string | undefined): boolean {
  return trueType !== undefined && picture.test(trueType)
}

/** By content: what is only declared as one may be anything. */
const signatureTypes: ReadonlySet<string> = new Set([
  'application/pkcs7-signature',
  'application/pgp-signature',
])
const signatureExtensions: ReadonlySet<string> = new Set(['p7s', 'asc', 'sig'])
/** Octets: with the certificates in it. */
const largestSignature = 65_536

/** The signature of a mail: no attachment to anybody, and no text. Nothing that is called otherwise. */
export function isSignature({ trueType, extensions, size }: AttachmentFacts): boolean {
  return (
    trueType !== undefined &&
    signatureTypes.has(trueType) &&
    size <= largestSignature &&
    extensions.every((extension) => signatureExtensions.has(extension))
  )
}
