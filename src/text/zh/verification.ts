import type { Messages } from '../messages.js';

/** What `audit verify` finds in a log, its tree and its views. */
export const VERIFICATION: Messages = {
  'Position {position} ({stream}, version {version}): {problem*}.':
    '位置 {position}（{stream}，版本 {version}）：{problem}。',
  'the id "{id}" is not a UUID': '编号“{id}”不是 UUID',
  '{stream} has no events when it is read alone: it was cut or deleted.':
    '单独读取 {stream} 没有记录：它被截断或删除。',
  '{stream} has no events before version {version} when it is read alone: it was cut or deleted.':
    '单独读取 {stream} 没有版本 {version} 之前的记录：它被截断或删除。',
  'Position {position} ({stream}): the stream was deleted on the server for ever.':
    '位置 {position}（{stream}）：该流已在服务器上永久删除。',
  '{stream} cannot be read alone. {problem*}': '{stream} 无法单独读取。{problem}',
  'After position {position} the log cannot be read. {problem*}':
    '位置 {position} 之后的日志无法读取。{problem}',
  'There are {count} more problems.': '另有 {count} 个问题。',
  'the position does not come after {position}': '位置不在 {position} 之后',
  'the version should be {version}: the stream has a gap or a repetition':
    '版本应为 {version}：流有缺失或重复',
  'meta is wrong or missing in {fields*}': 'meta 的 {fields} 有误或缺失',
  'every field': '所有字段',
  'it was recorded at {time}, earlier than the event before it': '登记时间 {time} 早于上一条记录',
  'the type {type} is not known': '类型 {type} 不认识',
  '{field} is not canonical JSON': '{field} 不是规范 JSON',
  '{field} is not JSON': '{field} 不是 JSON',
  '{field} is not UTF-8': '{field} 不是 UTF-8',
  'The log is empty, and the tree beside it has {count} events: restore the log from a backup.':
    '日志为空，而其旁的哈希树有 {count} 条记录：请从备份恢复日志。',
  'The log is empty, and a checkpoint kept elsewhere is of {count} events: restore the log from a backup.':
    '日志为空，而另处保存的检查点有 {count} 条记录：请从备份恢复日志。',
  'The file of the document {sha256} has other bytes than were recorded.':
    '文件 {sha256} 的原件与登记时不同。',
  'The tree is of another ledger.': '哈希树属于其他账本。',
  'A checkpoint that is kept cannot be read.': '有保存的检查点无法读取。',
  'One of the texts given as checkpoints kept elsewhere is not a checkpoint.':
    '另处保存的文本不是检查点。',
  'A checkpoint kept elsewhere is of {origin}, and this ledger is {own}.':
    '另处保存的检查点属于 {origin}，而本账本是 {own}。',
  'kept with the ledger': '随账本保存',
  'kept elsewhere': '另处保存',
  'in the list of keys': '密钥清单中',
  'The key was changed after {size} events of {origin}, and this ledger is {own}.':
    '密钥在 {origin} 的 {size} 条记录之后更换，而本账本是 {own}。',
  'of this ledger': '本账本',
  'The checkpoint of {size} events, {keeper*}, is not signed by the key {key*}: it or the key was replaced.':
    '{size} 条记录的检查点（{keeper}）不是由密钥 {key} 签署：检查点或密钥被替换。',
  'The checkpoint of {size} events of {origin}, {keeper*}, is of a later epoch than this ledger, which is {own}: the log was replaced by an older one, or its epoch was lowered.':
    '{origin} 的 {size} 条记录的检查点（{keeper}）属于比本账本（{own}）更晚的纪元：日志被较旧的日志替换，或其纪元被调低。',
  'The log does not say where epoch {epoch} ended, of which a checkpoint or a tree is kept: its epoch was changed by something else than a restore or an import.':
    '日志没有注明纪元 {epoch} 在何处结束，而该纪元有检查点或哈希树保存：其纪元不是由恢复或导入改变的。',
  'The log begins with the {size} events of a checkpoint of {origin}, another ledger; that this ledger signed it was not compared.':
    '日志以另一账本 {origin} 的检查点的 {size} 条记录开头；该检查点是否由那个账本签署未作比较。',
  'The checkpoint of {size} events of {origin} was not compared: not all of them are in the log since the restore, and the tree of that epoch is not kept.':
    '{origin} 的 {size} 条记录的检查点未作比较：恢复后日志中已不全有这些记录，该纪元的哈希树也没有保存。',
  'The checkpoint of {size} events of {origin} does not hold in the tree of that epoch.':
    '{origin} 的 {size} 条记录的检查点在该纪元的哈希树中不成立。',
  'The checkpoint of {size} events, {keeper*}, does not hold: one of these events is not the one that was recorded.':
    '{size} 条记录的检查点（{keeper}）不成立：其中有记录与登记时不同。',
  'The tile of the events after {first} is missing.': '第 {first} 条之后记录的哈希块缺失。',
  'An inner node of the tree does not match the events below it: level {level}, {index}.':
    '哈希树的内部节点与记录不符：第 {level} 层，{index}。',
  'Event {sequence} ({stream}, version {version}) is not the event that was recorded: its hash is not the one in the tree.':
    '第 {sequence} 条记录（{stream}，版本 {version}）与登记时不同：其哈希与哈希树中的不符。',
  'Event {sequence} was version {version} of {budget}, as the views have it.':
    '按视图，第 {sequence} 条记录原为 {budget} 的版本 {version}。',
  'The log ends with event {last}, and {size} were recorded: the last ones were removed.':
    '日志到第 {last} 条为止，而登记了 {size} 条：末尾的记录被删除。',
  'No tree is kept for this log: that no event was changed since it was recorded is not proven.':
    '本日志没有保存哈希树：无法证明记录登记后未被改动。',
  'The tree of epoch {epoch} is not begun: only the events that it has in common with epoch {earlier} were compared. The command audit checkpoint begins it.':
    '纪元 {epoch} 的哈希树尚未建立：只比较了与纪元 {earlier} 共有的记录。用命令 audit checkpoint 建立。',
  'The events after {size} are not in the tree yet: the command audit checkpoint adds them.':
    '第 {size} 条之后的记录尚未加入哈希树：用命令 audit checkpoint 加入。',
  'A restore began epoch {epoch}: {lost} of the {size} events of epoch {earlier} are not in the log any more.':
    '恢复开始了纪元 {epoch}：纪元 {earlier} 的 {size} 条记录中有 {lost} 条已不在日志中。',
  'The trigger {name} of the log file is missing: without it events can be changed, and another program has opened the file for that.':
    '日志文件缺少触发器 {name}：没有它，记录可以被改动，有其他程序为此打开过该文件。',
  'The trigger {name} of the log file is changed: without it events can be changed, and another program has opened the file for that.':
    '日志文件的触发器 {name} 被改动：没有它，记录可以被改动，有其他程序为此打开过该文件。',
  'The log file has a trigger {name} that this program has not made: another program has opened the file for changes.':
    '日志文件有本程序没有建立的触发器 {name}：有其他程序为改动打开过该文件。',
  'The signing key {file} has the mode {mode}: that nobody else has read it and signed with it is not proven.':
    '签名密钥 {file} 的权限为 {mode}：无法证明没有他人读取并用它签名。',
  'The tree was begun when the log had events already, and there was nothing to compare them with: that none of them was changed before is not proven.':
    '哈希树建立时日志已有记录，且没有可与之比较的内容：无法证明此前没有记录被改动。',
  'The newest checkpoint is signed by {count} witnesses, and LEDGER_WITNESSES demands {quorum}: the command audit checkpoint sends it again.':
    '最新的检查点有 {count} 个见证方签署，而 LEDGER_WITNESSES 要求 {quorum} 个：用命令 audit checkpoint 再次发送。',
  'No checkpoint kept elsewhere was compared: somebody who can change the log, the tree and the key together is not noticed. The command audit verify --against compares one.':
    '未与另处保存的检查点比较：能同时改动日志、哈希树和密钥的人不会被发现。可用命令 audit verify --against 比较。',
  'A checkpoint kept elsewhere was cut off while it was written, as by a full disk, and never was whole: it was not compared.':
    '另处保存的一个检查点在写入时中断（如磁盘已满），从未写完：未作比较。',
  'The views are of an epoch of which the log does not say where it ended: the log was replaced, or its epoch changed, by something else than a restore or an import.':
    '视图所属的纪元在日志中没有注明何处结束：日志被替换或其纪元被改变，且不是由恢复或导入造成的。',
  'The views were not compared with the log.': '视图未与日志比较。',
  'The views were not compared: {problem*}': '视图未作比较：{problem}',
  'The views were not compared: {names} cannot be, because they are being built or have stopped budgets.':
    '视图未作比较：{names} 正在建立或有停住的预算，无法比较。',
  'before: {problem*}': '原先：{problem}',
  'The views were not compared: events were recorded meanwhile. Repeat it while nothing is recorded.':
    '视图未作比较：其间记录了新事件。请在没有写入时重试。',
  'The views were not compared: there are none.': '视图未作比较：没有视图。',
  'No checkpoint was signed. {problem*}': '未签署检查点。{problem}',
  '"{given}" is neither a public key as audit key prints it nor a file that holds one.':
    '“{given}”既不是 audit key 输出的公钥，也不是保存公钥的文件。',
  'A ledger in memory has no key that could be changed.': '内存中的账本没有可更换的密钥。',
  'No checkpoint is signed yet: there is nothing that the old key has signed.':
    '尚未签署检查点：旧密钥没有签署过任何内容。',
  'The list of keys, {file}, is not signed by its keys': '密钥清单 {file} 未经其中的密钥签署',
  'The list of keys is not signed by its keys.': '密钥清单未经其中的密钥签署。',
  // bundles
  'Everything holds.': '全部成立。',
  'The bundle is not of the form {form}.': '证据包不是 {form} 格式。',
  '{count} events of {budget} are in the tree of the checkpoint, with none left out between the first and the last.':
    '{budget} 的 {count} 条记录均在检查点的哈希树中，首末之间没有遗漏。',
  '"{key}" is not a public key: give one as audit key prints it.':
    '“{key}”不是公钥：请按 audit key 输出的形式填写。',
  'The checkpoint is of {origin}, and not of {wanted}.': '检查点属于 {origin}，不是 {wanted}。',
  'The checkpoint is of {origin}, and the key is of {name}.':
    '检查点属于 {origin}，而密钥属于 {name}。',
  'The checkpoint of {origin} is not signed by the key in the bundle.':
    '{origin} 的检查点不是由证据包中的密钥签署。',
  'The checkpoint of {origin} is not signed by the key that was given.':
    '{origin} 的检查点不是由所给的密钥签署。',
  'The checkpoint of {size} events of {origin} is signed by the key.':
    '{origin} 的 {size} 条记录的检查点由该密钥签署。',
  'The key is the one in the bundle: compare it with the one that you were given by the bureau, or name that one with --key.':
    '密钥取自证据包：请与财政部门提供的公钥比对，或用 --key 指定。',
  '{count} of the {all} witnesses signed the checkpoint, and {quorum} must.':
    '{all} 个见证方中有 {count} 个签署了检查点，须有 {quorum} 个。',
  'The witness {name} signed it too.': '见证方 {name} 也已签署。',
  'The bundle has {count} events, and says that it has {claimed}.':
    '证据包有 {count} 条记录，却注明有 {claimed} 条。',
  '{event*} is not of {budget}.': '{event}不属于 {budget}。',
  'Event {sequence} ({stream}, version {version})':
    '第 {sequence} 条记录（{stream}，版本 {version}）',
  '{event*} is not in its place: version {version} is missing, or the order was changed.':
    '{event}不在其位置：缺少版本 {version}，或顺序被改动。',
  '{event*} is not the event that was recorded: its proof does not lead to the root of the checkpoint.':
    '{event}与登记时不同：其证明不能得出检查点的根。',
  '{file} is in the bundle, and no event names it.': '{file} 在证据包中，但没有记录提及。',
  'The document {sha256} of event {sequence} has other bytes than were recorded.':
    '第 {sequence} 条记录的文件 {sha256} 与登记时不同。',
  '{count} of {all} documents have the SHA-256 that was recorded.':
    '{all} 个文件中有 {count} 个的 SHA-256 与登记的一致。',
  '{count} of {all} documents have the SHA-256 that was recorded; {missing} are not in the bundle.':
    '{all} 个文件中有 {count} 个的 SHA-256 与登记的一致；{missing} 个不在证据包中。',
  'Event {sequence} was recorded after {time}, the time of the question.':
    '第 {sequence} 条记录在所问时点 {time} 之后登记。',
  '{count} figures of the answers were added up again from the events, and are the same.':
    '答案中的 {count} 个数已由记录重新加总，一致。',
  'The lines lack {line}, which has {amount}.': '预算行缺少 {line}，其金额为 {amount}。',
  'The bridge of {schedule} lacks {line}.': '{schedule} 的调整过程缺少 {line}。',
  'The answer {name} is to another question than bundle.json says.':
    '答案 {name} 回答的不是 bundle.json 所写的问题。',
  'Not compared: pending and executed amounts, names in lines and bridges, titles of tables, texts beside figures, and positions in the log.':
    '未比较：待批金额、执行数、预算行和调整过程中的名称、表的标题、数字旁的文字、日志中的位置。',
  'Not compared, because this program does not know it: {file}.': '本程序不认识，未比较：{file}。',
  'The trail lacks event {sequence} ({type}), or has another one before it.':
    '来历缺少第 {sequence} 条记录（{type}），或在其前另有一条。',
  'The trail says {answered} for {field} of event {sequence}, and the event {fact}.':
    '来历中第 {sequence} 条记录的 {field} 为 {answered}，而记录为 {fact}。',
  'The trail has {count} entries more than the events.': '来历比记录多 {count} 条。',
  'Table {table} says that it is {state}.': '表{table}自称为 {state}。',
  'Table {table} says {cell*} in {column} of {row}, and its events {expected*}.':
    '表{table}中 {row} 的 {column} 为 {cell}，而其记录为 {expected}。',
  nothing: '空白',
  'Table {table} lacks a row: {row}.': '表{table}缺少一行：{row}。',
  'The public key "{key}" was changed: its id does not match.': '公钥“{key}”被改动：其标识不符。',
  'The bundle says {answered} for {what}, and its events add up to {sum}.':
    '证据包中 {what} 为 {answered}，而其记录合计为 {sum}。',
  '"{amount}" is not an amount.': '“{amount}”不是金额。',
  'The file is not a bundle: it is not a ZIP archive.': '文件不是证据包：不是 ZIP 压缩包。',
  'The directory of the ZIP archive is damaged.': 'ZIP 压缩包的目录已损坏。',
  'The ZIP archive has {file} twice, or in a form that cannot be read.':
    'ZIP 压缩包中 {file} 重复，或格式无法读取。',
  'checkpoint.txt is not a signed checkpoint.': 'checkpoint.txt 不是已签署的检查点。',
  'The bundle has no {file}.': '证据包中没有 {file}。',
  // who asks
  'The request has no token: send Authorization: Bearer with one of the issuer.':
    '请求没有令牌：请发送 Authorization: Bearer 和签发方的令牌。',
  'Authorization is not Bearer and a signed token (JWT).':
    'Authorization 不是 Bearer 加已签名的令牌（JWT）。',
  'The subject or the name in the token is not a text.': '令牌中的主体或姓名不是文本。',
  'The token has expired.': '令牌已过期。',
  'The token is not for this service now: its claim {claim} does not fit.':
    '令牌目前不适用于本服务：其声明 {claim} 不符。',
  'The token is signed with a key that its issuer does not publish.':
    '令牌的签名密钥不在签发方公布之列。',
  'The signature of the token is not valid, or its algorithm is not accepted.':
    '令牌的签名不成立，或其算法不被接受。',
  'A bundle is not JSON: write it to a file with --out FILE.':
    '证明包不是 JSON：请用 --out FILE 写入文件。',
};
