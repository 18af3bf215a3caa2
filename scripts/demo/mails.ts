/** The mails of the demonstration, as words for `sekisho send`. */

import type { Stage } from './stage.ts'

const from = 'katayama.junichi@example.co.jp'
const chief = 'ogawa.hiromi@example.co.jp'

/** A ZIP of one file with a password. */
const encryptedZip = Buffer.from(
  'UEsDBAoACQAAAMZgeF3JjaYiFAAAAAgAAAAFAAAAYS50eHTuJGFDphB5+GC9zI8cyEvocN9/3VBLBwjJjaYiFAAAAAgAAABQSwECHgMKAAkAAADGYHhdyY2mIhQAAAAIAAAABQAAAAAAAAABAAAApIEAAAAAYS50eHRQSwUGAAAAAAEAAQAzAAAARwAAAAAA',
  'base64',
)

export interface DemoMail {
  readonly subject: string
  readonly words: readonly string[]
}

export function demoMails({ write, smtp }: Stage): readonly DemoMail[] {
  const zip = write('資料.zip', encryptedZip)
  const list = write(
    '名簿.csv',
    '氏名,カード番号\n山田太郎,4111 1111 1111 1111\n鈴木花子,5555 5555 5555 4444\n',
  )
  const minutes = write('議事録.txt', '議事録\n')
  const mail = (subject: string, to: string, ...more: readonly string[]): DemoMail => ({
    subject,
    words: ['send', '--server', smtp, '--from', from, '--to', to, '--subject', subject, ...more],
  })
  const crowd = Array.from({ length: 10 }, (_, index) => `a@customer${index + 1}.example`).join(',')
  return [
    mail('お打ち合わせの件', 'partner@customer.example', '--cc', chief),
    mail('議事録の送付', 'partner@customer.example', '--cc', chief, '--attach', minutes),
    mail('資料の送付', 'partner@customer.example', '--cc', chief, '--attach', zip),
    mail('名簿の送付', 'partner@customer.example', '--cc', chief, '--attach', list),
    mail('ご相談', 'buyer@rival.example', '--cc', chief),
    mail('年末のご挨拶', crowd, '--cc', chief),
    mail('上司なし', 'partner@customer.example'),
  ]
}

/** The encrypted one as a raw mail, for `sekisho explain`. */
export function encryptedMail({ write }: Stage): {
  readonly eml: string
  readonly from: string
  readonly to: string
} {
  const to = 'partner@customer.example'
  const lines = [
    `From: ${from}`,
    `To: ${to}`,
    `Cc: ${chief}`,
    'Subject: documents',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=part',
    '',
    '--part',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Please find the file attached. The password follows.',
    '--part',
    'Content-Type: application/zip; name=documents.zip',
    'Content-Disposition: attachment; filename=documents.zip',
    'Content-Transfer-Encoding: base64',
    '',
    encryptedZip.toString('base64'),
    '--part--',
    '',
  ]
  return { eml: write('documents.eml', lines.join('\r\n')), from, to }
}
