/** What is wrong with `sekisho.yaml`, as sentences: what stands there, what was expected, what to do. */

import type { ConfigFault, ConfigProblem, ExpectedType } from '../config/problem.ts'
import type { InBothLanguages } from './language.ts'

type ConfigProblemTexts = {
  readonly fault: (problem: ConfigProblem) => string
  readonly summary: (file: string, count: number) => string
  readonly correct: (file: string) => string
}

const englishTypes: Record<ExpectedType, string> = {
  text: 'a text',
  number: 'a number',
  'whole-number': 'a whole number',
  'true-or-false': 'true or false',
  list: 'a list',
  map: 'a map of settings',
}

const japaneseTypes: Record<ExpectedType, string> = {
  text: '文字列',
  number: '数値',
  'whole-number': '整数',
  'true-or-false': 'true または false',
  list: 'リスト',
  map: '設定のまとまり (キー: 値)',
}

function englishFileFault(detail: string): string {
  if (detail === 'ENOENT') return 'There is no such file. Check the path, or write one with: sekisho config'
  if (detail === 'EISDIR') return 'This is a folder. Name the configuration file itself.'
  if (detail === 'EACCES') return 'The file may not be read. Check its owner and permissions.'
  return `The file could not be read (${detail}).`
}

function japaneseFileFault(detail: string): string {
  if (detail === 'ENOENT') {
    return 'ファイルがありません。パスを確認するか、sekisho config の出力をもとに作成してください。'
  }
  if (detail === 'EISDIR') return 'フォルダが指定されています。設定ファイルそのものを指定してください。'
  if (detail === 'EACCES') return 'ファイルを読み取れません。所有者とアクセス権を確認してください。'
  return `ファイルを読み取れませんでした (${detail})。`
}

function englishFault(fault: ConfigFault): string {
  switch (fault.kind) {
    case 'file-unreadable':
      return englishFileFault(fault.detail)
    case 'not-yaml':
      return `This is not valid YAML: ${fault.detail}`
    case 'several-documents':
      return 'A second YAML document begins here. Remove the line "---", or what follows it.'
    case 'key-twice':
      return 'This key stands here a second time. Keep one of them.'
    case 'unknown-key':
      return fault.nearest === undefined
        ? `There is no setting "${fault.key}" here. Known here: ${fault.known.join(', ')}.`
        : `There is no setting "${fault.key}" here. Did you mean "${fault.nearest}"?`
    case 'missing-setting':
      return `The setting "${fault.key}" is missing, and it has no default.`
    case 'wrong-type':
      return `Expected ${englishTypes[fault.expected]}.`
    case 'not-a-choice':
      return `Expected one of: ${fault.choices.join(', ')}.${fault.nearest === undefined ? '' : ` Did you mean "${fault.nearest}"?`}`
    case 'too-small':
      return fault.inclusive
        ? `Expected ${fault.minimum} or more.`
        : `Expected a number greater than ${fault.minimum}.`
    case 'too-large':
      return `Expected ${fault.maximum} or less.`
    case 'empty-text':
      return 'Expected a text that is not empty.'
    case 'empty-list':
      return 'Expected a list with at least one item.'
    case 'not-an-ip-address':
      return 'Expected an IP address, for example 127.0.0.1 or ::1.'
    case 'not-a-network':
      return 'Expected an IP address or a network in CIDR form, for example 192.0.2.10 or 192.0.2.0/24.'
    case 'not-an-address':
      return 'Expected one mail address, for example mailgate@example.co.jp.'
    case 'not-a-host-name':
      return 'Expected a host name in ASCII, for example gate.example.co.jp.'
    case 'not-a-host':
      return 'Expected one host name or IP address, for example mail.example.co.jp or 192.0.2.25; its port goes into "port".'
    case 'not-a-name-server':
      return 'Expected the IP address of a name server, with a port if that is not 53, for example 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:5353.'
    case 'not-a-domain':
      return 'Expected a domain without "@", for example example.co.jp, or *.example.co.jp for every domain below it.'
    case 'route-unused':
      return 'Give the route "domains", or a "name" by which policies may send mail here.'
    case 'route-name-twice':
      return 'Another route has this name already. Policies find a route by its name.'
    case 'target-not-a-url':
      return 'Expected the URL of an API, with http:// or https:// and without user, query and /v1, or a folder.'
    case 'target-needs-token':
      return 'A target with a URL needs "tokenFile": a file with a token for the scopes groups:read and groups:write.'
    case 'token-for-folder':
      return '"tokenFile" is for URLs, and this target is a folder. Begin the URL with https://, or leave "tokenFile" out.'
    case 'target-name-twice':
      return 'Another target has this name already. Alarms and records tell targets apart by their names.'
    case 'target-twice':
      return 'Another target is this URL or folder already. Name each place once.'
    case 'tls-needs':
      return `With "tls: ${fault.tls}" the listener needs "${fault.setting}" (a PEM file). Add it, or set "tls: none".`
    case 'tenant-not-named':
      return 'Name your tenant: "tenantId", "organization" or both. Without them any tenant of Exchange Online could send through this listener.'
    case 'authentication-needs-tls':
      return 'Passwords go under TLS only. Set "tls" to offered, required or implicit, or "authentication" to none.'
    case 'not-a-password-hash':
      return 'Expected an argon2id hash ($argon2id$v=19$...); the value is not shown. Make one with: sekisho user hash'
    case 'user-twice':
      return 'Another user has this name already. Upper and lower case are the same.'
    case 'path-too-long':
      return `The path of a Unix socket may have ${fault.octets} octets at most; this one is longer: ${fault.path}. Choose a shorter one, for example below /run.`
    case 'listener-name-twice':
      return 'Another listener has this name already. Names tell listeners apart in the log.'
    case 'listener-socket-twice':
      return `The listener "${fault.other}" has this address and port already.`
    case 'no-such-file':
      return `There is no such file or folder: ${fault.path} (relative paths start from the folder of the configuration file).`
    case 'other':
      return fault.detail
  }
}

