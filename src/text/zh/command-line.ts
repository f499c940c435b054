import type { Messages } from '../messages.js';

/** What is wrong with a command line. */
export const COMMAND_LINE: Messages = {
  '{place*}: {problem*}': '{place}：{problem}',
  '{file}, line {line}': '{file} 第 {line} 行',
  'standard input': '标准输入',
  'Standard input': '标准输入',
  'There is no flag {flag}: see budget-ledger --help.':
    '没有选项 {flag}：见 budget-ledger --help。',
  '{command} has no flag {flag}{hint*}: see budget-ledger {command2} --help.':
    '{command} 没有选项 {flag}{hint}：见 budget-ledger {command2} --help。',
  ' (did you mean {close}?)': '（是否为 {close}？）',
  'budget-ledger needs a command: see budget-ledger --help.':
    '请给出命令：见 budget-ledger --help。',
  '{slice} needs one of {commands}: see budget-ledger {slice2} --help.':
    '{slice} 之后须为 {commands} 之一：见 budget-ledger {slice2} --help。',
  'There is no command "{slice} {word}"{hint*}: {slice2} has {commands}.':
    '没有命令“{slice} {word}”{hint}：{slice2} 有 {commands}。',
  'There is no command "{slice}"{hint*}: see budget-ledger --help.':
    '没有命令“{slice}”{hint}：见 budget-ledger --help。',
  '{command} needs {label}: see budget-ledger {command2} --help.':
    '{command} 缺少 {label}：见 budget-ledger {command2} --help。',
  '{command} does not take the argument "{text}": see budget-ledger {command2} --help.':
    '{command} 不接受参数“{text}”：见 budget-ledger {command2} --help。',
  '{flag} takes no value, but "{value}" is given.': '{flag} 不带值，却给出了“{value}”。',
  '{flag} needs a value: {flag2} {placeholder}.': '{flag} 缺少值：{flag2} {placeholder}。',
  '{flag} is given twice, as "{one}" and as "{other}".': '{flag} 给出了两次：“{one}”和“{other}”。',
  '"" is empty.': '值为空。',
  '"{text}" is not a number from 1 to {most}.': '“{text}”不是 1 至 {most} 的数字。',
  '"{text}" is not one of {values}.': '“{text}”不是 {values} 之一。',
  '"{text}" is not a position: give digits, such as 42.':
    '“{text}”不是日志位置：请填写数字，如 42。',
  '"{text}" is not a table: a budget has the tables 1 to {count}, also by their kinds, such as general, or by the number that its document prints.':
    '“{text}”不是表号：预算有表1至表{count}，也可用表的种类，如 general，或文件自己的表号。',
  '--json and --format {format} contradict each other: give one of them.':
    '--json 与 --format {format} 矛盾：只能填写一个。',
  '--out: "{file}" ends in .{extension}, which is not one of {formats}: name the format with --format.':
    '--out：“{file}”的扩展名 .{extension} 不是 {formats} 之一：请用 --format 指明格式。',
  '--format {format} cannot be shown on a terminal: give a file with --out.':
    '--format {format} 不能在终端显示：请用 --out 指定文件。',
  '--json prints one JSON document: give a file for the document with --out.':
    '--json 只输出一个 JSON 文档：请用 --out 指定保存文件的位置。',
  '--json prints one JSON document: give a file for the log with --out.':
    '--json 只输出一个 JSON 文档：请用 --out 指定保存日志的文件。',
  '--form gives an xlsx file, not {format}: leave --format out.':
    '--form 生成 xlsx 文件，不是 {format}：请不加 --format。',
  '--template: "{file}" ends in none of .xlsx and .csv.':
    '--template：“{file}”的扩展名不是 .xlsx 或 .csv。',
  '{path} is a directory: give a file.': '{path} 是文件夹：请指定文件。',
  '{file*} is larger than {most} MiB.': '{file}大于 {most} MiB。',
  '{path} is a directory with no document in it: give PDF, XLSX, DOCX, CSV, text, TSV or Markdown files.':
    '文件夹 {path} 中没有文件：请提供 PDF、XLSX、DOCX、CSV、文本、TSV 或 Markdown 文件。',
  '{file*} is not JSON ({error}).': '{file}不是 JSON（{error}）。',
  // flags that belong together
  'agencies rename needs --name and --effective-on.':
    'agencies rename 须填写 --name 和 --effective-on。',
  'amendments propose needs --file, or --kind, --change and --reason.':
    'amendments propose 须填写 --file，或 --kind、--change 和 --reason。',
  'amendments approve needs --file, or --authority and --approved-on.':
    'amendments approve 须填写 --file，或 --authority 和 --approved-on。',
  'amendments {word} needs --reason, or --file.': 'amendments {word} 须填写 --reason 或 --file。',
  'corrections add needs --file, or --corrects, --to and --reason.':
    'corrections add 须填写 --file，或 --corrects、--to 和 --reason。',
  'executions add needs --file.': 'executions add 须填写 --file。',
  'budgets approve needs --authority and --approved-on.':
    'budgets approve 须填写 --authority 和 --approved-on。',
  'budgets close needs --on.': 'budgets close 须填写 --on。',
  "budgets open needs --name: the agency's name as it is published.":
    'budgets open 须填写 --name：公开的单位名称。',
  'budgets open needs <budget>, or all of --agency, --year and --scope.':
    'budgets open 须填写 <budget>，或 --agency、--year 和 --scope 三项。',
  'budgets open takes <budget> or --{flag}, not both.':
    'budgets open 的 <budget> 与 --{flag} 只能填写一个。',
  '"{id}" is not the id of a budget: give <agency>-<year>-<department|unit>.':
    '“{id}”不是预算编号：请填写 <agency>-<year>-<department|unit>。',
  'budgets enter needs <budget> and FILE, or --template: see budget-ledger budgets enter --help.':
    'budgets enter 须填写 <budget> 和 FILE，或 --template：见 budget-ledger budgets enter --help。',
  'budgets enter --template writes an empty form and takes no argument, but "{text}" is given.':
    'budgets enter --template 只写出空白表样，不带参数，却给出了“{text}”。',
  'budgets findings resolve needs --decision and --reason.':
    'budgets findings resolve 须填写 --decision 和 --reason。',
  'lines {word} needs --from and --reason: see budget-ledger lines {word2} --help.':
    'lines {word} 须填写 --from 和 --reason：见 budget-ledger lines {word2} --help。',
  'Give an event, or an earlier checkpoint with --from.':
    '请填写记录，或用 --from 给出较早的检查点。',
  '"{text}" is not a number of witnesses.': '“{text}”不是见证方的数量。',
  'A bundle is not JSON: write it to a file with --out FILE.':
    '证据包不是 JSON：请用 --out FILE 写入文件。',
  '{file} holds no checkpoint.': '{file} 中没有检查点。',
  '"{text}" names no field: give function=… expenditure=… amount=….':
    '“{text}”没有字段：请填写 function=… expenditure=… amount=…。',
  '"{field}" is not a field of a change. It takes {fields}.':
    '变动没有字段“{field}”。可用字段：{fields}。',
  '"{field}" is not a field of a change: did you mean {close}? It takes {fields}.':
    '变动没有字段“{field}”：是否为 {close}？可用字段：{fields}。',
  '"{text}" has no {field}: add {field2}=….': '“{text}”缺少 {field}：请加上 {field2}=…。',
  '{done} of {total}': '{done}/{total}',
  // the system
  '{path} does not exist.': '{path} 不存在。',
  '{path} is a directory.': '{path} 是文件夹。',
  '{path} has a part that is not a directory.': '{path} 中有一段不是文件夹。',
  '{path} cannot be used: permission denied.': '无权使用 {path}。',
  '{path} cannot be written.': '{path} 不可写。',
  '{path} cannot be written: the disk is full.': '{path} 无法写入：磁盘已满。',
  '{path} is in use by another program.': '{path} 正被其他程序使用。',
  'internal error: {error}; set LEDGER_DEBUG=1 to see the stack, and report it to the maintainers of budget-ledger.':
    '内部错误：{error}；设置 LEDGER_DEBUG=1 可查看调用栈，请报告 budget-ledger 的维护者。',
  '{count} of {files} files were refused.': '{files} 个文件中有 {count} 个被拒绝。',
  '{count} of {files} files were refused: {problem*}':
    '{files} 个文件中有 {count} 个被拒绝：{problem}',
  'The ledger is damaged in one place: restore it from a backup.': '账本有一处损坏：请从备份恢复。',
  'The ledger is damaged in {count} places: restore it from a backup.':
    '账本有 {count} 处损坏：请从备份恢复。',
};
