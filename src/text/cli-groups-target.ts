/** Words of `groups plan`, `groups apply` and `groups verify` against a target. */

import type { InBothLanguages } from './language.ts'

interface Example {
  readonly line: string
  readonly does: string
}

type StepKind = 'create' | 'overwrite' | 'delete'
type Difference = 'missing' | 'different' | 'unwanted' | 'foreign'

interface CliGroupsTargetTexts {
  readonly plan: string
  readonly apply: string
  readonly targetOption: string
  readonly tokenOption: string
  readonly fullOption: string
  readonly dryRunOption: string
  readonly parallelOption: string
  readonly allowOption: string
  readonly quietOption: string
  readonly organizationOption: string
  readonly planExamples: readonly Example[]
  readonly applyExamples: readonly Example[]
  readonly verifyExamples: readonly Example[]
  readonly planCodes: readonly string[]
  readonly applyCodes: readonly string[]
  readonly steps: Readonly<Record<StepKind, string>>
  readonly nothingToDo: (target: string, groups: number) => string
  readonly toDo: (target: string, counts: Readonly<Record<StepKind, number>>, same: number) => string
  readonly foreign: (group: string, creator: string) => string
  readonly progress: (done: number, total: number) => string
  readonly equal: (target: string, groups: number) => string
  readonly notEqual: (target: string, count: number) => string
  readonly differences: Readonly<Record<Difference, (group: string) => string>>
  readonly howToMend: string
  readonly howToMendForeign: string
  readonly badUrl: (typed: string) => string
  readonly needsToken: string
  readonly tokenForFolder: (typed: string) => string
  readonly emptyToken: (file: string) => string
  readonly openWire: (target: string) => string
  readonly deletesMany: (target: string, count: number, organization: string) => string
  readonly badParallel: (typed: string) => string
  readonly folderOrTarget: string
}

