/** What each setting of `sekisho.yaml` means, in Japanese; the English stands in `config/` beside the setting. */

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
  'listeners[].authentication':
    'AUTH PLAIN と LOGIN です (TLS の下でだけ使えます)。`offered`: 認証した人は `clients` と同じように送信できます。`required`: 認証なしではだれも送信できません。',
  'listeners[].xclient':
    'メールプロキシのアドレスとネットワークです。XCLIENT と XFORWARD で「だれの代わりか」を伝えてきたとき、それを信用します。',
  'listeners[].proxyProtocol':
    'ロードバランサのアドレスとネットワークです。ここからの接続は、接続元を示す PROXY プロトコル (バージョン 1 または 2) のヘッダで始まらなければなりません。',
  'listeners[].exchangeOnline':
    'Exchange Online 用の受け口であることを示します。送信元アドレスは全テナント共通のため、自社テナントの印と社内ドメインの送信者も求めます。',
  'listeners[].exchangeOnline.tenantId':
    '`X-MS-Exchange-CrossTenant-Id` に書かれているべきテナント ID (GUID) です。',
  'listeners[].exchangeOnline.organization':
    '`X-OriginatorOrg` に書かれているべきドメインです。2 つのうち少なくとも一方が必要です。',
  users: '認証を提示するすべての受け口で認証できる利用者です。',
  'users[].name': 'クライアントが名乗る利用者名です。大文字と小文字は区別しません。',
  'users[].passwordHash':
    'パスワードの argon2id ハッシュです。`sekisho user hash` で作ります。パスワードそのものは書かないでください。',
  'users[].addresses':
    'この利用者が使えるエンベロープ送信者です。判定では先頭の 1 件をログインとして扱います。既定では `name` をログインとして扱い、エンベロープ送信者は制限しません。',
  usersFile:
    '`users` と同じ形のリストを書いた YAML ファイルです。`users` に加えて読みます。関所だけが読めるようにしてください。',
  api: 'プログラム用の HTTP API です。`docs/api.md` を参照してください。',
  'api.enabled': '`true`: 待ち受けます。',
  'api.address':
    'IP アドレスです。API は平文の HTTP のため、ループバック以外で使うときは TLS を受け持つプロキシを前に置いてください。',
  'api.port': 'TCP ポートです。0 にすると空いているポートを使います。',
  'api.requestsPerMinute':
    '1 つのトークンが 1 分間に送れるリクエスト数です。超えると `Retry-After` 付きの 429 を返します。',
  'api.uploadLimit':
    'アップロードする `hr.csv` と `rules.yaml` の大きさの上限 (オクテット) です。超えると 413 を返します。取り込みで読めない大きさ (`hr.csv` は 256 MiB、`rules.yaml` は 16 MiB を超えるもの) は、この値にかかわらず受け取りません。',
  inspection:
    'ポリシーが内容を調べる条件を使うとき、メールの中身をどこまで見るかです。上限を超えると「判定できない」となります。',
  'inspection.workers': 'メールの中身を並行して調べるスレッドの数です。最初に必要になったときに起動します。',
  'inspection.memory':
    'スレッド 1 つのヒープの上限 (オクテット) です。これを超えるスレッドは終了させ、そのメールは「調べられなかった」とします。',
  'inspection.seconds':
    'メール 1 通を調べる時間 (秒) です。時間内に見られなかった部分は「調べられなかった」とします。',
  'inspection.octets': 'メール 1 通と、その中から復号・展開したものすべての上限 (オクテット) です。',
  'inspection.parts': 'メール 1 通の MIME パート、添付されたメール、書庫の中のファイルの上限 (個) です。',
  'inspection.depth': '入れ子のマルチパートと添付されたメールの深さの上限です。',
  'inspection.archiveDepth': '入れ子の書庫の深さの上限です。',
  'inspection.members': '1 つの書庫の中のファイルの上限 (個) です。',
  'inspection.ratio':
    '書庫の中のファイルを展開したときの倍率の上限です。最初の 1 メガバイトには適用しません。',
  'inspection.text': 'メール 1 通の中で検索する文字数の上限です。',
  tlsProbe:
    '宛先のメールサーバーが TLS に対応しているかを調べる方法です。ポリシーに条件 `recipientTls` があるときだけ調べます。',
  'tlsProbe.port': 'メールサーバーの TCP ポートです。',
  'tlsProbe.servers':
    'ネームサーバーです (`アドレス` または `アドレス:ポート`)。既定ではシステムの設定に従います。',
  'tlsProbe.authorities': '信頼する認証局の PEM ファイルです。既定ではシステムの認証局を信頼します。',
  'tlsProbe.connect': '1 台のサーバーを 1 回調べるときの制限時間 (秒) です。',
  'tlsProbe.remembered': '調べた結果を使う時間 (秒) です。',
  'tlsProbe.patience':
    'メールが結果を待つ時間 (秒) です。これを過ぎると、その条件は「判定できない」となります。',
  history:
    '各送信者が過去にだれに送ったかの記録です。条件 `newRecipient` で使います。有効にする前に `sekisho history import` で判定記録から取り込んでください。',
  'history.enabled': '`true`: 記録します。',
  'history.path': 'SQLite ファイルです。ローカルディスクに置いてください。',
  night: '夜間の人事データ取り込みです。`docs/night.md` を参照してください。',
  'night.enabled':
    '`true`: 取り込みで有効にした人事データで判定します。まだ 1 件もないうちは `organization` で判定します。',
  'night.directory':
    '人事データを置くフォルダです。`incoming` に届いたものを取り込み、取り込んだものは `dumps` に保存します。',
  'night.keep': '人事データと比較結果を残す日数です。有効なものは常に残ります。',
  'night.arrival': '人事データが最後まで届いたことの判断方法です。',
  'night.arrival.complete':
    '`incoming` の `hr.csv` が揃ったとみなす条件です。`rename`: 別の名前で書き終えてから改名されたものとし、見つけ次第。`rest`: `rest` 秒間変化がないとき。`done-mark`: `hr.csv.done` があり、それが `hr.csv` より古くないとき。',
  'night.arrival.rest': '`rest` で待つ秒数です。',
  'night.arrival.every': 'フォルダを確認する間隔 (秒) です。',
  'night.schedule': '関所が夜間の人事データを待つ時刻です。',
  'night.schedule.enabled':
    '`false`: 関所は自分では取り込みません。手動または cron で `sekisho night run` を実行してください。',
  'night.schedule.cron':
    '人事データを待ち始める時刻です (cron の 5 項目)。平日だけにするには `0 4 * * 1-5` とします。',
  'night.schedule.holidays':
    '人事データが届かない日のファイルです。1 行に 1 日ずつ書いたもの、または内閣府「国民の祝日」の `syukujitsu.csv` を指定します。',
  'night.schedule.timezone': '`cron`、`warning`、`alarm` のタイムゾーンです。',
  'night.schedule.warning': 'この時刻までに準備ができていなければ警告します。',
  'night.schedule.alarm': 'この時刻までに準備ができていなければ警報を出します。',
  'night.publish':
    '有効になった人事データのグループの配布先です。それぞれ独立に配布します。既定では配布しません。',
  'night.publish[].name': '警報と記録に使う、配布先の名前です。',
  'night.publish[].target': '別の関所の API の URL、またはファイルを置くフォルダです。',
  'night.publish[].tokenFile':
    'URL に配布するためのトークン (スコープ `groups:read` と `groups:write`) を入れたファイルです。関所だけが読めるようにしてください。',
  'night.publish[].parallel': '同時に配布するグループの数です。',
  'night.publish[].keep': 'フォルダに残す日数です。',
  'night.alarms': '夜間の取り込みが完了しないときの連絡先です。',
  'night.alarms.mail': 'メールによる警報です。このサーバへ直接送るため、関所が停止していても届きます。',
  'night.alarms.mail.from': '警報メールの送信者です。',
  'night.alarms.mail.to': '警報メールの宛先です。',
  'night.alarms.mail.host': '警報メールを受け取るメールサーバです。関所とは別のサーバにしてください。',
  'night.alarms.mail.port': 'そのポートです。',
  'night.alarms.mail.tls':
    '`offered`: サーバが対応していれば STARTTLS を使います。`required`、`implicit`: TLS なしでは送りません。',
  'night.alarms.webhook':
    'HTTP で自社のプログラムに送る署名付きの警報です。署名は判定記録の写しと同じ方式です。',
  'night.alarms.webhook.url': '警報を POST する先です (JSON オブジェクト 1 件)。',
  'night.alarms.webhook.secret':
    '署名 (HMAC-SHA256) の鍵を入れた 16 オクテット以上のファイルです。関所だけが読めるようにしてください。',
  'night.alarms.successUrl':
    '準備が整うたびに、毎晩 1 回だけ呼び出します (GET)。呼び出しが来なければ警報を出す外部の監視に使います。',
  'night.alarms.syslog':
    'syslog (RFC 5424) で収集サーバに送る警報です。1 件を 1 メッセージで送り、構造化データに `kind` と `run` を入れます。',
  'night.alarms.syslog.host': '収集サーバのホスト名または IP アドレスです。',
  'night.alarms.syslog.port': 'ポートです。`tls` では 6514 が一般的です。',
  'night.alarms.syslog.transport':
    '`udp`: 1 件を 1 データグラムで送ります (届いたかどうかは分かりません)。`tcp`、`tls`: オクテット数を付けて送ります (RFC 6587、RFC 5425)。',
  'night.alarms.syslog.serverName': '証明書に書かれているべき名前です。既定は `host` と同じです。',
  'night.alarms.syslog.authorities': '信頼する認証局の PEM ファイルです。既定はシステムの認証局です。',
  'night.alarms.syslog.facility': 'ファシリティ (RFC 5424) です。16 は `local0` です。',
  'night.alarms.patience':
    '配布先にグループが揃わないとき、警報 `unpublished` を出すまでの秒数です。`schedule.warning` からその日の終わりまでは待たずに出します。',
  'night.alarms.remind': '警報を繰り返す間隔 (秒) です。',
  'night.guard': '人が内容を確認するまで、人事データの有効化を止める条件です。',
  'night.guard.peopleGone':
    '1 回の取り込みでいなくなってよい社員の割合 (%) です。小さな会社では大きくしてください。',
  'night.guard.unitsGone': '1 回の取り込みでなくなってよい部署の割合 (%) です。',
  'night.guard.groupsGone':
    '1 回の取り込みで削除されてよいグループの割合 (%) です。ルールからパターンが抜け落ちたときなどに効きます。20 個までは、割合にかかわらず止めません。名前の変わるグループも、削除として数えます。',
  'night.guard.exemptGained':
    '新たに対象外となってよい (ルール、または `unmatchedSender` と `noApprover` により、Cc に上司がいなくても送れるようになる) 送信者の数です。',
  'night.guard.newlyWithoutApprover':
    '新たに承認者がいなくなってよい送信者の数です。これまで承認者がいた人、不要だった人、新しく加わった人を数えます。`0`: 1 人も認めません。',
  'night.guard.withoutApprover':
    '承認者のいない送信者の総数の上限です (以前からの人を含みます)。既定では制限しません。',
  'night.guard.sameDump':
    '`stop`: 現在有効なもの、または以前有効だったものと 1 オクテットも違わない人事データは、出力の失敗とみなして止めます。`pass`: 止めません。現在有効な人事データでも、ルールが新しければルールの変更とみなして止めず、その旨を記録します。',
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
  'nextHop.mtaSts':
    '`enforce` では、宛先ドメインの MTA-STS ポリシー (RFC 8461) が有効な場合、ポリシーに書かれたサーバへ、検証済みの TLS でのみ送ります。外部への HTTPS 接続と 30 MB のメモリを使います。',
  'nextHop.connections': '1 台のサーバに対して保持する接続数の上限です。',
  'nextHop.idle': '使われていない接続を閉じるまでの秒数です。',
  'nextHop.loopMark':
    '送り出すメールに鍵付きのしるしを付けます (有効期間は 1 時間)。しるしの付いたメールが戻ってきたらループとみなし、554 5.4.6 を返します。Exchange Online のように、メールを戻すことのある転送先で使います。',
  'nextHop.loopMark.key': '32 オクテット以上の乱数を入れたファイルです。関所だけが読めるようにしてください。',
  'nextHop.hosts[].auth': 'このサーバに接続するときのアカウントです。',
  'nextHop.hosts[].auth.method': 'AUTH の方式です。サーバが提示しているものを選んでください。',
  'nextHop.hosts[].auth.user': 'アカウント名です。',
  'nextHop.hosts[].auth.secret':
    'パスワード (`xoauth2` ではアクセストークン) だけを書いたファイルです。接続のたびに読むため、書き換えるとすぐに有効になります。',
  'nextHop.hosts[].auth.withoutTls': '`true` では、TLS が使えないときに認証情報を平文で送ることを許します。',
  'nextHop.port': 'TCP ポートです。',
  'nextHop.tls': '`verified` では、信頼する認証局が MX の名前に対して発行した証明書を求めます。',
  'nextHop.servers':
    'DNS サーバです。`アドレス` または `アドレス:ポート` で書きます。既定はシステムの設定です。',
  routes:
    '宛先のドメインごとの送り先です。上から順に、最初に当てはまるものを使います。どれにも当てはまらない宛先は `nextHop` へ送ります。',
  'routes[].name': 'ポリシーがこの経路を指定するときの名前です。英小文字、数字、「-」で付けます。',
  'routes[].domains':
    '宛先のドメインです。`*.example.co.jp` はその下のすべてのサブドメインを表します。`name` があれば空でもかまいません。',
  'routes[].nextHop': 'これらのドメイン宛てのメールの送り先です。`nextHop` と同じ書き方をします。',
  queue: '保管したメールをいつ再送し、いつあきらめるかです。',
  'queue.firstRetry': '最初の再送までの秒数です。その後は間隔が 2 倍ずつ長くなります。',
  'queue.longestRetry': '再送の間隔の上限 (秒) です。',
  'queue.jitter': '再送が一度に集中しないように、間隔を無作為に伸縮させる割合です。',
  'queue.warnAfter': '配送が遅れていることを送信者に 1 回だけ知らせるまでの秒数です。',
  'queue.giveUpAfter': '配送できないメールを送信者に返すまでの秒数です。既定は 5 日です。',
  'queue.active': '同時に配送中または配送待ちにするメールの数の上限です。ほかのメールはディスクで待ちます。',
  'queue.perDestination': '1 つの送り先へ同時に配送する、保管済みメールの数の上限です。',
  reports: 'この関所が書く配送通知 (RFC 3464) の設定です。',
  'reports.language': '送信者への配送通知の言語です。既定は `language` と同じです。',
  'reports.postmaster':
    'だれにも返せないもの (配送通知の不達、送信者のないメール) を受け取るアドレスです。空の場合はだれにも送らず、ログにだけ残します。',
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
  policies:
    'ポリシーの設定です。保存したリビジョン (`sekisho policy`) はデータベースにあり、ファイルより優先します。',
  'policies.file': '有効なリビジョンがない間に使う `policies.yaml` です。既定は標準のポリシーです。',
  database: '関所について人が決めたことの保存先です。メールは `spool.directory` にあります。',
  'database.path':
    '同じマシンのディスクに置く SQLite ファイルです。ポリシーのリビジョン、どれが有効か、だれが何を変えたかを保存します。最初に必要になったときに作成します。',
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
  'limits.mailsPerClient':
    '1 つの接続元 (IPv6 では /64) から 1 分間に受け付けるメールの数です。超過時は MAIL に 450 4.7.1 を返します。既定では制限しません。',
  'limits.authenticationFailures':
    '1 つの接続元 (IPv6 では /64) が 10 分間に認証に失敗できる回数です。達したあとは AUTH に 421 を返します。失敗への応答はしだいに遅くなります。',
  'limits.receivedFields': 'Received がこの数以上のメールは循環とみなし、554 5.4.6 を返します。',
  floors:
    '空きの下限です。1 つでも下回っている間はメールを受け取らず、DATA に 452 4.3.1 を返します。空きができると自動で再開します。',
  'floors.memory': 'このプロセスがまだ使えるメモリのオクテット数です (cgroup の制限も考慮します)。',
  'floors.spool':
    '`spool.directory` のディスクの空きオクテット数です。受信中の大きなメールもここに置きます。',
  'floors.decisions': '`decisions.directory` のディスクの空きオクテット数です。',
  deadlines: '処理 1 段階ごとの期限です (1 バイトごとではありません)。',
  'deadlines.greeting': '接続から最初のコマンドまでの秒数です。',
  'deadlines.command': '1 つのコマンドが届き終わるまでの秒数です。',
  'deadlines.content': 'DATA から終端のドットまでの秒数です。',
  'deadlines.stop': '停止するとき、接続と処理中のメールが終わるのを待つ秒数です。過ぎると切断します。',
  'deadlines.connect': '次のサーバへの接続 (TLS と EHLO を含む) にかける秒数です。',
  'deadlines.nextHopReply': '終端のドットより前の、次のサーバの各応答を待つ秒数です。',
  'deadlines.finalReply': '終端のドットに対する次のサーバの応答を待つ秒数です。',
  decisions: 'すべての判定の記録です。',
  'decisions.directory': '判定記録のフォルダです。1 通につき JSON 1 行を残します。',
  'decisions.record':
    '`before`: 記録がディスクに書かれてからメールを先へ送ります。`behind`: 遅くとも 100 ミリ秒後に書きます。',
  'decisions.keep': '判定記録を保存する日数です。それより古いファイルは、起動時と夜間に削除します。',
  'decisions.compressAfter':
    'ファイルを圧縮するまでの日数です (gzip、約 10 分の 1)。圧縮したファイルも検索できます。',
  'decisions.syslog': '記録の写しを 1 件ずつ syslog (RFC 5424) で収集サーバに送ります。',
  'decisions.syslog.host': '収集サーバのホスト名または IP アドレスです。',
  'decisions.syslog.port': 'ポートです。`tls` では 6514 が一般的です。',
  'decisions.syslog.transport':
    '`udp`: 1 件を 1 データグラムで送ります (届いたかどうかは分かりません)。`tcp`、`tls`: オクテット数を付けて送ります (RFC 6587、RFC 5425)。',
  'decisions.syslog.serverName': '証明書に書かれているべき名前です。既定は `host` と同じです。',
  'decisions.syslog.authorities': '信頼する認証局の PEM ファイルです。既定はシステムの認証局です。',
  'decisions.syslog.facility': 'ファシリティ (RFC 5424) です。16 は `local0` です。',
  'decisions.syslog.octets':
    '1 件の最大オクテット数です。超える記録は「だれが・何を・なぜ」だけに縮め、縮めたことを示します。',
  'decisions.webhook': '記録の写しを、署名を付けて HTTP で自社のプログラムに送ります。',
  'decisions.webhook.url':
    'JSON Lines (`application/x-ndjson`) をまとめて POST する先です。リダイレクトには従いません。',
  'decisions.webhook.secret':
    '署名 (HMAC-SHA256) の鍵を入れた 16 オクテット以上のファイルです。関所だけが読めるようにしてください。',
  'decisions.webhook.authorities': '信頼する認証局の PEM ファイルです。既定はシステムの認証局です。',
  'decisions.webhook.batch': '1 回の要求で送る記録の数の上限です。',
  'decisions.webhook.timeout': '応答を待つ秒数です。',
  spool: '引き受けたメールの保管場所です。250 を返したメールは失われません。',
  'spool.directory':
    '引き受けたが、まだ配送していないメールのフォルダです。ローカルディスクに置きます。同時に使えるのは 1 プロセスだけです。',
  'spool.whenDeferred':
    '`spool`: 次のサーバが今は受け取れないとき、メールを保管して 250 を返し、あとで再送します。`pass-on`: 送信元に 4xx を返します。',
  'spool.always': '`true` では、すべてのメールをディスクに書いて 250 を返してから、次のサーバへ送ります。',
  refusal: '送信を拒否したことを、差出人にどう知らせるかです。',
  'refusal.by':
    '`reply`: 5xx を返し、差出人側のサーバが不達通知を書きます。`notice`: 受け付けたうえで送信せず、理由・上司の氏名・手順を書いた通知を差出人に送ります。',
  'refusal.language':
    '通知の言語です。`sender` では、差出人のメールから判断します。SMTP の応答は ASCII の英語で、SMTPUTF8 のときは日本語の行が続きます (`ja` のとき、または `sender` でメールか `language` が日本語のとき)。',
  'refusal.from':
    '通知の差出人アドレスです (エンベロープと From)。空の場合は空の送信者 (null sender) とし、From には `hostname` の `mailer-daemon` を示します。',
  'refusal.templates':
    '自社用のひな形を置くフォルダです。ないものは製品のひな形を使います。`sekisho notice templates` で作り始められます。',
  'refusal.robots':
    '人が読まない差出人です。ローカル部またはアドレス全体を書き、`*` は任意の文字列を表します。該当する差出人には 5xx を返します。',
  'refusal.noticesPerSender': '1 人の差出人に 1 時間に送る通知の上限です。超過時は 5xx を返します。',
  'refusal.noticesPerMinute': '全体で 1 分間に送る通知の上限です。超過時は 5xx を返します。',
  operations: '監視用の HTTP です。`/healthz`、`/readyz`、`/metrics` (Prometheus) があります。',
  'operations.enabled': '`true` にすると待ち受けます。',
  'operations.address': 'IP アドレスです。',
  'operations.port': 'TCP ポートです。0 にすると空いているポートを使います。',
  control: '動作中の関所に `sekisho reload` と `sekisho queue` がつながるための Unix ソケットです。',
  'control.socket': 'ソケットのパスです (100 オクテットまで)。関所を動かしているユーザーだけが使えます。',
  log: '標準出力に書くログです。出来事 1 件につき JSON 1 行です。',
  'log.level': '`debug`: 接続と TLS も 1 件ずつ書きます。`warn`: 確認が必要なものだけを書きます。',
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
