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
  'The log is empty, and the tree beside it has {count} events: restore the log from a backup.':
    '日志为空，而其旁的哈希树有 {count} 条记录：请从备份恢复日志。',
  'The file of the document {sha256} has other bytes than were recorded.':
    '文件 {sha256} 的原件与登记时不同。',
  'The tree is of another ledger.': '哈希树属于其他账本。',
  'A checkpoint that is kept cannot be read.': '有保存的检查点无法读取。',
  'A text that should be a checkpoint kept elsewhere is none.': '另处保存的文本不是检查点。',
  'A checkpoint kept elsewhere is of {origin}, and this ledger is {own}.':
    '另处保存的检查点属于 {origin}，而本账本是 {own}。',
  'kept with the ledger': '随账本保存',
  'kept elsewhere': '另处保存',
  'of this ledger': '本账本',
  'The checkpoint of {size} events, {keeper*}, is not signed by the key {key*}: it or the key was replaced.':
    '{size} 条记录的检查点（{keeper}）不是由密钥 {key} 签署：检查点或密钥被替换。',
  'The checkpoint of {size} events of {origin} was not compared: the tree of that epoch is not kept.':
    '{origin} 的 {size} 条记录的检查点未作比较：该纪元的哈希树没有保存。',
  'The checkpoint of {size} events of {origin} does not hold in the tree of that epoch.':
    '{origin} 的 {size} 条记录的检查点在该纪元的哈希树中不成立。',
  'The checkpoint of {size} events, {keeper*}, does not hold: one of these events is not the one that was recorded.':
    '{size} 条记录的检查点（{keeper}）不成立：其中有记录与登记时不同。',
  'The tile of the events after {first} is missing.': '第 {first} 条之后记录的哈希块缺失。',
  'The tree has another inner node than its events: level {level}, {index}.':
    '哈希树的内部节点与记录不符：第 {level} 层，{index}。',
  'Event {sequence} ({stream}, version {version}) is not the event that was recorded: its hash is not the one in the tree.':
    '第 {sequence} 条记录（{stream}，版本 {version}）与登记时不同：其哈希与哈希树中的不符。',
  'The log ends with event {last}, and {size} were recorded: the last ones were removed.':
    '日志到第 {last} 条为止，而登记了 {size} 条：末尾的记录被删除。',
  'No tree is kept for this log: that no event was changed since it was recorded is not proven.':
    '本日志没有保存哈希树：无法证明记录登记后未被改动。',
  'The tree of epoch {epoch} is not begun: only the events that it has in common with epoch {earlier} were compared. audit checkpoint begins it.':
    '纪元 {epoch} 的哈希树尚未建立：只比较了与纪元 {earlier} 共有的记录。用 audit checkpoint 建立。',
  'The events after {size} are not in the tree yet: audit checkpoint adds them.':
    '第 {size} 条之后的记录尚未加入哈希树：用 audit checkpoint 加入。',
  'A restore began epoch {epoch}: {lost} of the {size} events of epoch {earlier} are not in the log any more.':
    '恢复开始了纪元 {epoch}：纪元 {earlier} 的 {size} 条记录中有 {lost} 条已不在日志中。',
  'No checkpoint kept elsewhere was compared: somebody who can change the log, the tree and the key together is not noticed. Name one with --against.':
    '未与另处保存的检查点比较：能同时改动日志、哈希树和密钥的人不会被发现。请用 --against 指定。',
  'The views were not compared with the log: --views compares them, where the log is whole.':
    '视图未与日志比较：日志完整时可用 --views 比较。',
  'The views were not compared: there are none.': '视图未作比较：没有视图。',
  'No checkpoint was signed. {problem*}': '未签署检查点。{problem}',
  // who asks
  'The request has no token: send Authorization: Bearer with one of the issuer.':
    '请求没有令牌：请发送 Authorization: Bearer 和签发方的令牌。',
  'Authorization is not Bearer and a signed token (JWT).':
    'Authorization 不是 Bearer 加已签名的令牌（JWT）。',
  'The subject or the name in the token is no text.': '令牌中的主体或姓名不是文本。',
  'The token has expired.': '令牌已过期。',
  'The token is not for this service now: its claim {claim} does not fit.':
    '令牌目前不适用于本服务：其声明 {claim} 不符。',
  'The token is signed with a key that its issuer does not publish.':
    '令牌的签名密钥不在签发方公布之列。',
  'The signature of the token does not hold, or is of an algorithm that is not taken.':
    '令牌的签名不成立，或其算法不被接受。',
};
