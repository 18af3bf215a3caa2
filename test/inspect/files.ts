/** Files for the tests of the inspection, made as programs make them: archives, Office documents, PDFs. */

import { configure, TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import encodingJapanese from 'encoding-japanese'
import { mail } from './mails.ts'

configure({ useWebWorkers: false })

/** A mail with one file; `parameters` of its disposition as they are written, one byte in a character. */
export function mailWith(
  file: Buffer | string,
  parameters = 'filename=file.bin',
  type = 'application/octet-stream',
): Buffer {
  const base64 = Buffer.from(file).toString('base64').replaceAll(/.{76}/g, '$&\n')
  const body = [
    '--b',
    'Content-Type: text/plain',
    '',
    'See the file.',
    '--b',
    `Content-Type: ${type}`,
    `Content-Disposition: attachment; ${parameters}`,
    'Content-Transfer-Encoding: base64',
    '',
    base64,
    '--b--',
    '',
  ].join('\n')
  return mail(['Content-Type: multipart/mixed; boundary=b'], body, 'latin1')
}

export interface ZipOptions {
  readonly password?: string
  readonly zipCrypto?: boolean
  readonly level?: number
}

export async function zip(
  members: Readonly<Record<string, string | Uint8Array>>,
  { password, zipCrypto = false, level = 6 }: ZipOptions = {},
): Promise<Buffer> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), {
    level,
    ...(password === undefined ? {} : { password, encryptionStrength: 3, zipCrypto }),
  })
  for (const [name, content] of Object.entries(members))
    await writer.add(
      name,
      typeof content === 'string' ? new TextReader(content) : new Uint8ArrayReader(content),
    )
  return Buffer.from(await writer.close())
}

const contentTypes =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'

/** `document` is the XML inside `w:body`. */
export async function docx(
  document: string,
  more: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<Buffer> {
  return await zip({
    '[Content_Types].xml': contentTypes,
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>${document}</w:body></w:document>`,
    ...more,
  })
}

export async function xlsx(sheet: string, sharedStrings: string): Promise<Buffer> {
  return await zip({
    '[Content_Types].xml': contentTypes,
    'xl/workbook.xml': '<workbook><sheets><sheet name="月次" sheetId="1"/></sheets></workbook>',
    'xl/sharedStrings.xml': `<sst>${sharedStrings}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
  })
}

export async function pptx(slide: string, notes: string): Promise<Buffer> {
  return await zip({
    '[Content_Types].xml': contentTypes,
    'ppt/presentation.xml': '<p:presentation/>',
    'ppt/slides/slide1.xml': `<p:sld>${slide}</p:sld>`,
    'ppt/notesSlides/notesSlide1.xml': `<p:notes>${notes}</p:notes>`,
  })
}

/** One block for each member. */
export function tar(members: Readonly<Record<string, string>>): Buffer {
  const blocks: Buffer[] = []
  for (const [name, content] of Object.entries(members)) {
    const header = Buffer.alloc(512)
    header.write(name, 0, 100)
    header.write('0000644\0', 100)
    const octets = Buffer.from(content)
    header.write(`${octets.length.toString(8).padStart(11, '0')}\0`, 124)
    header.write('0', 156)
    header.write('ustar\u000000', 257)
    const sum = header.reduce((total, octet) => total + octet, 8 * 32)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    const padded = Buffer.alloc(Math.ceil(octets.length / 512) * 512)
    octets.copy(padded)
    blocks.push(header, padded)
  }
  return Buffer.concat([...blocks, Buffer.alloc(1_024)])
}

export function shiftJis(text: string): Buffer {
  return Buffer.from(
    encodingJapanese.convert(encodingJapanese.stringToCode(text), { to: 'SJIS', from: 'UNICODE' }),
  )
}

/** Objects numbered from 1, the first is the catalogue. */
function pdfOf(objects: readonly string[], trailer = ''): Buffer {
  let file = '%PDF-1.7\n'
  const offsets: number[] = []
  for (const [index, object] of objects.entries()) {
    offsets.push(file.length)
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
  }
  const start = file.length
  const lines = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines}`
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}

/** A page in a font that the reader has to have, in a predefined Japanese encoding such as `90ms-RKSJ-H`. */
export function japanesePdf(text: Buffer, encoding: string): Buffer {
  const stream = `BT /F1 12 Tf 72 720 Td <${text.toString('hex')}> Tj ET`
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    `<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /${encoding} /DescendantFonts [6 0 R] >>`,
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /DW 1000 /FontDescriptor 7 0 R >>',
    '<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 723 /Descent -241 /CapHeight 709 /StemV 69 >>',
  ])
}

/** `more`: entries of the page. */
export function latinPdf(text: string, more = ''): Buffer {
  const stream = `BT /F1 12 Tf 72 720 Td (${text}) Tj ET`
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> ${more} >>`,
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ])
}

/** A page in a font of its own; `objects` are numbered from 6. */
export function pdfInFont(stream: string, font: string, objects: readonly string[] = []): Buffer {
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    font,
    ...objects,
  ])
}

/** A document with one bookmark inside another; titles in ASCII. */
export function pdfWithBookmarks(title: string, inner: string): Buffer {
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    '<< /Type /Outlines /First 5 0 R /Last 5 0 R /Count 2 >>',
    `<< /Title (${title}) /Parent 4 0 R /First 6 0 R /Last 6 0 R /Count 1 /Dest [3 0 R /Fit] >>`,
    `<< /Title (${inner}) /Parent 5 0 R /Dest [3 0 R /Fit] >>`,
  ])
}

/** A document whose only text is in a file inside it. */
export function pdfWithFile(name: string, content: Buffer, where: 'named' | 'pinned' = 'named'): Buffer {
  const names = where === 'named' ? `/Names << /EmbeddedFiles << /Names [(${name}) 4 0 R] >> >>` : ''
  const pin = '/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 4 0 R >>]'
  return pdfOf([
    `<< /Type /Catalog /Pages 2 0 R ${names} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${where === 'pinned' ? pin : ''} >>`,
    `<< /Type /Filespec /F (${name}) /UF (${name}) /EF << /F 5 0 R >> >>`,
    `<< /Type /EmbeddedFile /Length ${content.length} >>\nstream\n${content.toString('latin1')}\nendstream`,
  ])
}

/** `content` is the XML of its text; `manifest` what its list of members says beside them. */
export async function odt(content: string, manifest = ''): Promise<Buffer> {
  return await zip({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<office:document-content><office:text>${content}</office:text></office:document-content>`,
    'META-INF/manifest.xml': `<manifest:manifest>${manifest}</manifest:manifest>`,
  })
}

/** What a reader takes for a document that only a password opens. */
export function encryptedPdf(): Buffer {
  const zeros = '00'.repeat(32)
  return pdfOf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [] /Count 0 >>',
      `<< /Filter /Standard /V 1 /R 2 /O <${zeros}> /U <${'11'.repeat(32)}> /P -44 >>`,
    ],
    `/Encrypt 3 0 R /ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>]`,
  )
}
