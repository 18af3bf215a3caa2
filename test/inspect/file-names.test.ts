import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import encodingJapanese from 'encoding-japanese'
import { mailWith, shiftJis } from './files.ts'
import { factsOf } from './mails.ts'

const name = '見積書①.xlsx'
const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64')
const percent = (octets: Buffer): string =>
  [...octets].map((octet) => `%${octet.toString(16).padStart(2, '0')}`).join('')
const jis = Buffer.from(
  encodingJapanese.convert(encodingJapanese.stringToCode('見積書.xlsx'), { to: 'JIS', from: 'UNICODE' }),
)

async function facts(
  parameters: string,
  type?: string,
): Promise<{ names: readonly string[]; extensions: readonly string[] }> {
  const [found] = (await factsOf(mailWith('x', parameters, type))).attachments
  assert.ok(found !== undefined)
  return found
}

describe('every name that a mail program may save a file under is found', () => {
  const octets = Buffer.from(name)
  const forms: readonly (readonly [string, string, string])[] = [
    ['plain', 'filename=report.xlsx', 'report.xlsx'],
    ['with spaces and no quotes', 'filename=my report (1).xlsx', 'my report (1).xlsx'],
    ['in quotes with a backslash', 'filename="my \\"report\\".xlsx"', 'my "report".xlsx'],
    ['by RFC 2231 in UTF-8', `filename*=utf-8'ja'${percent(octets)}`, name],
    ['by RFC 2231 in Shift_JIS', `filename*=shift_jis''${percent(shiftJis(name))}`, name],
    ['by RFC 2231 in windows-31j', `filename*=windows-31j''${percent(shiftJis(name))}`, name],
    ['by RFC 2231 in ISO-2022-JP', `filename*=iso-2022-jp''${percent(jis)}`, '見積書.xlsx'],
    ['by RFC 2231 in cp50221', `filename*=cp50221''${percent(jis)}`, '見積書.xlsx'],
    ['by RFC 2231 without a charset', `filename*=''${percent(octets)}`, name],
    [
      'in sections cut within a character',
      `filename*0*=utf-8''${percent(octets.subarray(0, 4))}; filename*1*=${percent(octets.subarray(4))}`,
      name,
    ],
    [
      'in sections out of order',
      `filename*1*=${percent(octets.subarray(4))}; filename*0*=utf-8''${percent(octets.subarray(0, 4))}`,
      name,
    ],
    ['in sections as they stand, for who does not sort', 'filename*1="a."; filename*0="exe"', 'a.exe'],
    ['in sections that are not encoded', 'filename*0="repo"; filename*1="rt.xlsx"', 'report.xlsx'],
    ['as an encoded word in quotes', `filename="=?utf-8?B?${base64(name)}?="`, name],
    [
      'as encoded words cut within a character',
      `filename="=?utf-8?B?${base64(octets.subarray(0, 4))}?= =?utf-8?B?${base64(octets.subarray(4))}?="`,
      name,
    ],
    ['as an encoded word in ISO-2022-JP', `filename="=?iso-2022-jp?B?${base64(jis)}?="`, '見積書.xlsx'],
    ['as raw octets of UTF-8', `filename="${octets.toString('latin1')}"`, name],
    ['as raw octets of Shift_JIS', `filename="${shiftJis(name).toString('latin1')}"`, name],
    ['as raw octets of ISO-2022-JP', `filename="${jis.toString('latin1')}"`, '見積書.xlsx'],
    ['in quotes over a fold', 'filename="run.e\n xe"', 'run.exe'],
    ['in quotes over a fold at a space', 'filename="my\n report.xlsx"', 'my report.xlsx'],
    ['as its description', 'x=y\nContent-Description: =?utf-8?Q?run.exe?=', 'run.exe'],
    ['as its place', 'filename=a.txt\nContent-Location: https://example.com/run.exe', 'run.exe'],
    ['percent-encoded without a mark', `filename="${percent(octets)}"`, name],
    ['behind a backslash that some take for quoting', 'filename="C:\\temp\\run.bat"', 'run.bat'],
    ['without a `;` before it', 'filename="a.txt" filename="run.exe"', 'run.exe'],
    ['without a `;` and quotes before it', 'filename=a.txt filename=run.exe', 'run.exe'],
    ['behind a quote that does not end', 'name="a.txt; filename=run.exe', 'run.exe'],
    ['behind a comment that does not end', 'x=1; (a; filename=run.exe', 'run.exe'],
    ['behind a quoted quote', 'filename="a.txt\\"; filename=run.exe', 'run.exe'],
    ['behind slashes', 'filename="../../etc/cron.sh"', 'cron.sh'],
    ['behind backslashes', 'filename="C:\\\\x\\\\run.bat"', 'run.bat'],
    ['without dots and spaces at its end', 'filename="run.exe. . "', 'run.exe'],
    ['in front of an alternate stream', 'filename="run.exe::$DATA"', 'run.exe'],
    ['in front of a NUL', `filename*=utf-8''run.exe%00.pdf`, 'run.exe'],
    [
      'as it is saved with an override of direction',
      `filename*=utf-8''invoice%E2%80%AEfdp.exe`,
      'invoicefdp.exe',
    ],
    [
      'as it is shown with an override of direction',
      `filename*=utf-8''invoice%E2%80%AEfdp.exe`,
      'invoiceexe.pdf',
    ],
  ]
  for (const [form, parameters, expected] of forms)
    it(form, async () => {
      const { names } = await facts(parameters)
      assert.ok(names.includes(expected), JSON.stringify(names))
    })

  it('and of the content type too', async () => {
    const { extensions } = await facts('filename=a.txt', 'application/octet-stream; name="a.exe"')
    assert.deepEqual(extensions.toSorted(), ['exe', 'txt'])
  })

  it('and of both forms where there are both', async () => {
    const { extensions } = await facts(`filename="a.txt"; filename*=utf-8''a.exe`)
    assert.deepEqual(extensions.toSorted(), ['exe', 'txt'])
  })

  it('and of two parameters of one name', async () => {
    const { extensions } = await facts('filename="a.txt"; filename="a.exe"')
    assert.deepEqual(extensions.toSorted(), ['exe', 'txt'])
  })

  it('and an extension is in lower case and of one width', async () => {
    assert.deepEqual((await facts(`filename*=utf-8''a.%EF%BC%A5%EF%BC%B8%EF%BC%A5`)).extensions, ['exe'])
  })
})

describe('a name that a comment or quotes stand beside is found', () => {
  for (const parameters of [
    'filename=a.exe (comment)',
    'filename=(x)a.exe(y)',
    'filename=a.exe(comment)',
    'filename=a".exe"',
    "filename='a.exe'",
  ])
    it(parameters, async () => {
      assert.ok((await facts(parameters)).extensions.includes('exe'))
    })
})

function many(count: number, parameter: (index: number) => string): string {
  return [...Array.from({ length: count }, (_, index) => parameter(index)), 'filename=a.exe'].join('; ')
}

describe('more names than are read leave the answer open', () => {
  it('of one parameter', async () => {
    const { troubles } = await factsOf(
      mailWith(
        'x',
        many(30, (index) => `filename=a${index}.txt`),
      ),
    )
    assert.deepEqual(
      troubles.map(({ kind }) => kind),
      ['over-bound'],
    )
  })
  it('behind many parameters', async () => {
    const { troubles } = await factsOf(
      mailWith(
        'x',
        many(300, (index) => `x${index}=1`),
      ),
    )
    assert.deepEqual(
      troubles.map(({ kind }) => kind),
      ['over-bound'],
    )
  })
})
