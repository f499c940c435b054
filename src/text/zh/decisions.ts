import type { Messages } from '../messages.js';

/** What the ledger refuses by its rules: values, amendments, corrections, closes, links and findings. */
export const DECISION_TEXTS: Messages = {
  // words
  supplement: '追加',
  rescission: '追减',
  reallocation: '调剂',
  'carry-forward': '结转',
  'reserve-drawdown': '动支预备费',
  'special-transfer': '专项转移支付',
  'adjustment-plan': '预算调整',
  correction: '更正',
  proposed: '待批',
  approved: '已批准',
  rejected: '已驳回',
  withdrawn: '已撤回',
  returned: '已退回',
  'the day of approval': '批复日期',
  'the first day in force': '生效日期',
  'the day of the final figures': '决算截止日期',
  'the day of the figures': '执行数截止日期',
  'the day of the close': '关账日期',
  // values
  'A change needs the name of the person who makes it: in its field on a page, with --actor on the command line, in the header Ledger-Actor over HTTP.':
    '变更须注明操作人：在页面上填写“操作人”，命令行用 --actor，HTTP 用请求头 Ledger-Actor。',
  '"{text}" is not an instant: write one like 2023-06-30T10:00:00Z or 2023-06-30T18:00:00+08:00.':
    '“{text}”不是时点：请写成 2023-06-30T10:00:00Z 或 2023-06-30T18:00:00+08:00 的形式。',
  '"{text}" is not a position: write digits only, such as 42.':
    '“{text}”不是日志位置：只能用数字，如 42。',
  '{recorded} is in the future: give an instant in the past, or leave it out.':
    '{recorded} 在将来：请给出过去的时点，或不填。',
  'There is no budget "{text}": a budget is called <agency>-<year>-<department|unit>.':
    '没有预算“{text}”：预算编号的形式为 <agency>-<year>-<department|unit>。',
  'There is no budget "{budget}": see the list of budgets.': '没有预算“{budget}”：请查看预算列表。',
  'There is no budget "{budget}" (did you mean {near}?): see the list of budgets.':
    '没有预算“{budget}”（是否为 {near}？）：请查看预算列表。',
  'There is no agency {code}.': '没有单位 {code}。',
  'There is no agency {code} (did you mean {near}?).': '没有单位 {code}（是否为 {near}？）。',
  '"{text}" is not an agency code: use lower-case letters, digits and underscores.':
    '“{text}”不是单位代码：只能用小写字母、数字和下划线。',
  '"{text}" is not a date: write a day of the calendar as YYYY-MM-DD.':
    '“{text}”不是日期：请按 YYYY-MM-DD 填写日历上的一天。',
  '"{key}" names no line: a key is like expenditure/general/2120199/project.':
    '“{key}”不是预算行：预算行的键形如 expenditure/general/2120199/project。',
  '"{text}" is not an amount: write digits with at most two decimals, like 1060056.00.':
    '“{text}”不是金额：请用数字填写，小数最多两位，如 1060056.00。',
  '{amount} yuan is finer than one fen: give at most two decimals.':
    '{amount} 元的精度小于一分：小数最多两位。',
  '{amount} yuan is larger than any budget: the largest amount is {most}.':
    '{amount} 元超过任何预算：金额最大为 {most}。',
  'A name holds a line break or a tab: give it on one line.':
    '名称中含有换行或制表符：请写成一行。',
  'A text holds the character U+{code}, which cannot be stored: leave it out.':
    '文本中有字符 U+{code}，不能保存：请删去。',
  // the ledger as a whole
  'There is no such budget: open it first.': '没有这个预算：请先建立。',
  'The year was closed on {day}: only corrections may follow.':
    '该年度已于 {day} 关账：此后只能更正。',
  '{line} stands at {amount}: a change of {change} would take it below zero.':
    '{line} 现为 {amount}：变动 {change} 后将为负数。',
  'An approval names its document: give its number, like 宝财预〔2023〕15号.':
    '批复须注明依据文号：请填写文号，如 宝财预〔2023〕15号。',
  '{date} is {what*} and still to come: today is {today} in Shanghai.':
    '{what} {date} 尚未到来：今天（上海时间）是 {today}。',
  '{day} is before {original}, when the original budget took effect.':
    '{day} 早于年初预算的生效日 {original}。',
  '{date} is {what*} and lies outside the fiscal year {year}: give a day of that year.':
    '{what} {date} 不在预算年度 {year} 内：请填写该年度内的日期。',
  // amendments
  'An amendment has at least one change.': '一笔调整至少有一项变动。',
  'The change of {code} is 0.00: a change moves money.': '{code} 的变动为 0.00：变动须有金额。',
  '"{code}" is not an item of the functional classification: give the seven digits of a 项.':
    '“{code}”不是功能分类的项级科目：请填写七位的项级科目编码。',
  '"{code}" is not an item of the economic classification: give the five digits of a 款.':
    '“{code}”不是经济分类的款级科目：请填写五位的款级科目编码。',
  'The change of {code} is basic expenditure of the general fund: say by economic item which part of T8 it moves.':
    '{code} 的变动属于一般公共预算基本支出：请填写经济分类款级科目，说明变动表8的哪一部分。',
  'The changes of a reallocation sum to {sum}, not to 0.00.':
    '调剂各项变动合计为 {sum}，应为 0.00。',
  'The kind {kind*} only raises lines: {amount} on {code} does not.':
    '{kind}只能增加预算行：{code} 的 {amount} 不是增加。',
  'The kind {kind*} only lowers lines: {amount} on {code} does not.':
    '{kind}只能减少预算行：{code} 的 {amount} 不是减少。',
  'A carry-forward goes to another budget: name the receiving budget.':
    '结转须转入另一个预算：请填写转入预算。',
  'The kind {kind*} gives to no other budget: only a carry-forward (结转) or a reallocation (划转) has a receiving budget.':
    '{kind}不转给其他预算：只有结转和划转（调剂给其他单位）才填写转入预算。',
  '"{to}" cannot receive what {giver} gives: name another budget of the ledger.':
    '“{to}”不能接收 {giver} 转出的资金：请填写账本中的另一个预算。',
  'The {kind*} of {year} goes to a budget of {wanted}, and {to} is of {given}.':
    '{year} 年的{kind}须转入 {wanted} 年的预算，而 {to} 是 {given} 年的。',
  "A carry-forward stays with its agency, and {to} is another one's: money goes to another agency by a reallocation (划转).":
    '结转只在本单位内进行，而 {to} 属于其他单位：资金转给其他单位须用划转（调剂）。',
  'A reallocation that names a receiving budget goes to another agency, and {to} is of the same one.':
    '填写转入预算的划转须转给其他单位，而 {to} 属于本单位。',
  '{to} was closed on {day}: it can receive nothing any more.':
    '{to} 已于 {day} 关账，不能再接收资金。',
  '{actor} proposed this amendment: another person has to approve it.':
    '这笔调整由 {actor} 提出：须由其他人批准。',
  'The policy "{rule}" asks for the approval of {approver}, recorded by {actors*}.':
    '审批规则“{rule}”要求由 {approver} 批准，由 {actors} 登记。',
  '{proposer} proposed this amendment and alone can withdraw it: {actor} can reject it.':
    '这笔调整由 {proposer} 提出，只有其本人可以撤回：{actor} 可以驳回。',
  '{actor} proposed this amendment: another person decides on it, and the proposer can withdraw it.':
    '这笔调整由 {actor} 提出：由其他人审批，提出人可以撤回。',
  'There is no amendment {id} of this budget.': '该预算没有调整 {id}。',
  'There is no amendment {id}: see the list of amendments.': '没有调整 {id}：请查看调整列表。',
  'The amendment {id} is {status*} already.': '调整 {id} {status}，不能再处理。',
  'The amendment {id} is {status*}: nothing is in transit.': '调整 {id} {status}：没有在途资金。',
  'The money of {id} has arrived in {to}.': '{id} 的资金已转入 {to}。',
  '{to} is not closed: it receives the money of {id}.': '{to} 尚未关账：它会收到 {id} 的资金。',
  'The amendment {id} gives to no other budget: nothing of it can return.':
    '调整 {id} 没有转给其他预算：没有可退回的资金。',
  // codes
  '{code}: {why*}. The nearest are {nearest}.': '{code}：{why}。相近的有 {nearest}。',
  'the functional classification has no class {code}': '功能分类没有类级科目 {code}',
  'the economic classification has no item {code}': '经济分类没有款级科目 {code}',
  'The list of codes in this program does not have the {what*}. It is not complete: check the code against the classification of {year}. The nearest codes in the list are {nearest}.':
    '本程序的科目表并非全国完整科目，其中没有{what}：请与{year}年政府收支分类科目核对。表中最接近的是{nearest}。',
  'item (项) {code}': '项级科目 {code}',
  'group (款) {group}, nor the item (项) {code}': '款级科目 {group}，也没有项级科目 {code}',
  // corrections
  '{event} is not an event of this budget that a correction can name: take the id of a line, a claim or an amendment from the trail.':
    '{event} 不是该预算中可以更正的记录：请从轨迹中取预算行、说明数或调整的编号。',
  '{event} is a correction: correct the event that it corrected once more.':
    '{event} 本身是更正：请对它所更正的记录再次更正。',
  '{event} moved {count} lines: name the line that is wrong.':
    '{event} 变动了 {count} 个预算行：请指明有误的一行。',
  'The money that {event} gave has returned: nothing of it is left to correct.':
    '{event} 转出的资金已退回：没有可更正的内容。',
  '{event} did not move {line}.': '{event} 没有变动 {line}。',
  'A newer document no longer has {line}, so that there is no amount to correct: enter the line again.':
    '新文件已无 {line}，没有可更正的金额：请重新录入该行。',
  '{event} prints {line} once more as it was: correct {newest}, which is the newest event of this line.':
    '{event} 只是原样重印 {line}：请更正 {newest}，它是该行最新的记录。',
  '{event} is not the newest event of {line*}: correct the newest one.':
    '{event} 不是{line}的最新记录：请更正最新的记录。',
  'its cell': '其单元格',
  // documents
  '{budget} is open already, for "{agency}", not for "{other}".':
    '{budget} 已建立，单位为“{agency}”，不是“{other}”。',
  'With its approved amendments {line} would stand at {amount} in this document: no line is below zero. Reverse the amendment first.':
    '计入已批准的调整后，{line} 在该文件中将为 {amount}：预算行不得为负数。请先冲回该调整。',
  // lines that are entered
  '{line} is given twice: give each line once, with its whole amount.':
    '{line} 填写了两次：每行只填一次，填写全额。',
  '{line} stands at {amount} already: a record that was wrong is corrected, a budget that changes is amended.':
    '{line} 已有 {amount}：记录有误请更正，预算变动请调整。',
  '{line} has no original amount, because amendments alone opened it: amend it again, or import a document that prints it.':
    '{line} 没有年初预算数，只由调整形成：请再作调整，或导入列示该行的文件。',
  '{line} would begin the year at {amount}: no line may be below zero.':
    '{line} 的年初预算将为 {amount}：预算行不得为负数。',
  '"{code}" is not an item of the functional classification: a line takes the seven digits of a 项, such as 2120199.':
    '“{code}”不是功能分类的项级科目：预算行须填写七位的项级科目编码，如 2120199。',
  '"{code}" is not an item of the economic classification: a line takes the five digits of a 款, such as 30217.':
    '“{code}”不是经济分类的款级科目：预算行须填写五位的款级科目编码，如 30217。',
  // executions and closes
  'An execution has at least one figure.': '执行数至少有一项。',
  '{item} is given as a whole and by kinds of expenditure: give one of them.':
    '{item} 既有合计又有基本支出或项目支出：只能填写其中一种。',
  'The project expenditure of {item} is given as a whole and by projects: give one of them.':
    '{item} 的项目支出既给了合计，又给了各项目：请只给其中一种。',
  'The year is closed when it has ended: on {end} or later, and not on {on}.':
    '年度结束后方可关账：须在 {end} 或以后，不能在 {on}。',
  '{count} amendments are proposed and not decided: approve, reject or withdraw them before the close.':
    '有 {count} 笔调整尚未办结：关账前请先批准、驳回或撤回。',
  'This would close {id} on {on}: original {original}, adjusted {adjusted}, {amendments} approved amendments, {findings} open findings. {comes*}Nothing undoes a close: confirm it with the id of the budget (--confirm {id2}, or "confirm" in the body).':
    '将于 {on} 关账 {id}：年初预算 {original}，调整后预算 {adjusted}，已批准的调整 {amendments} 笔，未处理的问题 {findings} 个。{comes}关账不可撤销：请填写预算编号确认（--confirm {id2}，或请求体中的“confirm”）。',
  '{count} transfers ({amount}) come from other budgets and cannot arrive after the close. ':
    '另有 {count} 笔资金（{amount}）正从其他预算转入，关账后无法转入。',
  // findings
  'There is no finding {id} of this budget.': '该预算没有问题 {id}。',
  'The finding {id} needs no decision any more ({decision*}): {reason*}':
    '问题 {id} 不再需要处理（{decision}）：{reason}',
  superseded: '已被新文件取代',
  'no-longer-holds': '已不存在',
  'What was recorded since makes the rule hold.': '此后的登记已使该规则成立。',
  'A newer document of the budget takes the place of the one that it is about.':
    '该预算的新文件已取代问题所涉及的文件。',
  'The finding {id} names nothing that can be corrected to what is expected (accept-expected): {why*}. Instead {instead*}; then decide that it is a known slip (known-slip).':
    '问题 {id} 没有可按应有数更正（accept-expected）的内容：{why}。请{instead}，然后作“已知笔误”（known-slip）处理。',
  'The finding {id} names nothing that can be corrected to what is expected (accept-expected): {why*}. Instead {instead*}.':
    '问题 {id} 没有可按应有数更正（accept-expected）的内容：{why}。请{instead}。',
  'its cells hold the figures of several rows': '其单元格中有多行的数',
  'correct each wrong cell where its trail stands': '在轨迹中逐个更正有误的单元格',
  'the figure stands in the text and in no cell of a table': '该数在文字说明中，不在表格单元格中',
  'decide that it is a known slip (known-slip), or holds as printed (accept-printed)':
    '作“已知笔误”（known-slip）或“以列示为准”（accept-printed）处理',
  'it expects no single figure of a single cell': '没有单个单元格的唯一应有数',
  'correct the cells that are wrong where their trails stand, or enter a line that is missing':
    '在轨迹中更正有误的单元格，或补录缺少的预算行',
  // years against each other
  'This unit has {part} 元 for {what*}, but the budget of its department has only {whole} 元.':
    '本单位{what}为 {part} 元，而其部门预算只有 {whole} 元。',
  'the item {code}': '项级科目 {code}',
  'all expenditure': '全部支出',
  '“{section}” measures {subject} by {printed} {unit} of {year}, but the budget of {year2} is {expected} {unit2}.':
    '“{section}”对比{subject}所用的 {year} 年数为 {printed}{unit}，而 {year2} 年预算为 {expected}{unit2}。',
  '“{section}” gives as reason for {subject} “{reason}”, but its {name} was {was} 元 in {before} and is {is} 元 in {now} ({moved}).':
    '“{section}”对{subject}的变动说明为“{reason}”，而其{name} {before} 年为 {was} 元，{now} 年为 {is} 元（{moved}）。',
  // audit exceptions
  'The {kind*} was approved on {day}, after the year had ended.':
    '{kind}于 {day} 批准，在年度结束之后。',
  'The {kind*} was approved on {day}, before the original budget was approved on {original}.':
    '{kind}于 {day} 批准，早于年初预算的批复日 {original}。',
  '{line} was amended {count} times, more than {most}.':
    '{line} 调整了 {count} 次，超过 {most} 次。',
  'The reallocation moves {line}, which the policy protects.': '调剂变动了规则保护的 {line}。',
  '{line} was raised by {amount} during the year.': '{line} 在年度中增加了 {amount}。',
  'The supplement took effect on {day}, after September.': '追加于 {day} 生效，在 9 月之后。',
  'The {kind*} was recorded on {day} as approved on {approved}, a day to come.':
    '{kind}于 {day} 登记，所填批复日期 {approved} 尚未到来。',
  'The {kind*} gives to {budget}: 结转 goes to the next year of the same agency, 划转 to another agency in the same year.':
    '{kind}转给 {budget}：结转应转入同一单位的下一年度，划转应转给同一年度的其他单位。',
  'The {kind*} comes from {budget}: 结转 goes to the next year of the same agency, 划转 to another agency in the same year.':
    '{kind}来自 {budget}：结转应转入同一单位的下一年度，划转应转给同一年度的其他单位。',
  '{given} is given to {budget}, and {arrived} has arrived there: one half was corrected and the other was not.':
    '向 {budget} 转出 {given}，而对方收到 {arrived}：只更正了其中一方。',
  'The approval of the original budget (批复) names "{number}", which is not a document number such as 宝财预〔2023〕15号.':
    '年初预算的批复填写的“{number}”不是文号，如 宝财预〔2023〕15号。',
  'The {kind*} names "{number}", which is not a document number such as 宝财预〔2023〕15号.':
    '{kind}填写的“{number}”不是文号，如 宝财预〔2023〕15号。',
  '{actor} entered {line} with {delta} after the original budget was approved.':
    '{actor}在年初预算批复之后录入 {line}，金额 {delta}。',
  '{line} has spent {executed} of an adjusted budget of {adjusted}.':
    '{line} 的调整后预算为 {adjusted}，已执行 {executed}。',
  '{budget} is stopped in a view, so that nothing complete can be said of it: the operator sees why with projector status.':
    '{budget} 停在视图中，无法给出完整情况：请联系运维，用 projector status 查看原因。',
  // links between years
  '"{text}" is not a weight: give a decimal above 0 and up to 1, such as 0.4.':
    '“{text}”不是权重：请填写大于 0、不超过 1 的小数，如 0.4。',
  'The budget has no line {line} in force: see the list of its lines.':
    '该预算没有有效的预算行 {line}：请查看其预算行列表。',
  'The categories of the three-public expenses are the same in every year: none goes on from another.':
    '“三公”经费的类别各年相同：不需要衔接。',
  '{from} is of another schedule than {line}: link lines of one schedule.':
    '{from} 与 {line} 不在同一类表：只能衔接同一类表的预算行。',
  '{line} goes on from {from} already, with the weight {weight}: unlink it first.':
    '{line} 已衔接 {from}，权重 {weight}：请先取消衔接。',
  '{share} of {from} goes on in other lines: a weight of {weight} would make more than the whole.':
    '{from} 的 {share} 已衔接到其他预算行：再加权重 {weight} 将超过全部。',
  '{line} is not linked to {from} of the year before.': '{line} 没有与上年的 {from} 衔接。',
  'The ledger has no budget of this agency of the year before: record it first.':
    '账本中没有该单位上年的预算：请先录入。',
  '{budget} has no line {from} in force: see the list of its lines.':
    '{budget} 没有有效的预算行 {from}：请查看其预算行列表。',
  // events
  'The log holds an event of type {type}, which this version of budget-ledger does not know: use the newer version that wrote it.':
    '日志中有类型为 {type} 的记录，本版本的 budget-ledger 不认识：请使用写入它的较新版本。',
  'The log holds {type} in version {version}, and this version of budget-ledger knows it up to {known}: use the newer version that wrote it.':
    '日志中的 {type} 为第 {version} 版，本版本的 budget-ledger 只认识到第 {known} 版：请使用写入它的较新版本。',
  // agencies and budgets
  '"{name}" is the agency {owner}, not {code}.': '“{name}”是单位 {owner}，不是 {code}。',
  'The agency {code} is "{name}", not "{other}".': '单位 {code} 的名称是“{name}”，不是“{other}”。',
  'The document is of "{name}", which the ledger knows as {owner}, not as {code}: leave the agency out, or give {owner2}.':
    '文件属于“{name}”，账本中其代码为 {owner}，不是 {code}：请不填单位，或填写 {owner2}。',
};
