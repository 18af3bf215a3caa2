/** What each setting of `sekisho.yaml` means, in Japanese; the English stands in `config.ts` beside the setting. */

import type { Language } from './language.ts'

const japanese: Readonly<Record<string, string>> = {
  hostname: '接続時の挨拶、EHLO、Received ヘッダで名乗る、この関所のホスト名です。',
  language: '画面と端末の表示言語です。',
  organization: 'hr.csv と rules.yaml のあるフォルダです。',
  listeners: 'メールの受け口です。',
  'listeners[].name': 'ログと判定記録に残る名前です。',
  'listeners[].address': '待ち受ける IP アドレスです。',
  'listeners[].port': 'TCP ポートです。0 にすると空いているポートを使います。',
  'listeners[].tls':
    '`offered`: STARTTLS を提示します。`required`: STARTTLS の前にはメールを受け付けません。`implicit`: 最初から TLS です。`none` 以外では `certificate` と `key` が必要です。',
  'listeners[].certificate': '証明書とその連鎖の PEM ファイルです。',
  'listeners[].key': '秘密鍵の PEM ファイルです。',
  'listeners[].clients':
    'どこ宛てでも送信できる接続元のアドレスとネットワーク (CIDR) です。それ以外には RCPT で 550 5.7.1 を返します。',
  'listeners[].exchangeOnline':
    'Exchange Online 用の受け口であることを示します。送信元アドレスは全テナント共通のため、自社テナントの印と社内ドメインの送信者も求めます。',
  'listeners[].exchangeOnline.tenantId':
    '`X-MS-Exchange-CrossTenant-Id` に書かれているべきテナント ID (GUID) です。',
  'listeners[].exchangeOnline.organization':
    '`X-OriginatorOrg` に書かれているべきドメインです。2 つのうち少なくとも一方が必要です。',
  nextHop: '通過したメールの送り先です。',
  'nextHop.directory': '配信したメールを 1 通 1 ファイル (`.eml`) で残すフォルダです。',
  'nextHop.page': '送信済みメールを表示する簡易画面です。',
  'nextHop.page.address': '画面を公開する IP アドレスです。',
  'nextHop.page.port': '画面を公開する TCP ポートです。',
  'nextHop.hosts': '上から順に試し、最初に接続できたサーバへ渡します。',
  'nextHop.hosts[].host': 'ホスト名または IP アドレスです。',
  'nextHop.hosts[].port': 'TCP ポートです。',
  'nextHop.hosts[].tls': '`verified` では、信頼する認証局がこの名前に対して発行した証明書を求めます。',
  'nextHop.hosts[].serverName': '証明書に書かれているべき名前です。既定は `host` と同じです。',
  'nextHop.hosts[].authorities': '信頼する認証局の PEM ファイルです。既定はシステムの認証局です。',
  'nextHop.connections': '1 台のサーバに対して保持する接続数の上限です。',
  'nextHop.idle': '使われていない接続を閉じるまでの秒数です。',
  'nextHop.loopMark':
    '送り出すメールに鍵付きのしるしを付けます (有効期間は 1 時間)。しるしの付いたメールが戻ってきたらループとみなし、554 5.4.6 を返します。Exchange Online のように、メールを戻すことのある転送先で使います。',
  'nextHop.loopMark.key': '32 オクテット以上の乱数を入れたファイルです。関所だけが読めるようにしてください。',
  supervisorInCc: '組み込みルール「権限のある上司が To または Cc にいること」の設定です。',
  'supervisorInCc.identity':
    '`strictest`: From の作成者、ログイン、エンベロープ送信者、Sender のすべてについて判定します。`from`: 作成者だけを判定します。',
  'supervisorInCc.approver': '承認者をどこに数えるかです。',
  'supervisorInCc.approver.in':
    '承認者がいるべき場所です。ヘッダの To/Cc、エンベロープ、またはその両方です。',
  'supervisorInCc.insideForks':
    '`pass`: エンベロープが社内宛てだけのメールは、ヘッダにかかわらず社外宛てとみなしません (Exchange が分割した社内側のメール)。',
  'supervisorInCc.subaddressing': '`true` では `sato+x@` を `sato@` とみなします。',
  'supervisorInCc.reports': '`pass`: 本物の配送通知・開封通知 (送信者が空で multipart/report) は通します。',
  limits: '上限値です。超えたときは必ず応答を返し、停止したり黙って切り捨てたりしません。',
  'limits.messageSize': '1 通の最大オクテット数です。SIZE で提示します。超過時は 552 5.3.4 です。',
  'limits.memory': '1 通のうちメモリに置くオクテット数です。超える分は一時ファイルに置きます。',
  'limits.memoryTotal':
    '処理中の全メールのうちメモリに置くオクテット数です。超える間は、大きさにかかわらず一時ファイルに置きます。',
  'limits.headerSize': 'ヘッダ部の最大オクテット数です。超過時は 554 5.6.0 です。',
  'limits.headerFields': '1 通のヘッダ項目数の上限です。超過時は 554 5.6.0 です。',
  'limits.addresses': '宛先系ヘッダに書けるアドレス数の合計の上限です。超過時は 554 5.6.0 です。',
  'limits.recipients': '1 通の RCPT コマンド数の上限です。超過時は 452 4.5.3 です。',
  'limits.commandLine': 'コマンド 1 行の最大オクテット数です。超過時は 500 5.5.2 です。',
  'limits.mistakes': '誤ったコマンドがこの数に達すると 421 を返して切断します。',
  'limits.connections': '同時接続数の上限です。超過時は 421 です。',
  'limits.connectionsPerClient': '1 つの接続元からの同時接続数の上限です。超過時は 421 です。',
  'limits.receivedFields': 'Received がこの数以上のメールは循環とみなし、554 5.4.6 を返します。',
  deadlines: '処理 1 段階ごとの期限です (1 バイトごとではありません)。',
  'deadlines.greeting': '接続から最初のコマンドまでの秒数です。',
  'deadlines.command': '1 つのコマンドが届き終わるまでの秒数です。',
  'deadlines.content': 'DATA から終端のドットまでの秒数です。',
  'deadlines.connect': '次のサーバへの接続 (TLS と EHLO を含む) にかける秒数です。',
  'deadlines.nextHopReply': '終端のドットより前の、次のサーバの各応答を待つ秒数です。',
  'deadlines.finalReply': '終端のドットに対する次のサーバの応答を待つ秒数です。',
  decisions: 'すべての判定の記録です。',
  'decisions.directory': '判定記録のフォルダです。1 通につき JSON 1 行を残します。',
  'decisions.record':
    '`before`: 記録がディスクに書かれてからメールを先へ送ります。`behind`: 遅くとも 100 ミリ秒後に書きます。',
  spool: '引き受けたメールの保管場所です。250 を返したメールは失われません。',
  'spool.directory':
    '引き受けたが、まだ配送していないメールのフォルダです。ローカルディスクに置きます。同時に使えるのは 1 プロセスだけです。',
  'spool.whenDeferred':
    '`spool`: 次のサーバが今は受け取れないとき、メールを保管して 250 を返し、あとで再送します。`pass-on`: 送信元に 4xx を返します。',
  'spool.always': '`true` では、すべてのメールをディスクに書いて 250 を返してから、次のサーバへ送ります。',
}

/**
 * @param path of the setting with `[]` for an item of a list, for example `listeners[].port`
 * @param english the description in the schema; also stands in where there is no Japanese
 */
export function settingDescription(path: string, english: string, language: Language): string {
  return language === 'ja' ? (japanese[path] ?? english) : english
}

/** Whether the setting has been described in Japanese. */
export function isDescribedInJapanese(path: string): boolean {
  return path in japanese
}
