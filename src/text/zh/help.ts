import type { Messages } from '../messages.js';

/** The help of the command line. Notes are one text, with their line breaks. */
export const HELP: Messages = {
  'An event-sourced ledger of budget revisions.': '预算变动账本（事件溯源）。',
  'The commands of {words}.': '{words} 的命令。',
  'Flags of every command:': '各命令通用的选项：',
  'Help on a command: {usage}': '查看某个命令的帮助：{usage}',
  'Exit codes: 0 ok, 1 refused, 2 usage error, 3 findings, 4 log damaged':
    '退出码：0 成功，1 被拒绝，2 用法错误，3 发现问题，4 日志损坏',
  'Usage: {usage}': '用法：{usage}',
  flags: '选项',
  // flags of many commands
  'folder of the ledger (default ./data)': '账本所在文件夹（默认 ./data）',
  'who makes the change (default: the user of the operating system)':
    '操作人（默认：操作系统用户）',
  'print one JSON document only': '只输出一个 JSON 文档',
  'the language of texts for people (default: by LEDGER_LANG or the locale)':
    '提示文字的语言（默认：按 LEDGER_LANG 或系统区域设置）',
  'print this help': '显示帮助',
  'print the version': '显示版本',
  "the agency's code": '单位代码',
  "the agency's name (required)": '单位名称（必填）',
  'the fiscal year, e.g. 2024': '预算年度，如 2024',
  'the whole department, or one unit': '部门（汇总）或单位',
  'whole departments, or units': '部门（汇总）或单位',
  'only of this agency': '只列该单位的',
  'only of budgets of this fiscal year': '只列该预算年度的',
  'only those of this agency': '只列该单位的',
  'only lines whose code begins so': '只计该开头编码的科目',
  'the lines by the economic classification, and not by function': '按经济分类而非功能分类计科目',
  'only those of this fiscal year': '只列该预算年度的',
  'only whole departments, or only units': '只列部门，或只列单位',
  'only those without open errors and warnings, or only those with':
    '只列没有未处理错误和警告的，或只列有的',
  'at most so many; --json then answers {items, next}':
    '最多列出的条数；此时 --json 输出 {items, next}',
  '"next" of the part before': '上一部分的“next”',
  'its id, e.g. baoshan-2022-unit': '预算编号，如 baoshan-2022-unit',
  'write to this file instead of standard output': '写入该文件，而不是标准输出',
  'write to this new file instead of standard output': '写入该新文件，而不是标准输出',
  'the format (default: by the name of the --out file, otherwise text)':
    '格式（默认：按 --out 文件名，否则为 text）',
  'the format (default: by the name of the --out file, otherwise md)':
    '格式（默认：按 --out 文件名，否则为 md）',
  'what is in force on this day (default: everything, whatever its date)':
    '该日有效的内容（默认：全部，不论日期）',
  'as known at this instant, e.g. 2023-06-30T18:00:00+08:00':
    '该时点已登记的内容，如 2023-06-30T18:00:00+08:00',
  'as known at this position of the log': '日志该位置已登记的内容',
  'why (required)': '理由（必填）',
  why: '理由',
  'show what would be recorded, and record nothing': '只显示将要登记的内容，不登记',
  'the request body of the API, as JSON; - is standard input': '接口请求体（JSON）；- 为标准输入',
  'the document number (文号)': '依据文号',
  'the document number (文号), e.g. 宝财预〔2023〕15号': '依据文号，如 宝财预〔2023〕15号',
  "the document's title": '文件标题',
  'who issued the document': '发文机关',
  'the day of approval (批复日期)': '批复日期',
  'the day of approval (required)': '批复日期（必填）',
  'only the lines of one schedule': '只列一类表的预算行',
  'which lines (default expenditure)': '哪类预算行（默认 expenditure，即支出）',
  'a line, or a code in its key, e.g. 2120199': '预算行，或其键中的科目编码，如 2120199',
  "unit of the amounts (default: the document's)": '金额单位（默认：与公开文件相同）',
  // documents
  'record published documents, each completely or not at all':
    '导入公开的预算文件；每个文件要么全部登记，要么不登记',
  'A folder stands for all documents in it and below, in the order of their names. Hidden and other files are skipped.':
    '给出文件夹即为其中及下级文件夹中的所有文件，按名称排序；隐藏文件和其他文件跳过。',
  'A folder stands for all documents in it and below, in the order of their names. Hidden and other files are skipped.\nExits with 3 when a finding is an error or, with --round-trip, a cell differs.':
    '给出文件夹即为其中及下级文件夹中的所有文件，按名称排序；隐藏文件和其他文件跳过。\n有错误级问题，或加 --round-trip 时有单元格不一致，退出码为 3。',
  'documents or folders; - is standard input': '文件或文件夹；- 为标准输入',
  "the agency's code (default: found by the printed name; a new agency is registered)":
    '单位代码（默认：按文件中的名称查找；新单位自动登记）',
  'refuse a document that has a finding of severity error': '文件有错误级问题时拒绝导入',
  'the day on which the document was published': '文件公开日期',
  'read and check documents without a ledger': '读取并检查文件，不使用账本',
  'also list what the form asks and the document lacks': '同时列出表样要求而文件缺少的内容',
  'also compare each cell with what a ledger of the document would print':
    '并逐个单元格与账本生成的表格核对',
  'list the documents that were recorded, in the order of import': '按导入顺序列出已登记的文件',
  'show one document: who imported it when, its tables, the events that came of it':
    '显示一个文件：导入人和时间、所含表格、由此产生的记录',
  'its SHA-256, or the first four digits or more': '文件的 SHA-256，或其前四位以上',
  'as it is recorded in this budget (default: the newest record)':
    '按该预算的登记显示（默认：最新的登记）',
  'write the file of a document as it was imported, its SHA-256 compared':
    '取回导入时的文件原件，并核对 SHA-256',
  // budgets
  'list the budgets': '列出预算',
  'show how one budget stands: its approval (批复), amounts, documents, open findings':
    '显示一个预算的状况：批复、金额、文件、未处理的问题',
  'open a budget that is not published as a document': '建立没有公开文件的预算',
  'Give either <budget>, or --agency, --year and --scope.':
    '填写 <budget>，或填写 --agency、--year 和 --scope。',
  'enter lines of the original budget from a file, all or none':
    '从文件录入年初预算行，全部登记或全部不登记',
  'The columns are those of the API: schedule, function, fund, expenditure, economic, cost, category, project, source,\nname, amount; or their Chinese names, as an empty form has them. Which of them a line needs depends on its schedule.\nAmounts are in yuan and may have thousands separators. A blank name is that of the classification.':
    '列名与接口相同：schedule、function、fund、expenditure、economic、cost、category、project、source、\nname、amount；也可用空白表样中的中文列名。需要哪些列取决于所属的表。\n金额单位为元，可带千位分隔符。名称为空时取分类科目的名称。',
  'CSV, XLSX or JSON lines; - is standard input': 'CSV、XLSX 或 JSON 行；- 为标准输入',
  'write an empty form (.xlsx or .csv) and enter nothing': '写出空白表样（.xlsx 或 .csv），不录入',
  'show one of the nine tables, or another table of the document': '显示九张表之一，或文件的其他表',
  'A cell shows the printed amount, plus what later events changed below it.\nA table that is none of the nine, such as projects or procurement, has a number from 10 on and shows what is printed: its figures make no line.':
    '单元格显示公开的金额，加上其下各预算行后来的变动。\n九张表以外的表（如项目支出表、政府采购表）表号从 10 起，只显示公开的内容：其数不作为预算行。',
  'the number of the table, its kind such as general, or its number in a document of another form such as 公开07表':
    '表号，或表的种类，如 general，或其他格式文件自己的表号，如公开07表',
  'build the table from the lines where the document does not have it':
    '文件没有该表时，按预算行生成',
  'print the whole budget as it is published: cover, sentences, the nine tables and the others of its document':
    '按公开格式输出整个预算：封面、文字说明、九张表及文件的其他表',
  'The same query of the same state gives the same bytes. The sentences state the changes against the budget of last year.\nWithout that budget they state the changes that the document states, where its amounts still hold.':
    '状态相同、查询相同，输出的字节就相同。文字说明按上年预算说明增减变动。\n没有上年预算时，沿用文件中金额仍成立的变动说明。',
  "unit of all tables but table 9 (default: the document's); table 9 is in 万元":
    '除表9外各表的金额单位（默认：与公开文件相同）；表9为万元',
  'also build tables from the lines that the document does not have': '文件没有的表也按预算行生成',
  'an Excel form with the nine tables, which is filled in': '含九张表的 Excel 表样，在其中填写',
  'list the lines of a budget, of which all totals are sums': '列出预算行；所有合计都是它们的和',
  'compare a budget with a base, and with the changes that its document states':
    '与基数比较，并与文件说明的变动比较',
  'the base: prior-budget, prior-adjusted, prior-execution, original, or a date (default prior-budget)':
    '基数：prior-budget（上年预算数）、prior-adjusted（上年调整后预算数）、prior-execution（上年执行数）、original（年初预算）或日期（默认 prior-budget）',
  'the base of the changes: prior-budget, prior-adjusted, prior-execution, original, or a date (default prior-budget)':
    '变动的基数：prior-budget（上年预算数）、prior-adjusted（上年调整后预算数）、prior-execution（上年执行数）、original（年初预算）或日期（默认 prior-budget）',
  'what the rows are (default class)': '按什么分行（默认 class，即类级科目）',
  'show what leads from the original to the adjusted budget: amendments by kind, corrections':
    '显示从年初预算到调整后预算的过程：各类调整和更正',
  'show all records of a budget or of one line, back to the printed cell':
    '显示预算或一个预算行的全部记录，直至公开文件的单元格',
  'sum many budgets: originals, amendments, corrections, what is spent, and the changes':
    '汇总多个预算：年初预算、调整、更正、执行数和变动',
  "A department's budget contains those of its units, so that one scope is summed: that in which more agencies have a budget.\nYears are never added.":
    '部门预算包含所属单位的预算，因此只汇总一级：有预算的单位较多的一级。\n各年度从不相加。',
  'the fiscal year (default the newest)': '预算年度（默认最近一年）',
  'find a text in all budgets: agencies, lines, projects, reasons of changes':
    '在所有预算中查找：单位、预算行、项目、变动理由',
  'Any part of a name or reason is found, or the first digits of a code; 100 hits without --limit.':
    '可查名称或理由的任意部分，或科目编码的前几位；不加 --limit 时最多 100 条。',
  'what to find, e.g. 教育 or 2120199': '要查找的内容，如 教育 或 2120199',
  // links
  'record that a line goes on from a line of the year before under another code or name':
    '登记预算行的年度衔接：承接上年另一编码或名称的预算行',
  'Renamed: one link. Merged: a link from each of the lines of the year before. Split: a link from each of the lines of this\nyear to the same line of the year before, with weights. What the weights leave is compared under the old key. A link\nmoves no money; budgets deltas follows it.':
    '更名：一条衔接。合并：与上年各行分别衔接。拆分：本年各行分别与上年同一行衔接，\n并填写权重。权重以外的部分仍按原键比较。衔接不变动资金；\nbudgets deltas 按衔接比较。',
  'the key of a line of this year, as budgets lines lists it': '本年预算行的键，见 budgets lines',
  'the key of the line of the year before (required)': '上年预算行的键（必填）',
  "the part of last year's line that goes on here, e.g. 0.4 (default 1)":
    '上年预算行由本行承接的部分，如 0.4（默认 1）',
  'take a link back; both stay in the trail': '取消衔接；两次登记都留痕',
  // findings
  'list the findings of a budget, and the decisions about them': '列出预算的问题及其处理',
  'decide a finding, with a reason; accept-expected corrects the cell':
    '处理一个问题并说明理由；accept-expected（以应有数为准）同时更正单元格',
  'its id, from budgets findings': '问题编号，见 budgets findings',
  'which figure is right, or that the error is known (required)':
    '以哪个数为准，或作已知笔误（必填）',
  // amendments
  'propose an amendment; it counts once another person approves it': '提出调整；经其他人批准后生效',
  'the kind of amendment in law': '调整的法定类型',
  'the amount to move: function, expenditure, amount; economic, project, fund, source':
    '变动的金额：function、expenditure、amount；economic、project、fund、source',
  'the budget that receives the money (划转, 结转)': '接收资金的预算（划转、结转）',
  'approve an amendment that another person has proposed': '批准其他人提出的调整',
  'its id, from amendments list': '调整编号，见 amendments list',
  'the first day in force (default: the day of approval, 31 December of the year at the latest)':
    '生效日期（默认：批复日期，最晚为该年 12 月 31 日）',
  'reject an amendment that another person has proposed': '驳回其他人提出的调整',
  'withdraw an amendment that you have proposed': '撤回本人提出的调整',
  'record that the money of a transfer is back: the receiving budget was closed before it arrived':
    '登记转出资金已退回：接收预算在资金到达前已关账',
  'list the amendments of a budget, or of all': '列出一个预算或全部预算的调整',
  'its id; without it the amendments of all budgets': '预算编号；不填则列出全部预算的调整',
  'only those with this status': '只列该状态的',
  'only those of this kind': '只列该类型的',
  'only those that this person has proposed': '只列该人提出的',
  'show one amendment of any budget': '显示一笔调整',
  'correct a record that was wrong (更正), without an amendment': '更正有误的记录，不作调整',
  'the id of the wrong event, from budgets trail': '有误记录的编号，见 budgets trail',
  'the wrong line, when the event is an amendment': '记录为调整时，有误的预算行',
  'the right amount': '正确的金额',
  'record the amounts spent up to a date (执行数)': '登记截至某日的执行数',
  'record that the original budget is approved (批复)': '登记年初预算的批复',
  'close the year; afterwards only corrections are accepted': '年度关账；此后只能更正',
  'Nothing undoes a close: without --confirm the command says what it would close, and closes nothing.':
    '关账不可撤销：不加 --confirm 时只说明将关账的内容，不关账。',
  'the day of the closing (required)': '关账日期（必填）',
  'the id of the budget once more': '再次填写预算编号',
  // agencies
  'list the agencies, with the names that they have and had': '列出单位及其现用名和曾用名',
  'rename an agency from a day on; documents may print either name':
    '登记单位更名；文件可用任一名称',
  'its code, e.g. baoshan_cyzx': '单位代码，如 baoshan_cyzx',
  'the new name (required)': '新名称（必填）',
  'the first day of the new name (required)': '新名称启用日期（必填）',
  // changes
  'print every change, one JSON line each: the history, then new changes':
    '输出每一笔变动，每笔一行 JSON：先历史，后新增',
  'only changes after this one': '只输出该令牌之后的变动',
  'only changes of this budget; may be repeated': '只输出该预算的变动；可重复填写',
  'only changes of this agency and of its budgets; may be repeated':
    '只输出该单位及其预算的变动；可重复填写',
  'only changes of budgets of this year; may be repeated': '只输出该年度预算的变动；可重复填写',
  'only changes of budgets of this scope; may be repeated':
    '只输出该级次（部门或单位）预算的变动；可重复填写',
  'only changes of this type; may be repeated': '只输出该类记录；可重复填写',
  'only changes of this kind: supplement, rescission, reallocation, carry-forward, reserve-drawdown, special-transfer, adjustment-plan, correction, original, discontinued; may be repeated':
    '只输出该类变动：supplement、rescission、reallocation、carry-forward、reserve-drawdown、special-transfer、adjustment-plan、correction、original、discontinued；可重复填写',
  'only changes that name a code that begins so; may be repeated':
    '只输出涉及该开头科目编码的变动；可重复填写',
  'only changes that name the line with this key; may be repeated':
    '只输出涉及该预算行的变动；可重复填写',
  'stop after the history': '输出历史后结束',
  'cloudevents: each as a CloudEvent 1.0': 'cloudevents：每笔作为一个 CloudEvent 1.0',
  'say whether a saved stream of changes is complete, or where not (then exit 4)':
    '说明保存的变动流是否完整，或缺在何处（此时退出码为4）',
  'The file is what changes follow or GET /v1/changes gave: lines, server-sent events or CloudEvents. The ledger is not needed.\nWhether the ledger says what the changes say is not checked: bundles and audit verify prove it.':
    '文件为 changes follow 或 GET /v1/changes 的输出：逐行、服务器推送事件或 CloudEvents。无需账本。\n不核对账本是否确有这些变动：由取证包和 audit verify 证明。',
  'the saved stream; - for standard input': '保存的变动流；- 表示标准输入',
  'the sequence that it must begin with (default: that of its first change)':
    '应当起始的序号（默认：其中第一笔变动的序号）',
  'make a group of workers that share the changes, or change how it delivers':
    '建立共同处理变动的消费组，或更改其投递方式',
  'of a new group: beginning (default), end, or a token':
    '新消费组的起点：beginning（默认）、end 或令牌',
  'how often an event may fail before it is parked (default 10)':
    '失败达此次数的记录被搁置（默认10）',
  'seconds after which a lease ends by itself (default 60)': '租约在此秒数后自行结束（默认60）',
  'list the groups: how far behind they are, and what is parked':
    '列出消费组：落后多少，搁置了什么',
  'show a group': '显示一个消费组',
  'its name': '名称',
  'the id of the lease': '租约编号',
  'remove a group with its place': '删除消费组及其位置',
  'take changes of one budget, which nobody else gets until they are settled':
    '领取一个预算的变动，办结之前他人不会领到',
  'how many changes at most (default 100)': '至多领取的变动数（默认100）',
  'say that the changes of a lease are done': '说明租约内的变动已办完',
  'only those up to this one': '仅到此序号为止',
  'say that the first change of a lease has failed: it is handed out again, or parked':
    '说明租约内第一笔变动失败：将再次发出，或被搁置',
  'how many seconds to wait before it is handed out again': '在此秒数之前不再发出',
  'park the changes of a lease with the later ones of their budget':
    '搁置租约内的变动及该预算之后的变动',
  'say how many changes are parked; with --events, hand them out again':
    '说明搁置了多少笔变动；填写 --events 则再次发出',
  'the number that is parked': '搁置的笔数',
  'make a webhook, to which changes are sent while the service runs, or change it':
    '建立一个 webhook（服务运行期间向其发送变动），或更改它',
  'where each change is posted': '每笔变动发往的地址',
  'of a new webhook: beginning (default), end, or a token':
    '新 webhook 的起点：beginning（默认）、end 或令牌',
  'send nothing, and keep its place': '停止发送，保留位置',
  'send again what waits': '重新发送等待的变动',
  'list the webhooks: how far behind they are, and what is parked':
    '列出 webhook：落后多少，搁置了什么',
  'show a webhook with its last attempts and their answers': '显示一个 webhook 及最近的发送与应答',
  'remove a webhook with its place': '删除 webhook 及其位置',
  'make a new secret; the old one signs too for a day': '生成新密钥；旧密钥一天之内仍同时签名',
  'send a delivery that is no change, and say what was answered':
    '发送一次不是变动的试投递，并说明得到的应答',
  'say how many changes are parked; with --events, send them again':
    '说明搁置了多少笔变动；填写 --events 则再次发送',
  'print a program that mirrors a ledger into SQLite with budget-ledger/client':
    '打印一个用 budget-ledger/client 把账本镜像到 SQLite 的程序',
  'Save it as mirror.mjs in a project that has installed this package, and run it with Node.':
    '在安装了 budget-ledger 的项目中存为 mirror.mjs，用 Node 运行。',
  // audit
  'read and check every byte of the log and of the documents: exit 4 when one is damaged':
    '逐字节核验日志和文件原件；有损坏时退出码为 4',
  'Builds the tree of the events again and compares it with the tree and the checkpoints that are kept. Only a\ncheckpoint that was kept elsewhere shows a change by somebody who may change everything in the data folder.':
    '重新生成记录的哈希树，并与保存的树和检查点比较。只有另处保存的检查点，\n才能发现有权改动整个数据文件夹的人所作的改动。',
  'a file, folder or URL of checkpoints that were kept elsewhere':
    '另处保存的检查点：文件、文件夹或网址',
  'the public key that must have signed them, as audit key printed it, or its file':
    '签署检查点的公钥，即 audit key 的输出，或保存它的文件',
  'do not compare the views with the log': '不将视图与日志比较',
  'list the changes after publication, one row for each changed line':
    '列出公开之后的变动，每个变动的预算行一行',
  'Days are those of recording, in the time zone of Shanghai.': '日期为登记日期（上海时间）。',
  'only of this budget': '只列该预算的',
  'only what this person proposed or recorded': '只列该人提出或登记的',
  'only this line, or a code in its key, e.g. 2120199':
    '只列该预算行，或键中含该科目编码的，如 2120199',
  'only this kind of amendment, or other change of a line': '只列该类调整或其他变动',
  'only with this document number (文号), in any spelling': '只列该依据文号的，写法不限',
  'only what was recorded on this day or later': '只列该日及以后登记的',
  'only what was recorded on this day or earlier': '只列该日及以前登记的',
  'list who read, exported, printed, followed, proved and verified what':
    '列出谁读取、导出、打印、跟踪、证明和核验了什么',
  'A service keeps this record where its callers are authenticated (LEDGER_AUTH). The newest stand first.':
    '服务验证调用方身份（LEDGER_AUTH）时才保存该记录。最新的在前。',
  'only what this subject, or who has this name, asked for': '只列该主体或该姓名的请求',
  'only on this day or later': '只列该日及以后的',
  'only on this day or earlier': '只列该日及以前的',
  'list the changes that were recorded long after they took effect': '列出生效很久以后才登记的变动',
  'recorded more than this many days after the change took effect (default 30)':
    '登记晚于生效超过的天数（默认 30）',
  'list records that deserve a second look; they need not be wrong':
    '列出值得复核的记录；不一定有误',
  'only of this rule': '只列该规则的',
  'list transfers that have left one budget and not yet arrived in the other':
    '列出已转出但尚未到达接收预算的在途资金',
  'The filters are about the budget that the money has left.': '筛选条件针对资金转出的预算。',
  'print the public key by which the checkpoints of this ledger are verified':
    '输出用于核验本账本检查点的公钥',
  'Keep it where nobody who may change the data folder can change it too.':
    '请保存在有权改动数据文件夹的人无法改动的地方。',
  'make a new signing key, which the old one signs for, and print its public half':
    '更换签名密钥（由旧密钥签署认可），并输出新公钥',
  'Signs a last checkpoint with the old key. What it has signed stays valid, by a list of keys that is kept beside the\ntree and in every bundle; it signs no more. Keep the new public key as you kept the old one.':
    '先用旧密钥签署最后一个检查点。旧密钥已签署的仍然有效，密钥清单保存在哈希树旁\n和每个证明包中；此后旧密钥不再签署。请像保存旧公钥一样保存新公钥。',
  'sign the tree of all events that are recorded, and print the checkpoint':
    '签署全部记录的哈希树，并输出检查点',
  'write the proof that an event is in the newest checkpoint, or that one checkpoint continues another':
    '写出证明：某记录在最新检查点中，或一个检查点承接另一个',
  'Of an event: its leaf, and a proof (C2SP tlog-proof). Of two checkpoints: a line for each hash, in base64, as a\nwitness takes them (RFC 9162, section 2.1.4).':
    '对记录：其叶值和证明（C2SP tlog-proof）。对两个检查点：每个哈希一行，base64 编码，\n供见证方使用（RFC 9162 第 2.1.4 节）。',
  'its id, or its position in the log': '记录编号，或其在日志中的位置',
  'the earlier checkpoint': '较早的检查点',
  'the later checkpoint (default: the newest)': '较晚的检查点（默认：最新）',
  'write one file with all that proves how a budget stands, for verify-bundle':
    '写出一个文件，含证明某预算现状所需的全部内容，供 verify-bundle 核验',
  'Its events with their proofs, the documents that are kept, its tables, lines, bridges and trail as of the question, the\nnewest checkpoint and the public key.':
    '含其记录及证明、所存文件原件、所问时点的各表、预算行、变动桥和留痕、\n最新检查点和公钥。',
  'verify a bundle by itself: exit 1 names the first event that differs, 2 a wrong key':
    '单独核验一个证明包：退出码 1 指明首条不符的记录，2 为密钥不符',
  'The program budget-ledger-verify.mjs does the same without the ledger.':
    '程序 budget-ledger-verify.mjs 无需账本即可同样核验。',
  'what audit bundle has written; - for standard input': 'audit bundle 写出的文件；- 为标准输入',
  'the public key that must have signed, as audit key printed it, or its file':
    '签署所用的公钥，即 audit key 的输出，或保存它的文件',
  'the first line that the checkpoint must have': '检查点应有的首行',
  'a witness that must have signed it too: its key, or the file of it':
    '还须签署的见证方：其公钥，或保存它的文件',
  'how many of the witnesses must have signed (default: all)':
    '至少须有几个见证方签署（默认：全部）',
  // views
  'show how far each view is, and which budgets are stopped in it':
    '显示各视图的进度，以及停在其中的预算',
  'rebuild one view or all, compare the rows, and replace the old ones':
    '重建一个或全部视图，逐行比较后替换',
  'Verifies the log first. Where an event is not the one that was recorded, the old views are kept: they may be the\nonly witness of what it was. A cell of a view that is not what the log says is named. Such views are kept too where there\nis no tree that was begun with the log, and no checkpoint kept elsewhere.':
    '先核验日志。有记录与登记时不同，则保留原视图：它可能是\n原内容的唯一佐证。视图中与日志不符的单元格会指明。',
  'a view, from projector status (default: all)': '视图名，见 projector status（默认：全部）',
  'rebuild from a log that is not verified, too': '日志未通过核验也重建',
  'The exit code is 1 while one of them stays stopped.': '仍有预算停止时，退出码为 1。',
  'resume the budgets that are stopped, after their cause is removed': '排除原因后，恢复停止的预算',
  // the log
  'write all events with their stored bytes, to move the ledger to another engine':
    '导出全部记录的原始字节，以便把账本迁移到其他存储',
  'Each event is one JSON line. The first line identifies the ledger; the last one has the count and a digest, by which\na truncated file is detected. The same log gives the same lines of events, and the same sha256, on every engine.\nThe files of documents are not in it: copy the folder documents/ beside it.':
    '每条记录一行 JSON。首行标识账本；末行有条数和摘要，\n可发现截断的文件。同一日志在任何存储上导出的记录行和 sha256 都相同。\n不含文件原件：请另行复制文件夹 documents/。',
  'only events after this one': '只导出该令牌之后的记录',
  'import an exported log, and compare what was stored': '导入导出的日志，并核对写入的内容',
  'The ledger is empty, or its events are the first ones of the file: then the rest is imported. With an export of later\nevents (--after), they are the ones before these. Any other ledger is refused.\nThe whole file is checked before the first event is stored: an error names its line, and nothing is imported.\nAn import that was interrupted continues when it is run again. The ledger starts a new epoch: old tokens get status 410\nwith the last common position. The next command builds the views.':
    '账本应为空，或其记录是文件开头的部分：此时导入其余部分。用 --after 导出的文件，\n账本应有其之前的记录。其他账本一律拒绝。\n写入前先检查整个文件：有误时指明行号，不导入任何内容。\n中断的导入重新运行即继续。账本进入新纪元：旧令牌返回 410，\n并给出最后的共同位置。下一个命令重建视图。',
  'an exported log': '导出的日志',
  'begin a new epoch on a server that was restored by its own means':
    '服务器以自身方式恢复后，开始新纪元',
  'A service whose log ends before what it knows answers 503. Restore a newer backup, or accept what is there with this\ncommand: tokens issued before get status 410, with the last event that is known to be the same. The files of this\nfolder (proof/) and the views say which that is, so run it where they are. The views are built again.':
    '服务的日志早于其已知内容时返回 503。请恢复较新的备份，或用本命令接受现有内容：\n此前的令牌返回 410，并给出已知相同的最后一条记录。该记录由本文件夹的文件（proof/）和视图\n得知，因此请在其所在处运行。视图会重建。',
  'copy the log into a new file, also while it is in use, and verify the copy':
    '把日志备份到新文件（使用中也可），并核验',
  'Views are not copied: they are built from the log. The files of documents are not copied either: copy the folder\ndocuments/ beside the backup.':
    '不备份视图：可由日志重建。也不备份文件原件：请另行复制文件夹\ndocuments/。',
  'a new file': '新文件',
  'replace the log with a backup': '用备份替换日志',
  'No other program may have the ledger open. The backup is verified first, and the log is replaced in one step: a restore\nthat is interrupted leaves the old log or the new one. Tokens issued before get status 410. The next command builds the\nviews.':
    '其他程序不得打开账本。先核验备份，再一步替换日志：\n中断时留下的是旧日志或新日志。此前的令牌返回 410。下一个命令重建\n视图。',
  'a backup': '备份文件',
  'replace an existing log; its file is kept under another name': '替换已有的日志；原文件改名保留',
  'serve the HTTP API, the change stream and their documentation': '提供 HTTP 接口、变动流及其文档',
  'Of a service: the newest one that it has signed.': '对服务：其最近签署的检查点。',
  'sign in to the service of LEDGER_URL: a code is entered in a browser':
    '登录 LEDGER_URL 的服务：在浏览器中输入代码',
  'forget the token for the service of LEDGER_URL': '删除 LEDGER_URL 服务的令牌',
  'the port (default 3000; 0 takes a free one)': '端口（默认 3000；0 为任一空闲端口）',
};
