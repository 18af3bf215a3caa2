/** What the guard of an import has found, in words: what, and why it does not look like a day's work. */

import type { GuardFinding } from '../people/guard.ts'
import type { InBothLanguages } from './language.ts'

export interface RosterGuardTexts {
  /** Above the findings. */
  readonly stopped: (findings: number) => string
  readonly passed: string
  /** What to do, below the findings. */
  readonly whatNow: string
  readonly finding: (finding: GuardFinding) => string
}

function shareOf(part: number, whole: number): string {
  return `${((part * 100) / whole).toFixed(1)} %`
}

export const rosterGuardTexts: InBothLanguages<RosterGuardTexts> = {
  en: {
    stopped: (findings) =>
      findings === 1
        ? 'The guard stops this roster, for one reason:'
        : `The guard stops this roster, for ${String(findings)} reasons:`,
    passed: 'The guard lets this roster pass.',
    whatNow:
      'If the dump or the rules are at fault, mend them and import again. If the changes are right, somebody who has looked at them may let them pass. The limits are in "night.guard" of the configuration.',
    finding: (finding) => {
      switch (finding.kind) {
        case 'nobody':
          return 'There is nobody in it.'
        case 'people-gone':
          return `${String(finding.gone)} of ${String(finding.before)} people have vanished (${shareOf(finding.gone, finding.before)}; at most ${String(finding.limit)} % may).`
        case 'units-gone':
          return `${String(finding.gone)} of ${String(finding.before)} units have vanished (${shareOf(finding.gone, finding.before)}; at most ${String(finding.limit)} % may).`
        case 'groups-gone':
          return `${String(finding.gone)} of ${String(finding.before)} groups would be deleted (${shareOf(finding.gone, finding.before)}; at most ${String(finding.limit)} % may). One that gets another name is deleted as well.`
        case 'exempt-gained':
          return `The mail of ${String(finding.gained)} more senders would go without anybody in Cc (exempt before ${String(finding.before)}, after ${String(finding.after)}; at most ${String(finding.limit)} may be new).`
        case 'newly-without-approver':
          return `${String(finding.lost + finding.joined)} senders would newly have no approver (${String(finding.lost)} lose every one, ${String(finding.joined)} are new and have none; at most ${String(finding.limit)} may).`
        case 'without-approver':
          return `${String(finding.count)} senders would have no approver (at most ${String(finding.limit)} may).`
        case 'same-dump':
          if (finding.earlier !== undefined)
            return `The dump is that of night ${String(finding.earlier)}, octet for octet (SHA-256 ${finding.hash.slice(0, 16)}…), which was in force and is not any more: an old copy, or one that somebody has rolled back.`
          return `The dump is the one in force, octet for octet (SHA-256 ${finding.hash.slice(0, 16)}…): the export has probably not run.`
      }
    },
  },
  ja: {
    stopped: (findings) => `この組織データは、次の理由 (${String(findings)} 件) により適用を見合わせます。`,
    passed: 'この組織データは適用できます。',
    whatNow:
      '人事データまたはルールに誤りがあれば、直してから取り込み直してください。変更が正しい場合は、内容を確認した担当者が承認すれば適用できます。上限は設定 night.guard で変更できます。',
    finding: (finding) => {
      switch (finding.kind) {
        case 'nobody':
          return '社員が一人もいません。'
        case 'people-gone':
          return `社員 ${String(finding.before)} 人のうち ${String(finding.gone)} 人がいなくなっています (${shareOf(finding.gone, finding.before)}。上限 ${String(finding.limit)} %)。`
        case 'units-gone':
          return `部署 ${String(finding.before)} のうち ${String(finding.gone)} がなくなっています (${shareOf(finding.gone, finding.before)}。上限 ${String(finding.limit)} %)。`
        case 'groups-gone':
          return `グループ ${String(finding.before)} のうち ${String(finding.gone)} が削除されます (${shareOf(finding.gone, finding.before)}。上限 ${String(finding.limit)} %)。名前の変わるグループも、削除として数えます。`
        case 'exempt-gained':
          return `新たに ${String(finding.gained)} 人のメールが、Cc に上司がいなくても送られるようになります (対象外: 変更前 ${String(finding.before)} 人、変更後 ${String(finding.after)} 人。新たな対象外の上限 ${String(finding.limit)} 人)。`
        case 'newly-without-approver':
          return `新たに ${String(finding.lost + finding.joined)} 人が、承認できる上司のいない送信者になります (いなくなる ${String(finding.lost)} 人、新しい送信者 ${String(finding.joined)} 人。上限 ${String(finding.limit)} 人)。`
        case 'without-approver':
          return `承認できる上司のいない送信者が ${String(finding.count)} 人になります (上限 ${String(finding.limit)} 人)。`
        case 'same-dump':
          if (finding.earlier !== undefined)
            return `人事データが、以前有効だった第 ${String(finding.earlier)} 回とまったく同じファイルです (SHA-256 ${finding.hash.slice(0, 16)}…)。古いファイルか、取り消して元に戻したものの可能性があります。`
          return `人事データが、現在のものとまったく同じファイルです (SHA-256 ${finding.hash.slice(0, 16)}…)。人事システムからの出力が動いていない可能性があります。`
      }
    },
  },
}
