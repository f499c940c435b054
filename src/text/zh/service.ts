import type { Messages } from '../messages.js';

/** What the service, its stores and its settings refuse or report. */
export const SERVICE: Messages = {
  // requests
  'The service failed on this request. The cause is in its log under this instance.':
    '服务处理该请求时出错。原因见服务日志中的同一 instance。',
  '{problem*} Correct the request and send it again.': '{problem}请更正后重新发送。',
  'The URL is too long.': '网址过长。',
  'The head of the request has more than {bytes} bytes: send fewer or shorter headers.':
    '请求头超过{bytes}字节：请减少或缩短请求头。',
  'The request did not arrive in time: send it again.': '请求未在规定时间内到达：请重新发送。',
  'The URL is malformed: encode characters that are not ASCII with a percent sign.':
    '网址格式不正确：请对非 ASCII 字符进行百分号编码。',
  'This is not an HTTP request: check its first line and headers.':
    '不是 HTTP 请求：请检查请求行和请求头。',
  'The URL is malformed: check its percent-encoding.': '网址格式不正确：请检查百分号编码。',
  'There is nothing at {path}: see /docs for the paths of this service.':
    '{path} 不存在：本服务的路径见 /docs。',
  'Accept takes none of the formats of this answer: {types}.':
    'Accept 不接受此回答的任何格式：{types}。',
  '{path} does not take {method}: use {methods*}.': '{path} 不支持 {method}：请用 {methods}。',
  '{type*} is not supported: send application/json.': '不支持 {type}：请发送 application/json。',
  'A body without Content-Type': '未注明 Content-Type 的请求体',
  'The body is not JSON ({error}).': '请求体不是 JSON（{error}）。',
  'A document may have {most} MiB at most.': '文件最大为 {most} MiB。',
  'A JSON body may have {most} MiB at most: send it in parts.':
    'JSON 请求体最大为 {most} MiB：请分批发送。',
  'Ledger-Actor is longer than {most} characters.': 'Ledger-Actor 超过 {most} 个字符。',
  'A change needs Idempotency-Key: a key of your own, the same when you repeat the request.':
    '变更须带 Idempotency-Key：由调用方自定，重发请求时不变。',
  'A table has {most} columns at most.': '表格最多 {most} 列。',
  'Idempotency-Key must be 1 to 255 printable ASCII characters.':
    'Idempotency-Key 须为 1 至 255 个可打印的 ASCII 字符。',
  'A change of a budget needs If-Match: the ETag of the budget as you read it, or *.':
    '变更预算须带 If-Match：读取预算时的 ETag，或 *。',
  'If-Match is {match}: give a version like "12", or *.':
    'If-Match 为 {match}：请填写版本，如 "12"，或 *。',
  '"{key}" is not a known {what*}: leave it out.': '没有{what}“{key}”：请删去。',
  '"{key}" is not a known {what*}: known are {names}.': '没有{what}“{key}”：可用的有 {names}。',
  parameter: '参数',
  field: '字段',
  'The body is missing.': '缺少请求体。',
  '{name} is missing.': '缺少 {name}。',
  '{name} is the number {given}: write it as a string, like "1060056.00".':
    '{name} 是数值 {given}：请写成字符串，如 "1060056.00"。',
  'The body is {given*}: it must {wanted*}.': '请求体为 {given}：{wanted}。',
  '{name} is {given*}: it must {wanted*}.': '{name} 为 {given}：{wanted}。',
  'a list': '列表',
  'an object': '对象',
  'be one of {values}': '应为下列之一：{values}',
  'be {type*}': '应为{type}',
  'be {most*} {limit#}': '应{most}为 {limit}',
  'have {most*} {limit#} entry': '应{most}有 {limit} 项',
  'have {most*} {limit#} entries': '应{most}有 {limit} 项',
  'have {most*} {limit#} character': '应{most}有 {limit} 个字符',
  'have {most*} {limit#} characters': '应{most}有 {limit} 个字符',
  'at least': '至少',
  'at most': '至多',
  'a text': '文本',
  'a number': '数值',
  'a whole number': '整数',
  'true or false': 'true 或 false',
  '"{after}" is not a place in the list: give "next" of the part before, such as {example}.':
    '“{after}”不是列表中的位置：请填写上一部分的“next”，如 {example}。',
  '"{text}" is not a number of days: give one from 0 to {most}.':
    '“{text}”不是天数：请填写 0 至 {most}。',
  '"{text}" is not one of {bases} or a date such as 2023-06-30.':
    '“{text}”既不是 {bases} 之一，也不是日期（如 2023-06-30）。',
  'A search is for a text of 1 to {most} characters.': '查找的文字为 1 至 {most} 个字符。',
  '{budget} has no line "{line}": see the list of its lines.':
    '{budget} 没有预算行“{line}”：请查看其预算行列表。',
  'There is none that is called "{text}": choose one of the list.':
    '没有名为“{text}”的：请从列表中选择。',
  'Several names have "{text}" in them: choose one of the list.':
    '有多个名称含有“{text}”：请从列表中选择。',
  'There is no table {number} in the form of a budget.': '预算表中没有表 {number}。',
  'There is no report {name}.': '没有报告 {name}。',
  'There is no table {number}: a budget has the tables 1 to {count}, also by their kinds, such as general, or by the number that its document prints.':
    '没有表 {number}：预算有表1至表{count}，也可用表的种类，如 general，或文件自己的表号。',
  'Table {table} of {budget} has no cell {row}, {column} then.':
    '{budget} 的表 {table} 当时没有 {row}、{column} 这一格。',
  'The document of {budget} has no table {number} among those that are recorded: a table is asked for with its number in the document, with 1 to {count}, or with its kind, such as general.':
    '{budget} 的文件中，已登记的表里没有表 {number}：可用文件自己的表号、1 至 {count}，或表的种类（如 general）。',
  'The document of {budget} has several tables of the kind {kind}: ask for one of them by its number, {numbers}.':
    '{budget} 的文件有多张种类为 {kind} 的表：请用表号查询，如 {numbers}。',
  'Position {position} is beyond the log: its last event is at {last}.':
    '位置 {position} 超出日志：最后一条记录在 {last}。',
  'There is no event {event}.': '没有记录 {event}。',
  '"{event}" is not an event: give its id, or its position in the log.':
    '“{event}”不是记录：请填写记录编号，或其在日志中的位置。',
  'No checkpoint is signed yet: there are no events.': '尚未签署检查点：还没有记录。',
  'There is no {file}.': '没有 {file}。',
  // changes
  'There is no webhook "{name}".': '没有 webhook“{name}”。',
  'A webhook sends the changes of every budget: it needs a role for all budgets.':
    'webhook 含全部预算：须有覆盖全部预算的角色。',
  'It was disabled by a request.': '已按请求停用。',
  'The receiver answered 410: it wants no more.': '接收方答复410：不再接收。',
  'The policy no longer gives every budget to the subject that has put the webhook: put it again with "disabled": false.':
    '审批规则文件不再向设置该 webhook 的主体授予全部预算：请以 "disabled": false 重新设置。',
  'The ledger was restored or moved: read a snapshot, and put the webhook with its token as start.':
    '账本已恢复或迁移：请读取快照，并以其令牌作为 start 重新设置 webhook。',
  'The ledger was restored or moved: put the webhook with the start {token}, up to which all is still there.':
    '账本已恢复或迁移：请以 start {token} 重新设置 webhook，此前的变动均仍在账本中。',
  '"{url}" cannot be the address of a webhook: give an http(s) URL.':
    '“{url}”不是 webhook 的地址：请填写 http(s) 网址。',
  'The host of {url} cannot be found.': '找不到 {url} 的主机。',
  '{host} is in a private network: name its network in LEDGER_WEBHOOK_NETWORKS to send there.':
    '{host} 在内部网络中：如要发送，请在 LEDGER_WEBHOOK_NETWORKS 中写明其网段。',
  'LEDGER_WEBHOOK_NETWORKS must name networks such as 10.1.0.0/16, with commas between them, not "{given}".':
    'LEDGER_WEBHOOK_NETWORKS 须为以逗号分隔的网段，如 10.1.0.0/16，不能是“{given}”。',
  'The lease {id} has ended: what was not acknowledged is handed out again.':
    '租约 {id} 已结束：未确认的变动会再次发出。',
  'Change {sequence} is not part of the lease {id}.': '变动 {sequence} 不属于租约 {id}。',
  'There is no group "{name}".': '没有消费组“{name}”。',
  '"{name}" cannot be the name of a group: use up to 64 small letters, digits, ".", "_" and "-".':
    '“{name}”不能作为消费组名称：至多64个小写字母、数字、“.”、“_”和“-”。',
  '{count} changes are parked, and not {events}: confirm the number that there is.':
    '搁置了 {count} 笔变动，而不是 {events} 笔：请确认实际笔数。',
  'Other processes change {name} all the time. Repeat it in a moment.':
    '其他进程一直在更改 {name}。请稍后重试。',
  'The groups in {place} cannot be used now ({error}). Repeat it in a moment.':
    '{place} 中的消费组现在不能使用（{error}）。请稍后重试。',
  '{file} belongs to another program or to a newer version of budget-ledger: name another file in LEDGER_GROUPS.':
    '{file} 属于其他程序或更新版本的 budget-ledger：请在 LEDGER_GROUPS 中另指定一个文件。',
  'LEDGER_GROUPS must be like sqlite:./data/groups.db or postgres://user:password@host/database, not "{value}".':
    'LEDGER_GROUPS 的形式为 sqlite:./data/groups.db 或 postgres://user:password@host/database，不能是“{value}”。',
  '--disable and --enable exclude each other: give one of them.':
    '--disable 与 --enable 只能填写一个。',
  'from and after exclude each other: give one of them.': 'from 与 after 只能填写一个。',
  'from is {from} and to is {to}: from must not be larger than to.':
    'from 为 {from}，to 为 {to}：from 不得大于 to。',
  "The token {token} is beyond the log's last event: this ledger has not given it out. Read a snapshot and follow from its token.":
    '令牌 {token} 超出日志的最后一条记录：本账本没有发出过。请读取快照，并从其令牌继续。',
  'The token {token} is beyond the log: another ledger issued it.':
    '令牌 {token} 超出日志：它由其他账本发出。',
  'There is no change {sequence}: the last one is {last}.':
    '没有变动 {sequence}：最后一笔是 {last}。',
  '{name} is "{text}": it must be one of {values}.': '{name} 为“{text}”：应为 {values} 之一。',
  '"{text}" is not a fiscal year: give four digits, such as 2024.':
    '“{text}”不是年度：请填写四位数字，如 2024。',
  'code is "{text}": give the first digits of a code, such as 208 or 2080505.':
    'code 为“{text}”：请填写科目编码的前几位，如 208 或 2080505。',
  '"{token}" is not a token: use one as the ledger returned it, like e1-00000000000000000042.':
    '“{token}”不是令牌：请使用账本返回的令牌，如 e1-00000000000000000042。',
  // settings
  'LEDGER_LANG must be zh or en, not "{value}".': 'LEDGER_LANG 须为 zh 或 en，不能是“{value}”。',
  'LEDGER_HASH must be sha-256 or sm3, not "{value}".':
    'LEDGER_HASH 须为 sha-256 或 sm3，不能是“{value}”。',
  'LEDGER_WITNESSES must be a number up to the number of witnesses in LEDGER_CHECKPOINTS, which is {count}, not "{value}".':
    'LEDGER_WITNESSES 须为数字，且不超过 LEDGER_CHECKPOINTS 中见证方的个数 {count}，不能是“{value}”。',
  'LEDGER_CHECKPOINTS must be a file, dir:FOLDER, or https://witness.example/prefix#KEY with the witness\'s public key, not "{value}".':
    'LEDGER_CHECKPOINTS 须为文件、dir:FOLDER，或带见证方公钥的 https://witness.example/prefix#KEY，不能是“{value}”。',
  'LEDGER_LOG must be like sqlite:./data/log.db or esdb://user:password@host:2113, not "{value}".':
    'LEDGER_LOG 的形式为 sqlite:./data/log.db 或 esdb://user:password@host:2113，不能是“{value}”。',
  'LEDGER_VIEWS must be like sqlite:./data/views.db or postgres://user:password@host/database, not "{value}".':
    'LEDGER_VIEWS 的形式为 sqlite:./data/views.db 或 postgres://user:password@host/database，不能是“{value}”。',
  '{setting} must be like dir:./data/{folder}, not "{value}".':
    '{setting} 的形式为 dir:./data/{folder}，不能是“{value}”。',
  'LEDGER_HOST is empty: name the address to listen on, or leave the setting out.':
    'LEDGER_HOST 为空：请填写监听地址，或不设置。',
  '"{text}" is not a port: give a number from 0 to 65535.':
    '“{text}”不是端口：请填写 0 至 65535 的数字。',
  'The policy {file} cannot be read: {error}.': '审批规则文件 {file} 无法读取：{error}。',
  'The policy {file} cannot be used: {error}.': '审批规则文件 {file} 无法使用：{error}。',
  'Port {port} is in use: stop the process that listens there, or choose another port with --port.':
    '端口 {port} 已被占用：请停止占用它的程序，或用 --port 另选端口。',
  'You may not listen on port {port}: choose one above 1023 with --port.':
    '无权监听端口 {port}：请用 --port 选择 1023 以上的端口。',
  'LEDGER_HOST is {host}, which is not an address of this machine: set it to one that is, or unset it.':
    'LEDGER_HOST 为 {host}，不是本机地址：请改为本机地址，或取消设置。',
  '{folder} is not a folder: give the folder of the ledger with --data.':
    '{folder} 不是文件夹：请用 --data 指定账本所在文件夹。',
  '{folder} does not exist and is read as an empty ledger: name the folder of yours with --data.':
    '{folder} 不存在，按空账本读取：请用 --data 指定账本所在文件夹。',
  // the log in files
  '{file} is not a database: name another file, or move this one away.':
    '{file} 不是数据库：请指定其他文件，或移走该文件。',
  '{file} cannot be written: check the permissions of the file and its folder.':
    '{file} 不可写：请检查文件及其文件夹的权限。',
  'There is no log at {file}: check LEDGER_LOG, or start the ledger once to create it.':
    '{file} 处没有日志：请检查 LEDGER_LOG，或启动一次账本以建立日志。',
  'The log cannot be opened at {file}: name a file in a folder that exists or can be created, and that this user may write to.':
    '无法打开日志 {file}：请指定已有或可建立、且当前用户可写的文件夹中的文件。',
  '{file} is not a log of budget-ledger but an empty file: name another file.':
    '{file} 不是 budget-ledger 的日志，而是空文件：请指定其他文件。',
  '{file} is not a log of budget-ledger but the database of another program: name another file.':
    '{file} 不是 budget-ledger 的日志，而是其他程序的数据库：请指定其他文件。',
  '{file} was written by a newer version of budget-ledger (its schema is {version}, this program knows {known}): start that version.':
    '{file} 由较新版本的 budget-ledger 写入（其结构为第 {version} 版，本程序认识到第 {known} 版）：请使用该版本。',
  'The log {file} is damaged ({code}): stop writing, and restore it from a backup.':
    '日志 {file} 已损坏（{code}）：请停止写入，并从备份恢复。',
  'The log {file} cannot grow, the disk is full: make room and repeat the change.':
    '磁盘已满，日志 {file} 无法写入：请腾出空间后重试。',
  'Another program has locked the log {file} for more than {ms} ms: end that program or repeat the change.':
    '其他程序锁定日志 {file} 超过 {ms} 毫秒：请结束该程序，或重试。',
  'The log {file} cannot be used ({code}): check the disk and the permissions of the folder, then repeat.':
    '日志 {file} 无法使用（{code}）：请检查磁盘和文件夹权限后重试。',
  'The log {file} is closed: open it again.': '日志 {file} 已关闭：请重新打开。',
  'The log {file} is open for reading only: open it for writing.':
    '日志 {file} 以只读方式打开：请以可写方式打开。',
  'The event at position {position} ({stream}, version {version}) of {file} is not UTF-8: restore the log from a backup.':
    '{file} 位置 {position} 的记录（{stream}，版本 {version}）不是 UTF-8：请从备份恢复日志。',
  '{file} is broken. {problem*}': '{file} 已损坏。{problem}',
  '{file} is damaged: {problem}.': '{file} 已损坏：{problem}。',
  'A change takes If-Match with a version, or If-None-Match: * where there must be no budget yet.':
    '变更须以 If-Match 给出版本；尚不得有该预算时，用 If-None-Match: *。',
  '{stream} is at version {actual*}, not at {expected*}: read it again and repeat the change.':
    '{stream} 的版本为 {actual}，不是 {expected}：请重新读取后再作变更。',
  none: '无',
  'The idempotency key "{key}" was used for another request: use a new key for a new change.':
    '幂等键“{key}”已用于其他请求：新的变更请用新的键。',
  'The event id {id} is in the log already, at version {version} of {stream}: use a new key for a new change.':
    '记录编号 {id} 已在日志中（{stream} 的版本 {version}）：新的变更请用新的键。',
  // the log on a server
  'LEDGER_LOG is not a connection string of EventStoreDB: give one like esdb://user:password@host:2113, with ?tls=false for a server without TLS.':
    'LEDGER_LOG 不是 EventStoreDB 的连接串：形式为 esdb://user:password@host:2113，服务器不用 TLS 时加 ?tls=false。',
  '"{name}" cannot be the name of a ledger in LEDGER_LOG: give one, of small letters, digits and _, that begins with a letter and is neither budget nor agency.':
    'LEDGER_LOG 中的账本名不能是“{name}”：须由小写字母、数字和 _ 组成，以字母开头，且不是 budget 或 agency。',
  'The change has {bytes} bytes, and the log at {server} accepts {most} at once; nothing of it was recorded: raise MaxAppendSize on the server, or divide the document.':
    '变更有 {bytes} 字节，{server} 的日志一次最多接受 {most} 字节；未作登记：请调高服务器的 MaxAppendSize，或拆分文件。',
  'A stream of the log at {server} was deleted there: restore the log from a backup.':
    '{server} 的日志有流被删除：请从备份恢复日志。',
  'The stream {stream} of the log at {server} has lost its first events: it was cut, or has a limit that removes events; restore the log from a backup.':
    '{server} 上日志的流 {stream} 缺少最前面的事件：被截断，或设有会删除事件的限制。请从备份恢复日志。',
  'The stream {stream} of the log at {server} has no events and the limit {limit}: its events were deleted, or expired; restore the log from a backup.':
    '{server} 的日志中流 {stream} 没有记录，且有限制 {limit}：其记录已被删除或已过期；请从备份恢复日志。',
  "The log at {server} denies access to this user: check the name and the password in LEDGER_LOG, and the user's permissions on the server.":
    '{server} 的日志拒绝该用户访问：请检查 LEDGER_LOG 中的用户名和密码，以及服务器上的权限。',
  'The log at {server} did not answer, and the change may or may not be recorded: repeat the same request; it is recorded only once.':
    '{server} 的日志没有应答，变更可能已登记，也可能没有：请重发同一请求，只会登记一次。',
  'The log at {server} cannot be reached: check that the server runs, then repeat.':
    '无法连接 {server} 的日志：请确认服务器在运行后重试。',
  'The log at {server} is closed: open it again.': '{server} 的日志已关闭：请重新打开。',
  'The log at {server} is open for reading only: open it for writing.':
    '{server} 的日志以只读方式打开：请以可写方式打开。',
  'There is no ledger on {server}: start one.': '{server} 上没有账本：请先启动账本。',
  'The server has streams called budget-… or agency-… of another program: name another server in LEDGER_LOG, or add &ledger=NAME for a ledger of its own there.':
    '服务器上有其他程序的 budget-… 或 agency-… 流：请在 LEDGER_LOG 中换一台服务器，或加 &ledger=NAME 另建账本。',
  'The stream {stream} was written and cannot be read.': '流 {stream} 已写入，但无法读取。',
  "The stream {stream} does not contain the ledger's identity: restore the log from a backup.":
    '流 {stream} 中没有账本标识：请从备份恢复日志。',
  'The stream {stream} does not contain the claim of an idempotency key: restore the log from a backup.':
    '流 {stream} 中没有幂等键的登记：请从备份恢复日志。',
  // moving the log
  '{file} is a directory: name the file in it.': '{file} 是文件夹：请指定其中的文件。',
  '{file}, line {line}: {what*}. Nothing was imported: export the log again.':
    '{file} 第 {line} 行：{what}。未作导入：请重新导出日志。',
  'event {wanted} was expected, not {found}': '应为第 {wanted} 条记录，实为第 {found} 条',
  'version {wanted} of {stream} was expected, not {found}':
    '{stream} 应为版本 {wanted}，实为 {found}',
  '{wanted} events were exported, the file has {found}':
    '导出了 {wanted} 条记录，文件中有 {found} 条',
  '{wanted} streams were exported, the file has {found}':
    '导出了 {wanted} 个流，文件中有 {found} 个',
  'the line does not end': '该行没有结束',
  'the line is cut off': '该行被截断',
  'something follows the closing line': '末行之后还有内容',
  'this is not the header of an exported log': '不是导出日志的首行',
  'this is not a closing line': '不是末行',
  'this is not an event': '不是记录',
  'its meta is not complete': '其 meta 不完整',
  'recordedAt differs from that in meta': 'recordedAt 与 meta 中的不同',
  'the digest differs: a line above was changed': '摘要不符：上方有行被改动',
  'it is not JSON': '不是 JSON',
  'it is empty': '文件为空',
  'the file ends without its closing line: it was cut off': '文件没有末行，已被截断',
  '{what*}, see "{path}"': '{what}，见“{path}”',
  '{file} begins after event {first}, and the ledger holds {sequence}: import first what came before. Nothing was imported.':
    '{file} 从第 {first} 条记录之后开始，账本只有 {sequence} 条：请先导入之前的部分。未作导入。',
  'The ledger holds something else: its event {sequence} is {id} ({stream}, version {version}), in the file it is {wanted} with another content. Nothing was imported: name an empty ledger, or one that was filled from the same log.':
    '账本内容不同：第 {sequence} 条记录为 {id}（{stream}，版本 {version}），文件中为 {wanted}，内容不同。未作导入：请指定空账本，或由同一日志导入的账本。',
  'The ledger holds something else: its event {sequence} is {id} ({stream}, version {version}), in the file it is {wanted}. Nothing was imported: name an empty ledger, or one that was filled from the same log.':
    '账本内容不同：第 {sequence} 条记录为 {id}（{stream}，版本 {version}），文件中为 {wanted}。未作导入：请指定空账本，或由同一日志导入的账本。',
  'The ledger has more events: {file} ends with event {last}, and the ledger has an event {sequence}. Nothing was imported.':
    '账本的记录更多：{file} 到第 {last} 条为止，账本有第 {sequence} 条。未作导入。',
  'The events that were read back from the ledger differ from the file ({count} of {events} events): another program has written to it. Import into an empty ledger.':
    '从账本读回的记录与文件不同（{events} 条中的 {count} 条）：有其他程序写入。请导入空账本。',
  '{file} is not a log of budget-ledger: name another folder, or move it away.':
    '{file} 不是 budget-ledger 的日志：请指定其他文件夹，或将其移走。',
  'The ledger at {file} is open in another program: stop the service and every command on it, then repeat.':
    '其他程序正在使用账本 {file}：请停止服务和所有命令后重试。',
  '{file} exists already: name another file, or move it away.':
    '{file} 已存在：请指定其他文件，或将其移走。',
  '{file} exists already: name a new file.': '{file} 已存在：请指定新文件。',
  'There is no ledger in {folder}: name its folder with --data.':
    '{folder} 中没有账本：请用 --data 指定账本所在文件夹。',
  'LEDGER_LOG names a server, and {command} is for a ledger in files: {instead*}.':
    'LEDGER_LOG 指向服务器，而 {command} 用于文件中的账本：请{instead}。',
  "use the server's own backup, or budget-ledger log export":
    '使用服务器自带的备份，或 budget-ledger log export',
  "use the server's own restore, or budget-ledger log import":
    '使用服务器自带的恢复，或 budget-ledger log import',
  '{backup} is a backup of another ledger than {file}: restore it into another folder.':
    '{backup} 是其他账本的备份，不是 {file} 的：请恢复到其他文件夹。',
  '{backup} is the ledger itself: name a backup.': '{backup} 就是账本本身：请指定备份。',
  'There is a ledger at {file}: name another folder with --data, or give --replace, which keeps its file under another name.':
    '{file} 处已有账本：请用 --data 指定其他文件夹，或加 --replace（原文件改名保留）。',
  'The log is a file, and log adopt is for a log on a server: use budget-ledger restore.':
    '日志是文件，而 log adopt 用于服务器上的日志：请用 budget-ledger restore。',
  // views
  'Another version of budget-ledger has taken over the views ({name}): stop one of the two programs.':
    '另一版本的 budget-ledger 已接管视图（{name}）：请停止其中一个程序。',
  'The views belong to another ledger: give each ledger its own LEDGER_VIEWS, or delete these views if their ledger is gone.':
    '视图属于其他账本：请为每个账本设置各自的 LEDGER_VIEWS；其账本已不存在时，请删除这些视图。',
  'The views are kept as they are, because the log is not verified. {problem*} audit verify shows more; --force rebuilds from this log.':
    '日志未通过核验，视图保持原样。{problem}详见 audit verify；加 --force 则按该日志重建。',
  'The views are kept as they are: {what*}. Restore the log from a backup, or accept it with "projector rebuild --force".':
    '视图保持原样：{what}。请从备份恢复日志，或用 "projector rebuild --force" 接受。',
  'they have events up to position {position}, and the log ends with {head}: its last events were removed':
    '视图有位置 {position} 之前的记录，而日志到 {head} 为止：末尾的记录被删除',
  'they are of epoch {theirs}, and the log, of epoch {epoch}, does not say where that one ended: it was replaced, or its epoch changed, by something else than a restore or an import':
    '视图属于纪元 {theirs}，而纪元 {epoch} 的日志没有注明前者在何处结束：日志被替换或其纪元被改变，且不是由恢复或导入造成的',
  'The views are kept as they are: they are not what the log says, and nothing shows which of the two was changed, because there is no tree that was begun with the log and no checkpoint kept elsewhere. {problem*} audit verify shows more; --force rebuilds from this log.':
    '视图与日志不符，保持原样：没有与日志同时建立的哈希树，也没有另处保存的检查点，无法判断两者中哪一个被改动。{problem}详见 audit verify；加 --force 则按该日志重建。',
  'The views are not built, because the log is not the one that was recorded. {difference*} "audit verify" shows more; restore the log from a backup, or accept it with "projector rebuild --force".':
    '日志已不是所记录的日志，不据此建立视图。{difference}详见 audit verify；请从备份恢复日志，或用 projector rebuild --force 接受该日志。',
  'Nothing is recorded on such a log. {difference*} Restore the ledger from a backup.':
    '不在这样的日志上记录。{difference}请从备份恢复账本。',
  'The views are behind the log: repeat the request in a moment.': '视图尚未跟上日志：请稍后重试。',
  'The views do not contain position {position} yet: repeat the request in a moment.':
    '视图尚未包含位置 {position}：请稍后重试。',
  'The views are not complete: the program is stopping.': '视图不完整：程序正在停止。',
  'There is no projection "{name}": there are {names}.': '没有视图“{name}”：现有 {names}。',
  'These views do not follow the log: {names}.': '下列视图没有跟上日志：{names}。',
  '{setting} is not an address: {text}.': '{setting} 不是地址：{text}。',
  '"{schema}" cannot be the schema of {setting}: use small letters, digits and _.':
    '{setting} 的 schema 不能是“{schema}”：只能用小写字母、数字和 _。',
  'LEDGER_DOCUMENTS must be like dir:./data/documents or postgres://user:password@host/database, not "{value}".':
    'LEDGER_DOCUMENTS 的形式为 dir:./data/documents 或 postgres://user:password@host/database，不能是“{value}”。',
  'The views at {place} may not be used ({error}): check the user, the password and the database in LEDGER_VIEWS.':
    '无权使用 {place} 的视图（{error}）：请检查 LEDGER_VIEWS 中的用户、密码和数据库。',
  'The views at {place} cannot be used now ({error}): repeat the request in a moment.':
    '{place} 的视图暂时无法使用（{error}）：请稍后重试。',
  'The database of {place} has the encoding {encoding}: name one with the encoding UTF8.':
    '{place} 的数据库编码为 {encoding}：请使用编码为 UTF8 的数据库。',
  'The schema of {place} contains tables of another program, such as {table}: name another schema with ?schema=.':
    '{place} 的 schema 中有其他程序的表，如 {table}：请用 ?schema= 指定其他 schema。',
  'The views at {file} cannot be used ({error}): check the folder, its permissions and the space on its disk.':
    '{file} 的视图无法使用（{error}）：请检查文件夹、权限和磁盘空间。',
  'The view {view} cannot apply the event of {budget} at position {position} ({error}), so that nothing complete can be said of this budget: the operator removes the cause, and resumes it with budget-ledger projector retry.':
    '视图 {view} 无法处理 {budget} 在位置 {position} 的记录（{error}），无法给出该预算的完整情况：请联系运维排除原因，并用 budget-ledger projector retry 恢复。',
  '{budget} has no event {version}, and has event {later}: the stream was cut or events were deleted; restore the log from a backup.':
    '{budget} 没有第 {version} 条记录，却有第 {later} 条：流被截断或记录被删除；请从备份恢复日志。',
  'The event {id} of {budget} is not at its version {version} in the log: restore the log from a backup.':
    '{budget} 的记录 {id} 不在日志的第 {version} 条；请从备份恢复日志。',
  'The event at position {position} ({stream}, version {version}) is not JSON: restore the log from a backup.':
    '位置 {position} 的记录（{stream}，版本 {version}）不是 JSON：请从备份恢复日志。',
  'The token {token} belongs to another epoch: the ledger has been restored or moved since. {advice*}':
    '令牌 {token} 属于其他纪元：此后账本已恢复或迁移。{advice}',
  'Read a snapshot and follow from its token.': '请读取快照，并从其令牌继续。',
  'Events after {common*}, are no longer in the ledger: read a snapshot and follow from its token.':
    '{common}之后的记录已不在账本中：请读取快照，并从其令牌继续。',
  '{token}, which is {now} now': '{token}（现为 {now}）',
  'All events up to {common*}, are in the ledger, under other positions: read a snapshot and follow from its token.':
    '{common}及以前的记录都在账本中，但位置已变：请读取快照，并从其令牌继续。',
  'All events up to it are still there: go on from {token}.':
    '其之前的记录都在：请从 {token} 继续。',
  // who may do what
  'LEDGER_REQUESTS_PER_MINUTE must be a whole number from 1, not "{text}".':
    'LEDGER_REQUESTS_PER_MINUTE 须为 1 以上的整数，不能是“{text}”。',
  'LEDGER_AUTH must be none, or oidc: and the issuer\'s URL such as oidc:https://login.example/realms/bureau, not "{text}".':
    'LEDGER_AUTH 须为 none，或 oidc: 加签发方网址，如 oidc:https://login.example/realms/bureau，不能是“{text}”。',
  'LEDGER_CLIENT_ID and LEDGER_CLIENT_SECRET belong together: set both; the secret has {least} characters at least.':
    'LEDGER_CLIENT_ID 和 LEDGER_CLIENT_SECRET 须同时设置；密钥至少 {least} 个字符。',
  'LEDGER_PUBLIC_URL must be the address of the service without a path, such as https://budget.example, not "{value}".':
    'LEDGER_PUBLIC_URL 须为不带路径的服务地址，如 https://budget.example，而不是“{value}”。',
  'The token of the provider is too long for cookies: let the provider leave out of it what the policy does not need.':
    '身份提供方的令牌过长，浏览器无法保存：请让提供方去掉审批规则用不到的内容。',
  'A session is good for requests of the own pages alone: this one comes from another site.':
    '会话仅限本服务自己的页面使用：该请求来自其他网站。',
  'The provider did not let you in ({error}): sign in again.':
    '身份提供方未予登录（{error}）：请重新登录。',
  'What the provider sent does not belong to this sign-in: sign in again.':
    '身份提供方返回的内容不属于本次登录：请重新登录。',
  'The provider at {issuer} does not answer ({error}): sign in again in a moment.':
    '身份提供方 {issuer} 没有应答（{error}）：请稍后重新登录。',
  'No sign-in was begun in this browser, or it was begun too long ago: open the page again.':
    '此浏览器没有正在进行的登录，或登录已超时：请重新打开页面。',
  'This service has no sign-in: it needs LEDGER_AUTH, LEDGER_CLIENT_ID and LEDGER_CLIENT_SECRET.':
    '本服务没有登录：须设置 LEDGER_AUTH、LEDGER_CLIENT_ID 和 LEDGER_CLIENT_SECRET。',
  'LEDGER_AUTH needs LEDGER_AUDIENCE: the name of this service in the tokens (aud).':
    '设置 LEDGER_AUTH 时须设置 LEDGER_AUDIENCE：令牌中本服务的名称（aud）。',
  'LEDGER_EXPOSE must be unauthenticated or unset, not "{text}".':
    'LEDGER_EXPOSE 须为 unauthenticated 或不设置，不能是“{text}”。',
  'LEDGER_ALLOWED_HOSTS must name hosts without a port, such as ledger.example, with commas between them, not "{given}".':
    'LEDGER_ALLOWED_HOSTS 须为以逗号分隔、不带端口的主机名，如 ledger.example，不能是“{given}”。',
  'This service does not answer as {name}: ask for it by its address or as localhost, or name this host in LEDGER_ALLOWED_HOSTS.':
    '本服务不以 {name} 之名应答：请用其地址或 localhost 访问，或在 LEDGER_ALLOWED_HOSTS 中写明该主机名。',
  'LEDGER_TRUST_PROXY must name addresses or networks of proxies, such as 10.1.0.4 or 10.1.0.0/16, with commas between them, not "{given}".':
    'LEDGER_TRUST_PROXY 须为以逗号分隔的代理地址或网段，如 10.1.0.4 或 10.1.0.0/16，不能是“{given}”。',
  'LEDGER_CORS must name origins such as https://budget.example, with commas between them, not "{text}".':
    'LEDGER_CORS 须为来源，如 https://budget.example，以逗号分隔，不能是“{text}”。',
  'LEDGER_TLS_CERT and LEDGER_TLS_KEY belong together: set both.':
    'LEDGER_TLS_CERT 与 LEDGER_TLS_KEY 须同时设置。',
  'LEDGER_HOST is {host} and the service authenticates nobody: set LEDGER_AUTH=oidc:… and LEDGER_AUDIENCE, or unset LEDGER_HOST. Where only this machine or an authenticating proxy can reach that address, as in a container, set LEDGER_EXPOSE=unauthenticated.':
    'LEDGER_HOST 为 {host}，而服务不验证身份：请设置 LEDGER_AUTH=oidc:… 和 LEDGER_AUDIENCE，或取消设置 LEDGER_HOST。只有本机或验证身份的代理可访问该地址时（如在容器中），请设置 LEDGER_EXPOSE=unauthenticated。',
  'LEDGER_AUTH is set and the policy gives nobody a role: name a file with "access" in LEDGER_POLICY.':
    '已设置 LEDGER_AUTH，但规则文件没有给任何人角色：请在 LEDGER_POLICY 中指定含“access”的文件。',
  'The certificate or key {file} cannot be read: {error}.': '证书或密钥 {file} 无法读取：{error}。',
  'You may not change {name}: your role is for other agencies or years.':
    '无权变更 {name}：您的角色属于其他单位或年度。',
  'The issuer of the tokens cannot be asked for its keys at {url} ({error}): repeat the request in a moment.':
    '无法从 {url} 取得令牌签发方的密钥（{error}）：请稍后重试。',
  'The service failed on this page. The cause is in its log under {id}.':
    '服务处理该页面时出错。原因见服务日志中的 {id}。',
  'The limit for this kind of work ({kind}) is reached: wait until some of it has ended.':
    '这类请求（{kind}）已达同时进行的上限：请等待其中一个结束。',
  'Too many tokens from your address did not hold in this minute: wait, and send one that holds.':
    '来自您地址的无效令牌在一分钟内过多：请等待后使用有效令牌。',
  'You have sent more requests than one caller may send in a minute.':
    '每分钟的请求数已超过单个调用方的上限。',
  'The token has expired: connect again with a new one.': '令牌已过期：请用新令牌重新连接。',
  'What you may see has changed: connect again.': '可查看的范围已变更：请重新连接。',
  'Ledger-Actor is not accepted: the actor is the subject of the token.':
    '不接受 Ledger-Actor：操作人即令牌的主体。',
  'None of your roles has the permission "{permission*}": whoever keeps the policy of this ledger gives roles.':
    '您的角色均无“{permission}”权限：角色由维护本账本策略的人员授予。',
  read: '查阅',
  enter: '录入',
  approve: '审批',
  audit: '审计',
  prove: '取证',
  verify: '核验',
  tree: '读取哈希树',
  operate: '运维',
  'The record of reads {file} cannot be written ({error}): nothing is answered that is not on record.':
    '读取记录 {file} 无法写入（{error}）：未记录的读取一律不予回答。',
  // the tree and its checkpoints
  'The checkpoints at {place} cannot be read ({error}): name a file, a folder or a URL of checkpoints.':
    '{place} 的检查点无法读取（{error}）：请指定检查点的文件、文件夹或网址。',
  'The newest checkpoint has no event {sequence}: it has none.':
    '最新检查点中没有第 {sequence} 条记录：它不含记录。',
  'The newest checkpoint has no event {sequence}: it has 1 to {size}.':
    '最新检查点中没有第 {sequence} 条记录：它含第 1 至 {size} 条。',
  'There is no proof from {from} to {to} events: the first must not be larger, and the newest checkpoint has {size}.':
    '没有从 {from} 条到 {to} 条记录的证明：前者不得大于后者，最新检查点有 {size} 条。',
  '{file} is the tree of another ledger: give each ledger its own LEDGER_PROOF; where the log was lost, restore it from a backup.':
    '{file} 是其他账本的哈希树：请为每个账本设置各自的 LEDGER_PROOF；若日志已丢失，请从备份恢复。',
  'LEDGER_HASH is {wanted}, and the tree of this ledger was begun with {hash}: a tree keeps its hash.':
    'LEDGER_HASH 为 {wanted}，而本账本的哈希树始用 {hash}：哈希算法不能更换。',
  '{what*}: the log or the tree was changed after it was recorded, and nothing was signed. audit verify shows where.':
    '{what}：日志或哈希树在登记后被改动，未作签署。用 audit verify 查看位置。',
  'Hashes are missing in the tree': '哈希树中缺少哈希值',
  'The tree, of {size} events, does not continue the checkpoint of {sent} events that is at {place}':
    '{size} 条记录的哈希树不延续 {place} 处 {sent} 条记录的检查点',
  '{place} contradicts the tree: {what*}': '{place} 与哈希树矛盾：{what}',
  'it has another checkpoint of the same size': '它有另一个记录数相同的检查点',
  'it has seen {seen} events, and the checkpoint is of {size}':
    '它见过 {seen} 条记录，而检查点为 {size} 条',
  'it has seen {seen} events that are not those of the checkpoint':
    '它见过的 {seen} 条记录不是检查点中的记录',
  'No tree is begun over a log that is not the one that was signed. {problem*} Nothing was signed; audit verify shows more.':
    '日志不是当初签署的日志，不为其建立哈希树。{problem}未作签署；用 audit verify 查看详情。',
  'The last checkpoint, of {size} events, is not signed by the signing key of this ledger':
    '最后一个检查点（{size} 条记录）不是由本账本的签名密钥签署',
  'The tree does not continue the last checkpoint, of {size} events':
    '哈希树没有承接最后一个检查点（{size} 条记录）',
  'The log has less than {size} events, which are in the tree':
    '日志的记录少于哈希树中的 {size} 条',
  'Event {sequence} ({stream}, version {version}) is not the event that is in the tree':
    '第 {sequence} 条记录（{stream}，版本 {version}）与哈希树中的不同',
  '"{text}" is not a public key: give one as audit key prints it, name+id+key.':
    '“{text}”不是公钥：请按 audit key 输出的形式填写 name+id+key。',
  'The public key "{text}" was changed: its id does not match.': '公钥“{text}”被改动：其编号不符。',
  'The signing key {file} is not used, because its mode is {mode}: others could have read it. Make it 600, and make another key with audit key rotate.':
    '签名密钥 {file} 不予使用，因其权限为 {mode}：他人可能已读取。请改为 600，并用 audit key rotate 更换密钥。',
  'The signing key {file} cannot be used ({error}): name the PEM file of an Ed25519 key with LEDGER_SIGNING_KEY.':
    '签名密钥 {file} 无法使用（{error}）：请用 LEDGER_SIGNING_KEY 指定 Ed25519 密钥的 PEM 文件。',
  'The signing key cannot be written to {file}: check the permissions of its folder.':
    '签名密钥无法写入 {file}：请检查文件夹权限。',
  'The tree {file} is damaged ({code}): restore it from a backup, or move it away, compare the log with a checkpoint that is kept elsewhere (audit verify --against), and make the tree again with audit checkpoint.':
    '哈希树 {file} 已损坏（{code}）：请从备份恢复；或将其移走，用 audit verify --against 把日志与保存在别处的检查点比对，再用 audit checkpoint 重建哈希树。',
  '{file} cannot be used as the tree of this ledger: check its folder and permissions, or name another folder with LEDGER_PROOF.':
    '{file} 无法用作本账本的哈希树：请检查文件夹和权限，或用 LEDGER_PROOF 指定其他文件夹。',
  '{file} cannot be used as the tree of this ledger ({error}): check its folder and permissions, or name another folder with LEDGER_PROOF.':
    '{file} 无法用作本账本的哈希树（{error}）：请检查文件夹和权限，或用 LEDGER_PROOF 指定其他文件夹。',
  'The request ended before it was answered.': '连接在答复之前已中断。',
  '{url} does not answer: waiting until it does': '{url} 没有应答：等待其恢复',
  'The service at {url} does not answer ({error}): check LEDGER_URL, and repeat the command.':
    '{url} 的服务没有应答（{error}）：请检查 LEDGER_URL，并重新运行该命令。',
  'This command reads or writes the data folder itself, which no route of a service does: run it where the ledger is, with LEDGER_URL unset.':
    '该命令直接读写数据文件夹，服务没有对应的接口：请取消设置 LEDGER_URL，在账本所在处运行。',
  'A service compares its log with the tree and the checkpoints that it keeps itself: --against, --key and --no-views need the data folder, with LEDGER_URL unset.':
    '服务只与自己保存的哈希树和检查点核对：--against、--key 和 --no-views 需要数据文件夹，请取消设置 LEDGER_URL。',
  'The event {id} ({stream}, version {version}) is in the log and not in its trail: one of them was changed. A verification of the ledger (audit verify) shows where.':
    '记录 {id}（{stream}，版本 {version}）在日志中而不在其轨迹中：其中之一被改动。核验账本（audit verify）可知其位置。',
  'The checkpoint of {size} events of {origin} does not continue that of {earlier} events of {before}: one of them is of another ledger or epoch, or history was rewritten.':
    '{origin} 的 {size} 条记录的检查点不是 {before} 的 {earlier} 条记录的检查点的延续：其中之一属于另一账本或另一纪元，或历史被改写。',
  'This change was sent before and its answer was lost: it is sent again with the same key, and is not recorded twice.':
    '该变更此前已发送而答复丢失：以同一幂等键再次发送，不会重复记录。',
  'What the service sent is not the document {sha256}: its SHA-256 differs. Repeat the command.':
    '服务发来的不是文件 {sha256}：SHA-256 不同。请重新运行该命令。',
  'LEDGER_URL is {url}: give the address of a service, such as https://budget.example.':
    'LEDGER_URL 为 {url}：请给出服务的地址，例如 https://budget.example。',
  'This service authenticates nobody: it accepts no tokens.': '本服务不验证身份：不使用令牌。',
  'The service at {url} has no sign-in for the command line: it needs LEDGER_AUTH and LEDGER_DEVICE_CLIENT_ID, or take a token by other means and set LEDGER_TOKEN.':
    '{url} 的服务没有命令行登录：服务须设置 LEDGER_AUTH 和 LEDGER_DEVICE_CLIENT_ID；或另行取得令牌并设置 LEDGER_TOKEN。',
  'The provider gave a token that is not a JWT: configure it to issue JWTs for LEDGER_AUDIENCE to the client of the command line.':
    '身份提供方给出的令牌不是 JWT：请让它为命令行客户端签发面向 LEDGER_AUDIENCE 的 JWT。',
  'The token for {url} has ended: run budget-ledger login again.':
    '{url} 的令牌已失效：请再次运行 budget-ledger login。',
  '{url} does not answer ({error}): try again in a moment.':
    '{url} 没有应答（{error}）：请稍后重试。',
  'The provider did not let you in ({error}).': '身份提供方未予登录（{error}）。',
  'You have no token for {url}: run budget-ledger login, or set LEDGER_TOKEN.':
    '没有 {url} 的令牌：请运行 budget-ledger login，或设置 LEDGER_TOKEN。',
  'Open {address} in a browser and enter the code {code}.':
    '请在浏览器中打开 {address}，输入代码 {code}。',
  'Signed in to {url} as {subject}.': '已以 {subject} 登录 {url}。',
  'The token for {url} is deleted.': '{url} 的令牌已删除。',
  'There was no token for {url}.': '没有 {url} 的令牌。',
  'A change is made by the subject of the token: leave --actor out.':
    '操作人即令牌的主体：请去掉 --actor。',
  '{command} needs LEDGER_URL: the address of a service.':
    '{command} 需要 LEDGER_URL：服务的地址。',
  '{folder} cannot be used ({error}): set XDG_STATE_HOME to a folder of your own.':
    '{folder} 无法使用（{error}）：请把 XDG_STATE_HOME 设为自己的文件夹。',
  'LEDGER_URL must be https where a token is sent to another machine.':
    '令牌发往其他机器时，LEDGER_URL 须为 https。',
};