export const cliGroupsTargetTexts: InBothLanguages<CliGroupsTargetTexts> = {
  en: {
    plan: 'Show what is to be done at a target so that it has the groups of a day. Changes nothing.',
    apply:
      'Bring the groups of a day to a target: only what differs, and read back in the end. Goes on where an earlier run was cut off.',
    targetOption: 'URL of the API of another gate, or a folder for files as "groups write" makes them',
    tokenOption: 'file with the token for the API (scopes groups:read and groups:write)',
    fullOption: 'put every group again, also those that are as they should be',
    dryRunOption: 'show what would be done, and do nothing',
    parallelOption: 'groups under way at a time (default: 8)',
    allowOption: 'also delete where it is more than one in five of the groups there',
    quietOption: 'no line of progress, and nothing said where all went well',
    organizationOption: 'folder that holds hr.csv and rules.yaml; with --target',
    planExamples: [
      {
        line: 'sekisho groups plan --org examples/demo --target https://gate2.example --token-file token',
        does: 'What differs at another gate?',
      },
    ],
    applyExamples: [
      {
        line: 'sekisho groups apply --org examples/demo --target https://gate2.example --token-file token',
        does: 'Publish the groups of today to another gate',
      },
      {
        line: 'sekisho groups apply --org examples/demo --target var/groups --keep 30',
        does: 'Publish them as files',
      },
    ],
    verifyExamples: [
      {
        line: 'sekisho groups verify --org examples/demo --target https://gate2.example --token-file token',
        does: 'Has another gate every member of every group?',
      },
    ],
    planCodes: [
      'the target has everything as it should be',
      'something is to be done, or a name belongs to somebody else',
      'the target cannot be asked, or wrong usage',
    ],
    applyCodes: [
      'the target has every group; read back and compared',
      'not finished; what was done stays, and the next run goes on',
      'nothing was done: the target cannot be asked, or wrong usage',
    ],
    steps: { create: 'create', overwrite: 'overwrite', delete: 'delete' },
    nothingToDo: (target, groups) => `${target} has all ${groups} groups as they should be.`,
    toDo: (target, counts, same) =>
      `${target}: ${counts.create} to create, ${counts.overwrite} to overwrite, ${counts.delete} to delete; ${same} are as they should be.`,
    foreign: (group, creator) => `${group}: made by "${creator}" there; it is left alone.`,
    progress: (done, total) => `${done} of ${total} groups`,
    equal: (target, groups) => `${target} has all ${groups} groups with every member.`,
    notEqual: (target, count) => `${target}: ${count === 1 ? '1 group differs' : `${count} groups differ`}.`,
    differences: {
      missing: (group) => `${group}: missing.`,
      different: (group) => `${group}: has other members.`,
      unwanted: (group) => `${group}: is there and should not be.`,
      foreign: (group) => `${group}: belongs to somebody else.`,
    },
    howToMend: '"sekisho groups apply" brings it in order.',
    howToMendForeign:
      'What somebody else has made there is never changed: have it deleted there, then run "sekisho groups apply" again.',
    badUrl: (typed) =>
      `"${typed}" is no URL of an API. Write it without user, query and /v1: https://gate2.example:8027.`,
    needsToken: 'a target with a URL needs --token-file.',
    tokenForFolder: (typed) =>
      `--token-file is for URLs, and "${typed}" is a folder. Begin the URL with https://, or leave --token-file out.`,
    emptyToken: (file) => `there is no token in ${file}. "sekisho token create" at the target makes one.`,
    openWire: (target) =>
      `Warning: ${target} is plain HTTP to another machine; the token can be read on the way. Use https.`,
    deletesMany: (target, count, organization) =>
      `nothing was done: ${count} groups at ${target} would be deleted. Is ${organization} the whole company? "sekisho groups plan" names them; if it is right, add --allow-deletions.`,
    badParallel: (typed) => `--parallel takes a whole number from 1 to 64, not "${typed}".`,
    folderOrTarget: 'give a folder of files, or both --org and --target.',
  },
  ja: {
    plan: '配布先のグループをその日の内容にするために必要な作業を表示します。何も変更しません。',
    apply:
      'その日のグループを配布先に反映します。差分だけを送り、最後に読み直して確認します。途中で切れた場合は\n続きから行います。',
    targetOption: '別の関所の API の URL、または「groups write」形式のファイルを置くフォルダ',
    tokenOption: 'API のトークンを書いたファイル (groups:read と groups:write の権限が必要です)',
    fullOption: '差分のないグループも含め、すべて送り直します',
    dryRunOption: '行う内容を表示するだけで、何も変更しません',
    parallelOption: '同時に処理するグループの数 (既定: 8)',
    allowOption: '配布先のグループの 5 分の 1 を超える削除も行います',
    quietOption: '進捗を表示せず、正常に終わったときは何も出力しません',
    organizationOption: 'hr.csv と rules.yaml のあるフォルダ (--target と併せて指定)',
    planExamples: [
      {
        line: 'sekisho groups plan --org examples/demo --target https://gate2.example --token-file token',
        does: '別の関所との差分を調べる',
      },
    ],
    applyExamples: [
      {
        line: 'sekisho groups apply --org examples/demo --target https://gate2.example --token-file token',
        does: '今日のグループを別の関所に配布する',
      },
      {
        line: 'sekisho groups apply --org examples/demo --target var/groups --keep 30',
        does: 'ファイルとして配布する',
      },
    ],
    verifyExamples: [
      {
        line: 'sekisho groups verify --org examples/demo --target https://gate2.example --token-file token',
        does: '別の関所の全グループ・全メンバーを照合する',
      },
    ],
    planCodes: [
      '配布先はあるべき状態になっている',
      '行うべき作業がある、または名前が別の利用者に使われている',
      '配布先に問い合わせられない、またはコマンドの指定誤り',
    ],
    applyCodes: [
      '配布先に全グループがある (読み直して確認済み)',
      '未完了。実行済みの分は有効で、次回は続きから行う',
      '何も行っていない (配布先に問い合わせられない、またはコマンドの指定誤り)',
    ],
    steps: { create: '作成', overwrite: '上書き', delete: '削除' },
    nothingToDo: (target, groups) =>
      `${target} のグループ ${groups} 個は、すべてあるべき状態になっています。`,
    toDo: (target, counts, same) =>
      `${target}: 作成 ${counts.create} 件、上書き ${counts.overwrite} 件、削除 ${counts.delete} 件 (変更不要 ${same} 件)。`,
    foreign: (group, creator) => `${group}: 配布先で「${creator}」が作成したグループのため、変更しません。`,
    progress: (done, total) => `${total} グループ中 ${done}`,
    equal: (target, groups) => `${target} のグループ ${groups} 個は、全メンバーが一致しています。`,
    notEqual: (target, count) => `${target}: ${count} 個のグループが異なります。`,
    differences: {
      missing: (group) => `${group}: ありません。`,
      different: (group) => `${group}: メンバーが異なります。`,
      unwanted: (group) => `${group}: 不要なグループが残っています。`,
      foreign: (group) => `${group}: 別の利用者のグループです。`,
    },
    howToMend: '「sekisho groups apply」を実行すると正しい状態になります。',
    howToMendForeign:
      '別の利用者が作成したグループは変更しません。配布先で削除してもらい、「sekisho groups apply」をもう一度実行してください。',
    badUrl: (typed) =>
      `「${typed}」は API の URL として使えません。ユーザー名、クエリー、/v1 を除いて指定してください (例: https://gate2.example:8027)。`,
    needsToken: 'URL の配布先には --token-file が必要です。',
    tokenForFolder: (typed) =>
      `--token-file は URL の配布先に使いますが、「${typed}」はフォルダとして扱われます。URL は https:// から書き、フォルダの場合は --token-file を外してください。`,
    emptyToken: (file) =>
      `${file} にトークンがありません。配布先で「sekisho token create」を実行して作成してください。`,
    openWire: (target) =>
      `警告: ${target} は別のマシンへの暗号化されない HTTP 接続のため、トークンを途中で読まれるおそれがあります。https を使用してください。`,
    deletesMany: (target, count, organization) =>
      `${target} のグループ ${count} 個が削除されるため、何も行いませんでした。${organization} が会社全体のデータか確認してください。対象は「sekisho groups plan」で確認できます。正しい場合は --allow-deletions を付けてください。`,
    badParallel: (typed) => `--parallel には 1 から 64 の整数を指定してください (「${typed}」は使えません)。`,
    folderOrTarget: 'ファイルのフォルダ、または --org と --target の両方を指定してください。',
  },
}
