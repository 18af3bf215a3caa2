/** Words of `sekisho notice`. */

import type { InBothLanguages, Language } from './language.ts'

/** Why the gate would write no notice (`gate/notice-for.ts`). */
type NoNotice = 'delivered' | 'loop' | 'foreign-tenant' | 'null-sender' | 'not-of-the-company' | 'robot'

type Example = { readonly line: string; readonly does: string }

type NoticeHelp = {
  readonly description: string
  readonly templates: {
    readonly description: string
    readonly outputOption: string
    readonly examples: readonly Example[]
    readonly exitCodes: readonly string[]
    readonly exists: (file: string) => string
    readonly written: (file: string) => string
    readonly next: (directory: string) => string
  }
  readonly preview: {
    readonly description: string
    readonly configOption: string
    readonly emlOption: string
    readonly mailFromOption: string
    readonly rcptOption: string
    readonly formatOption: string
    readonly examples: readonly Example[]
    readonly exitCodes: readonly string[]
    readonly head: (to: string, language: Language) => string
    readonly subject: string
    readonly byReply: string
    readonly templatesFaulty: (count: number) => string
    readonly tooLarge: string
    readonly none: Readonly<Record<NoNotice, string>>
  }
}

export const noticeHelp: InBothLanguages<NoticeHelp> = {
  en: {
    description: 'Refusal notices: templates to change, and a look at what a sender would read.',
    templates: {
      description: "Write the product's templates of the refusal notice into a folder, to change them there.",
      outputOption: 'folder for the templates; made if it is missing',
      examples: [
        { line: 'sekisho notice templates --output templates', does: 'Start templates of your own' },
      ],
      exitCodes: ['written', 'a template is there already: nothing was written', 'failed, or wrong usage'],
      exists: (file) =>
        `${file} is there already. Nothing was written; name another folder, or move it away.`,
      written: (file) => `Wrote ${file}`,
      next: (directory) =>
        `Change them, delete those that shall stay as they are, and set refusal.templates to ${directory}.`,
    },
    preview: {
      description: 'Show the notice that the sender of a raw mail would get if the gate refused it.',
      configOption: 'configuration file',
      emlOption: 'the raw mail',
      mailFromOption: 'envelope sender; <> for the null sender',
      rcptOption: 'envelope recipients',
      formatOption: 'what to print: the words, the HTML page, or the whole mail',
      examples: [
        {
          line: 'sekisho notice preview --config sekisho.yaml --eml mail.eml --mail-from a@example.co.jp --rcpt b@example.com',
          does: 'What would the sender read?',
        },
      ],
      exitCodes: ['a notice would be written', 'no notice would be written', 'failed, or wrong usage'],
      head: (to, language) => `To:       ${to}\nLanguage: ${language === 'ja' ? 'Japanese' : 'English'}`,
      subject: 'Subject:  ',
      byReply:
        'refusal.by is "reply": the gate would answer 5xx. With refusal.by "notice" this notice would be written.',
      templatesFaulty: (count) =>
        `The templates have ${count === 1 ? 'a mistake' : `${count} mistakes`}, so the gate would not start.`,
      tooLarge: 'No notice: the mail is over a bound of the configuration and gets a 5xx.',
      none: {
        delivered: 'No notice: the mail may go.',
        loop: 'No notice: the mail goes round in a loop and gets a 5xx.',
        'foreign-tenant': 'No notice: the mail is not of our own tenant and gets a 5xx.',
        'null-sender': 'No notice: nobody writes to a null sender; the mail gets a 5xx.',
        'not-of-the-company': 'No notice: the envelope sender is not of the company; the mail gets a 5xx.',
        robot: 'No notice: the mail comes from a program or an address that nobody reads; it gets a 5xx.',
      },
    },
  },
  ja: {
    description: '拒否の通知について、ひな形の書き出しと、差出人が読む文面の確認をします。',
    templates: {
      description: '拒否の通知の標準のひな形をフォルダに書き出します。そこで書き換えて使えます。',
      outputOption: 'ひな形を置くフォルダ (なければ作ります)',
      examples: [{ line: 'sekisho notice templates --output templates', does: '自社用のひな形を作り始める' }],
      exitCodes: [
        '書き出した',
        'すでにひな形があるため、何も書き出さなかった',
        '失敗、またはコマンドの指定誤り',
      ],
      exists: (file) =>
        `${file} はすでにあります。何も書き出していません。別のフォルダを指定するか、移動してください。`,
      written: (file) => `${file} を書き出しました`,
      next: (directory) =>
        `書き換えたあと、標準のままでよいものは削除し、refusal.templates に ${directory} を指定してください。`,
    },
    preview: {
      description: '生のメールを関所が拒否したときに、差出人に届く通知を表示します。',
      configOption: '設定ファイル',
      emlOption: '生のメール',
      mailFromOption: 'エンベロープ送信者。空の送信者は <>',
      rcptOption: 'エンベロープの宛先',
      formatOption: '表示するもの: 文面、HTML、メール全体',
      examples: [
        {
          line: 'sekisho notice preview --config sekisho.yaml --eml mail.eml --mail-from a@example.co.jp --rcpt b@example.com',
          does: '差出人が読む文面を確認する',
        },
      ],
      exitCodes: ['通知が送られる', '通知は送られない', '失敗、またはコマンドの指定誤り'],
      head: (to, language) => `宛先: ${to}\n言語: ${language === 'ja' ? '日本語' : '英語'}`,
      subject: '件名: ',
      byReply:
        'refusal.by が "reply" のため、実際には 5xx を返します。"notice" にすると、この通知が送られます。',
      templatesFaulty: (count) => `ひな形に誤りが ${count} 件あるため、関所は起動できません。`,
      tooLarge: '通知は送られません。メールが設定の上限を超えているため、5xx を返します。',
      none: {
        delivered: '通知は送られません。このメールは送信が許可されます。',
        loop: '通知は送られません。メールが循環しているため、5xx を返します。',
        'foreign-tenant': '通知は送られません。自社テナントのメールではないため、5xx を返します。',
        'null-sender': '通知は送られません。送信者が空のため、5xx を返します。',
        'not-of-the-company':
          '通知は送られません。エンベロープ送信者が社内の方ではないため、5xx を返します。',
        robot: '通知は送られません。プログラムからのメール、または人が読まない差出人のため、5xx を返します。',
      },
    },
  },
}