function japaneseFault(fault: ConfigFault): string {
  switch (fault.kind) {
    case 'file-unreadable':
      return japaneseFileFault(fault.detail)
    case 'not-yaml':
      return `YAML として正しくありません: ${fault.detail}`
    case 'several-documents':
      return 'ここから 2 つ目の YAML 文書が始まっています。「---」の行か、それより後を削除してください。'
    case 'key-twice':
      return '同じキーが 2 回書かれています。どちらか一方を残してください。'
    case 'unknown-key':
      return fault.nearest === undefined
        ? `「${fault.key}」という設定はここにはありません。ここで使えるもの: ${fault.known.join(', ')}`
        : `「${fault.key}」という設定はここにはありません。「${fault.nearest}」ではありませんか。`
    case 'missing-setting':
      return `設定「${fault.key}」がありません。既定値のない設定ですので、必ず記述してください。`
    case 'wrong-type':
      return `${japaneseTypes[fault.expected]}を記述してください。`
    case 'not-a-choice':
      return `次のいずれかを記述してください: ${fault.choices.join(', ')}${fault.nearest === undefined ? '' : ` (「${fault.nearest}」ではありませんか)`}`
    case 'too-small':
      return fault.inclusive
        ? `${fault.minimum} 以上の値を記述してください。`
        : `${fault.minimum} より大きい値を記述してください。`
    case 'too-large':
      return `${fault.maximum} 以下の値を記述してください。`
    case 'empty-text':
      return '空でない文字列を記述してください。'
    case 'empty-list':
      return '1 件以上のリストを記述してください。'
    case 'not-an-ip-address':
      return 'IP アドレスを記述してください (例: 127.0.0.1、::1)。'
    case 'not-a-network':
      return 'IP アドレス、または CIDR 形式のネットワークを記述してください (例: 192.0.2.10、192.0.2.0/24)。'
    case 'not-an-address':
      return 'メールアドレスを 1 つ記述してください (例: mailgate@example.co.jp)。'
    case 'not-a-host-name':
      return 'gate.example.co.jp のような ASCII のホスト名を記述してください。'
    case 'not-a-host':
      return 'ホスト名または IP アドレスを 1 つ記述してください (例: mail.example.co.jp、192.0.2.25)。ポートは「port」に記述します。'
    case 'not-a-name-server':
      return 'ネームサーバの IP アドレスを記述してください。ポートが 53 でない場合は付け加えます (例: 192.0.2.53、192.0.2.53:5353、[2001:db8::53]:5353)。'
    case 'not-a-domain':
      return '「@」を付けずにドメインを記述してください (例: example.co.jp)。下位のすべてのドメインを表すには *.example.co.jp とします。'
    case 'route-unused':
      return '「domains」か、ポリシーから指定するための「name」のどちらかを記述してください。'
    case 'route-name-twice':
      return '同じ名前の経路が既にあります。ポリシーは名前で経路を指定するため、別の名前にしてください。'
    case 'target-not-a-url':
      return 'http:// または https:// で始まり、ユーザー名、クエリー、/v1 を含まない API の URL か、フォルダを指定してください。'
    case 'target-needs-token':
      return 'URL の配布先には tokenFile (groups:read と groups:write の権限を持つトークンのファイル) が必要です。'
    case 'token-for-folder':
      return 'tokenFile は URL の配布先に使いますが、この配布先はフォルダとして扱われます。URL は https:// から書き、フォルダの場合は tokenFile を削除してください。'
    case 'target-name-twice':
      return '同じ名前の配布先が既にあります。警報と記録は名前で配布先を区別するため、別の名前にしてください。'
    case 'target-twice':
      return '同じ URL またはフォルダの配布先が既にあります。1 か所につき 1 件だけ書いてください。'
    case 'tls-needs':
      return `「tls: ${fault.tls}」の待ち受けには「${fault.setting}」(PEM ファイル) が必要です。追加するか、「tls: none」にしてください。`
    case 'tenant-not-named':
      return '自社のテナントを「tenantId」または「organization」で指定してください (両方も可)。指定がないと、Exchange Online のどのテナントからでも送信できてしまいます。'
    case 'authentication-needs-tls':
      return 'パスワードは TLS の下でだけ受け付けます。「tls」を offered、required、implicit のいずれかにするか、「authentication」を none にしてください。'
    case 'not-a-password-hash':
      return 'argon2id のハッシュ ($argon2id$v=19$...) を記述してください (書かれている値は表示しません)。「sekisho user hash」で作成できます。'
    case 'user-twice':
      return '同じ名前の利用者が既にいます。大文字と小文字は区別しません。'
    case 'path-too-long':
      return `Unix ソケットのパスは ${fault.octets} オクテットまでです。長すぎます: ${fault.path}。/run の下など、短いパスを指定してください。`
    case 'listener-name-twice':
      return '同じ名前の待ち受けが既にあります。ログで見分けるため、別の名前にしてください。'
    case 'listener-socket-twice':
      return `待ち受け「${fault.other}」が同じアドレスとポートを使っています。`
    case 'no-such-file':
      return `ファイルまたはフォルダがありません: ${fault.path} (相対パスは設定ファイルのあるフォルダを起点とします)`
    case 'other':
      return fault.detail
  }
}

/** `sekisho.yaml:3:5: listeners[0].port: …`, the form that editors jump to. */
function placed(problem: ConfigProblem, sentence: string): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':')
  const shown = problem.value === '' || problem.fault.kind === 'unknown-key' ? '' : ` (${problem.value})`
  return `${place}: ${problem.setting === '' ? '' : `${problem.setting}${shown}: `}${sentence}`
}

export const configProblemTexts: InBothLanguages<ConfigProblemTexts> = {
  en: {
    fault: (problem) => placed(problem, englishFault(problem.fault)),
    summary: (file, count) =>
      `${file} has ${count === 1 ? 'one fault' : `${count} faults`}; nothing was started or changed.`,
    correct: (file) => `${file} is correct.`,
  },
  ja: {
    fault: (problem) => placed(problem, japaneseFault(problem.fault)),
    summary: (file, count) => `${file} に誤りが ${count} 件あります。何も開始・変更していません。`,
    correct: (file) => `${file} に誤りはありません。`,
  },
}
