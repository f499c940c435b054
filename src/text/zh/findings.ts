import type { Messages } from '../messages.js';

/** What the reader and the rules find in a document (勾稽关系). */
export const FINDINGS: Messages = {
  // tables against each other
  'Table {table} prints {printed} {unit} for {where}, but {says*} {expected#}.':
    '表{table}的{where}为 {printed}{unit}，而{says} {expected}。',
  'Table {table} prints {printed} {unit} for {where}, but {says*} {expected#}: its cell seems to hold the figures of two rows.':
    '表{table}的{where}为 {printed}{unit}，而{says} {expected}：该单元格似含两行的数。',
  'Table {table} prints {printed} {unit} for {where}, but {says*} {expected#}: the whole table seems to be in another unit.':
    '表{table}的{where}为 {printed}{unit}，而{says} {expected}：整张表的金额单位似有误。',
  'Table {table} prints {printed} {unit} for {where}, but {says*} {expected#}: {code} {name}, {column}, would fit as {amount}.':
    '表{table}的{where}为 {printed}{unit}，而{says} {expected}：{code} {name}的{column}若为 {amount} 即相符。',
  'Table {table} prints {printed} {unit} for {where}, but {says*} only {expected#}.':
    '表{table}的{where}为 {printed}{unit}，而{says}仅 {expected}。',
  'table {table}': '表{table}',
  '{label} of {table*} is': '{table}的{label}为',
  '{label} is': '{label}为',
  '{tables*} have': '{tables}合计',
  '{table*} has': '{table}为',
  'tables {numbers}': '表{numbers}',
  'its {level} add up to': '其{level}级科目合计为',
  'its rows add up to': '其各行合计为',
  'its parts add up to': '其各部分合计为',
  '{title} prints {printed} {unit} for {name}, and its items add up to {expected} {unit2}.':
    '{title}的{name}为 {printed}{unit}，而其各项合计为 {expected}{unit2}。',
  'Table {table} divides 基本支出 into 人员经费 and 公用经费 under headings that its form does not have: it is not read, so that no figure stands under a wrong heading.':
    '表{table}将基本支出细分为人员经费和公用经费，而其表式没有这些表头：为避免数字归入错误的栏目，未读取该表。',
  'Table {table} prints {code} in {count} rows, and its total counts all of them: they are one line, with their sum.':
    '表{table}中{code}出现在{count}行，而合计已包含各行：按一条明细合并计算。',
  '{title} prints {count} figures that the money of the year and what is carried over into it do not add up to, such as {printed} for {name}; they are read as printed.':
    '{title}有{count}个数字不等于本年与上年结转之和，如{name}的{printed}；按印刷的数字读取。',
  'Table {table} counts {printed} 元 in {name} that go to the next year: they are in no line.':
    '表{table}的{name}含结转下年{printed}元：不在任何预算行中。',
  'Table {table} prints {printed} 元 for {name}, and its lines, each rounded by itself, add up to {expected} 元.':
    '表{table}的{name}为{printed}元，其各明细（各自四舍五入）合计为{expected}元。',
  'Table {table} prints {printed} 元 for {name}, but the lines that could be read of its items add up to {expected} 元.':
    '表{table}的{name}为 {printed}元，而其各项中可读取的预算行合计为 {expected}元。',
  // the text against the tables
  '“{section}” prints {printed} {unit} for {name}, but {where*} {expected#}.':
    '“{section}”中{name}为 {printed}{unit}，而{where} {expected}。',
  'the tables have': '表中为',
  'table {table} has': '表{table}为',
  '“{section}” says that there is no {name}, but table {table} has {amount} {unit}.':
    '“{section}”称没有{name}，而表{table}为 {amount}{unit}。',
  '“{section}” says that {name} is {percent}% of the whole, but its own figures give {expected}%.':
    '“{section}”称{name}占 {percent}%，而按其自身数字为 {expected}%。',
  '{count} {name} are printed, but their kinds add up to {sum}.':
    '{name}印为 {count}，而分项合计为 {sum}。',
  '“{section}” prints “{text}”, which is no amount: a figure has one decimal point and groups of three digits.':
    '“{section}”中的“{text}”不是金额：数字只有一个小数点，每三位一节。',
  'The text prints {count*} whose subject is unknown, such as “{label}{figure} {unit}”: kept as printed and not compared.':
    '文字说明中有{count}不知所指，如“{label}{figure}{unit}”：照录，未作核对。',
  'one figure': '一个数',
  '{count} figures': ' {count} 个数',
  // changes that the text states
  '{section} states a change of {printed} {unit} for {name}, but its own figures give {expected} {unit2}.':
    '{section}称{name}变动 {printed}{unit}，而按其自身数字为 {expected}{unit2}。',
  '{section} states a change of {printed} {unit} for {name}, but “{other}” one of {expected} {unit2}.':
    '{section}称{name}变动 {printed}{unit}，而“{other}”称变动 {expected}{unit2}。',
  '{section} states {percent}% for {name}, but its own figures give {expected}%.':
    '{section}称{name}变动 {percent}%，而按其自身数字为 {expected}%。',
  '{section} states a change of {printed} {unit} for {name}, but the changes of its {parts*} add up to {expected} {unit2}.':
    '{section}称{name}变动 {printed}{unit}，而各{parts}变动合计为 {expected}{unit2}。',
  funds: '资金',
  classes: '类',
  parts: '部分',
  '{section} states a change of {printed} {unit} and {percent}% for {name}: the percent fits {expected} {unit2}.':
    '{section}称{name}变动 {printed}{unit}、{percent}%：该百分比对应 {expected}{unit2}。',
  '{section} states a rise of {printed} {unit} for {name}, which is only {expected} {unit2}: it would have been below zero the year before.':
    '{section}称{name}增加 {printed}{unit}，而其本年只有 {expected}{unit2}：上年将为负数。',
  '“{section}” begins a reason for the change of {name} and gives none.':
    '“{section}”起头说明{name}变动的原因，却没有写出。',
  '“{section}” still has the words of the template: {text}.': '“{section}”仍留有模板文字：{text}。',
  '“{section}” speaks of 本部门, but this is the budget of a unit.':
    '“{section}”写的是“本部门”，而这是单位预算。',
  '“{section}” speaks of {year} ({words}), but the budget is of {expected}.':
    '“{section}”写的是 {year} 年（{words}），而这是 {expected} 年的预算。',
  '“{section}” prints the same paragraph twice: {text}…': '“{section}”同一段落出现两次：{text}…',
  'The note below table {table} is about another fund: {text}':
    '表{table}下的说明属于其他资金：{text}',
  '{section} states a change ({text}) for {name} and gives no reason for it.':
    '{section}称{name}有变动（{text}），但未说明原因。',
  '{section} compares with {year}, but the year before {fiscalYear} is {expected}.':
    '{section}与 {year} 年比较，而 {fiscalYear} 年的上年是 {expected} 年。',
  // projects
  'The project “{name}” {what*}': '项目“{name}”{what}',
  'ends on {end}, before it starts, on {start}.': '的结束日期 {end} 早于开始日期 {start}。',
  'runs from {start} to {end} in its description, but from {formStart} to {formEnd} in its form.':
    '在说明中为 {start} 至 {end}，而在绩效目标表中为 {formStart} 至 {formEnd}。',
  "runs from {start} to {end}, with no day in the budget's year {year}.":
    '为 {start} 至 {end}，均不在预算年度 {year} 内。',
  'has a form of {year} in the budget of {fiscalYear}.':
    '的绩效目标表为 {year} 年，而预算为 {fiscalYear} 年。',
  '“{section}” prints {printed} as {label*} of the project “{name}”, but {says*} {expected#}.':
    '“{section}”中项目“{name}”的{label}为 {printed}，而{says} {expected}。',
  'its form has': '其绩效目标表为',
  'the list of its parts adds up to': '其分项清单合计为',
  'its description has': '其项目说明为',
  "“{section}” prints {printed} as the year's money of the project “{name}”, but {whole} as the whole of it.":
    '“{section}”中项目“{name}”的年度资金为 {printed}，而项目资金总额为 {whole}。',
  '{what*} {printed#}, but 项目支出 of {table*} is {expected}.':
    '{what} {printed}，而{table}的项目支出为 {expected}。',
  '“{section}” prints': '“{section}”印为',
  "The forms' money of the year is": '各绩效目标表的年度资金为',
  '政府采购预算 is printed as {printed}, but its goods, works and services add up to {expected}.':
    '政府采购预算为 {printed}，而货物、工程、服务合计为 {expected}。',
  '{part} is printed as {printed}, which is more than {whole}, {expected}.':
    '{part}为 {printed}，大于{whole} {expected}。',
  // how tables are printed
  '{title*} prints no figure and no note that says it is empty.':
    '{title}没有数字，也没有注明为空表。',
  '{title*} prints figures such as {figure}, and a note that says it is empty.':
    '{title}有 {figure} 等数字，却注明为空表。',
  'Table {table}, {title},': '表{table} {title}',
  'Table {table} prints {count} amounts {how*}, such as {text}; {read*}.':
    '表{table}有 {count} 个金额{how}，如 {text}；{read}。',
  'with a decimal point and no decimals': '有小数点而无小数',
  'with one separator, before the last three digits': '只在末三位前有分隔符',
  'in groups of four digits': '每四位一节',
  'with a comma for the decimal point': '以逗号作小数点',
  'with an apostrophe': '带撇号',
  'with a plus sign': '带加号',
  'with a triangle or 负 for the minus sign': '以三角号或“负”字作负号',
  'with their unit in the cell': '单元格内带单位',
  'they are read as whole': '按整数读取',
  'it is read as {amount}': '读作 {amount}',
  '{cell*} cannot be read as an amount{others*}: {why*}.': '{cell} 不能读作金额{others}：{why}。',
  'Table {table}, {row}: {figure}': '表{table}，{row}：{figure}',
  ', and {count} more of the table for the same reason': '，该表另有 {count} 处原因相同',
  'it is no figure': '不是数字',
  'it is a formula whose value is not in the file: open the file, save it, and give it again':
    '是公式，文件中没有其值：请打开文件保存后重新提供',
  'it is finer than one fen': '精度小于一分',
  'it is larger than any budget': '大于任何预算',
  'it holds a character that is no digit': '含有非数字字符',
  'it has two decimal points': '有两个小数点',
  'its digits are not grouped by three': '未按三位分节',
  'it is no decimal number': '不是十进制数',
  'Table {table} prints {count} figures under no heading of its form, such as {figure} beside {row}.':
    '表{table}有 {count} 个数不在任何列之下，如 {row}旁的 {figure}。',
  'Table {table} prints {count} rows whose cells are shifted against the header, such as {row}; they are read as moved back.':
    '表{table}有 {count} 行的单元格与表头错位，如 {row}；按移回原位读取。',
  'Table {table} prints {count} rows with blanks that neither the row nor the sums place, such as {row}; they are read from the left.':
    '表{table}有 {count} 行的空格按本行和合计均无法定位，如 {row}；自左起读取。',
  'Table {table} prints {count} figures a second time under {column}, where neither their class nor the sums of the columns have them.':
    '表{table}有 {count} 个数在{column}下重复出现，其所属类和该列合计均不含这些数。',
  "Table {table} prints its unit as {unit}, but its figures are the document's others in {wanted}; {wanted2} is taken.":
    '表{table}注明单位为{unit}，而其数字与文件其他表的{wanted}数一致；按{wanted2}读取。',
  'Table {table} prints its unit as {unit} and as {other}; {unit2} is taken.':
    '表{table}的单位既注明为{unit}，又注明为{other}；按{unit2}读取。',
  'Table {table} prints its unit as {text}, which is none; {unit} is taken.':
    '表{table}注明的单位 {text} 不是金额单位；按{unit}读取。',
  'Table {table} prints no unit; {unit}, the usual one, is taken.':
    '表{table}没有注明单位；按通常的{unit}读取。',
  'Table {table} is in {unit} and prints {units} in the headings of some columns, and the file keeps no cells that tell which: all its figures are read in {unit2}.':
    '表{table}的单位是{unit}，而部分栏目的表头注明为{units}；文件没有保留单元格，无法确定是哪些栏目：全部按{unit2}读取。',
  '{table} is in {unit} and prints {count} figures in {units}, such as {figure}: each is read in the unit that it or its heading prints.':
    '{table}的单位是{unit}，其中 {count} 个数以{units}注明，如 {figure}：各按其所在单元格或列标题注明的单位读取。',
  '{table} is in {unit} and prints {count} figures in {units}, such as {figure}: the sums show that they are in the unit of the table, and so they are read.':
    '{table}的单位是{unit}，其中 {count} 个数以{units}注明，如 {figure}：合计表明这些数实为表的单位，按此读取。',
  '{title*} prints under {headings} money that its other columns count too: these figures are not recorded.':
    '{title}的{headings}已计入其他栏目：这些数不录入。',
  '{title*} prints {amount} {unit} for {name}, more than the {sum} {unit2} of {other*}: its unit may be another.':
    '{title}的{name}为{amount}{unit}，大于{other}的{sum}{unit2}：其单位可能有误。',
  '{title*} compares with another year under {headings}: these figures are not recorded.':
    '{title}的{headings}为与其他年度的对比：这些数不录入。',
  "{table} prints figures of another year alone, such as {text}: it has none of the budget's year.":
    '{table}只有其他年度的数，如 {text}：没有预算年度的数。',
  'A table without a title begins on {at*}; by its header it is table {table}, {title}.':
    '{at}起有一张没有标题的表；按表头应为表{table} {title}。',
  'The title of table {table} is printed {title}, where {wanted} was expected.':
    '表{table}的标题印为 {title}，应为 {wanted}。',
  'Table {table} has no header; its columns are taken to be those of its form.':
    '表{table}没有表头；按法定表式的列读取。',
  'The header of table {table} {what*}.': '表{table}的表头{what}。',
  'lacks {columns} and prints {strange}, which its form does not': '缺少 {columns}，多出 {strange}',
  'lacks {columns}': '缺少 {columns}',
  'prints {strange}, which its form does not': '多出 {strange}',
  'Table {table} holds a line that is no row of it: {text} on {at*}.':
    '表{table}中有一行不是表格内容：{at} {text}。',
  'Table {table} holds lines that are no rows of it, from {text} on {at*} to {end*}.':
    '表{table}中有若干行不是表格内容：自{at} {text} 至{end}。',
  'Table {table} has words after the figures of a row: {text} on {at*}.':
    '表{table}有一行的数字之后还有文字：{at} {text}。',
  "Table {table} prints {count} rows in a row with codes that belong to other rows' names, from {first} to {last}; the names and the sums are followed.":
    '表{table}连续 {count} 行的科目编码与名称错行，自 {first} 至 {last}；按名称和合计读取。',
  'Table {table} prints {name} without a code: {follows*}.':
    '表{table}中 {name} 没有科目编码：{follows}。',
  'Table {table} prints {name} as {printed}: {follows*}.':
    '表{table}中 {name} 印为 {printed}：{follows}。',
  'no code could be proved': '无法确定科目编码',
  "the code is kept, which is {name}'s": '沿用该编码，其科目为 {name}',
  'by its name it is {code}': '按名称应为 {code}',
  'Table {table} prints {name} beside {code}, where {wanted} was expected.':
    '表{table}中 {code} 旁印为 {name}，应为 {wanted}。',
  'Table {table} prints {name}, where {wanted} was expected.':
    '表{table}印为 {name}，应为 {wanted}。',
  'Table {table} prints {name}, which names no class of the classification.':
    '表{table}中的 {name} 不是分类科目的类。',
  "A table names {other} above it, and the document is {agency}'s.":
    '有表格上方写明 {other}，而文件属于 {agency}。',
  "The title of table {table} prints {title}, and the document's title is of {year}.":
    '表{table}的标题为 {title}，而文件标题为 {year} 年。',
  'The year in the title {title} cannot be read; the titles of the tables say {year}.':
    '标题 {title} 中的年度无法读取；各表标题为 {year} 年。',
  '{title} prints {printed} {unit}, and its items add up to {sum} {unit}.':
    '{title} 为 {printed} {unit}，各项之和为 {sum} {unit}。',
  'No table prints the unit of its figures; 元 is taken.': '各表均未标明金额单位，按元读取。',
  'No title has a year that can be read; {text} says {year}.':
    '标题中没有可读取的年度；{text} 为 {year} 年。',
  'The document has no title with a year; the titles of the tables say {year}.':
    '文件没有带年度的标题；各表标题为 {year} 年。',
  'Table {table} is printed again on {at*}, after other tables; only the first is read.':
    '表{table}在其他表之后又出现于{at}；只读取第一张。',
  'Table {table}, {title}, is in the list of contents and not in the document.':
    '目录中有表{table} {title}，而文件中没有。',
  'The rows on page {page} have their figures on page {figures}: they are read together, row by row.':
    '第{page}页各行的金额在第{figures}页：已逐行合并读取。',
  'The rows on page {page} have no figures, and the figures on page {figures} have no rows: {count} for {rows}. Which belongs to which cannot be told, and none of them is read.':
    '第{page}页各行没有金额，第{figures}页的金额没有对应的行：{count}行金额，{rows}行科目。无法判断如何对应，均未读取。',
  '{title*} prints {amount} 元 of which no item is printed: it is recorded and stands under no code.':
    '{title}中{amount}元未列到功能分类或经济分类科目：已录入，未归入任何科目。',
  '{title*} prints {amount} {unit} for {name}, and {other*} prints {sum} {unit*} for {whole}.':
    '{title}的{name}为{amount}{unit}，而{other}的{whole}为{sum}{unit}。',
  'Table {table}, {title}, is neither in the document nor in its list of contents.':
    '文件和目录中都没有表{table} {title}。',
  '{count} characters of the document are broken and shown as "{sign}".':
    '文件中有 {count} 个字符损坏，显示为“{sign}”。',
  'Rows and columns that are hidden in their sheets were read as all others: {places}; delete them in the file if they do not belong to the budget.':
    '工作表中隐藏的行和列已照常读取：{places}；如不属于预算，请在文件中删除。',
  'Sheets that are hidden were not read: {sheets}; show them in the file if they belong to the budget.':
    '隐藏的工作表未读取：{sheets}；如属于预算，请在文件中取消隐藏。',
  '{title} prints figures such as {text} on {line*}, and no row of it could be read: none of them is recorded.':
    '{title}在{line}等处有数字，如 {text}，但没有一行能读取：均未登记。',
  '{title} ends at {heading}, and rows with figures stand below it, such as {row} on {line*}: they are not read.':
    '{title}读到 {heading} 为止，其下还有带数字的行，如{line}的 {row}：未读取。',
  'The document prints tables that its form has not, and their figures are not recorded: {titles}.':
    '文件印有其格式以外的表，其数未登记：{titles}。',
  '{title} stands on {line*}, and no row of it was read.':
    '{title}印在{line}，但没有读取到任何一行。',
  '{title} has no figure under the heading of its total: its figures may stand under wrong headings.':
    '{title}的合计栏下没有数字：各数可能归错了栏目。',
  '{title} prints {amount} {unit} for vehicles, and not how much of it is for their purchase and how much for their running: it is in no line.':
    '{title}的公务用车费用为{amount}{unit}，未分列购置费与运行维护费：未归入任何项目。',
  '{title} prints bodies without a total, and nothing tells which of them are within others: their money is in no line.':
    '{title}没有合计，也无法确定各单位之间的隶属关系：其金额未归入任何项目。',
  '{title} prints {count} totals called {name} of other amounts, and nothing tells which of them is of the whole: its money is in no line.':
    '{title}有 {count} 行名为{name}而金额不同的合计，无法确定哪一行是全表的合计：其金额未归入任何项目。',
  '{title} is printed again with the same rows: they are counted once.':
    '{title}以相同的各行重复列示：只计一次。',
  'Basic expenditure is printed by its parts alone: {titles}; no table has all of it, and their money is in no economic line.':
    '基本支出只按部分列示：{titles}；没有列出全部基本支出的表，其金额未归入任何经济分类项目。',
  '{title} prints figures under headings that name no column of their own: {headings}; they are not read.':
    '{title}在不能单独对应栏目的表头下有数字：{headings}；未读取。',
  '{title} prints {count} figures beside no name, such as {text}; they are in no row.':
    '{title}有 {count} 个数旁边没有名称，如 {text}；未列入任何一行。',
  '{title} prints {count} figures that cannot be read, such as {text}.':
    '{title}有 {count} 个数无法读取，如 {text}。',
  '{title} prints {count} rows whose code cannot be told, such as {row}; their figures are kept, and are no lines.':
    '{title}有 {count} 行的科目编码无法确定，如 {row}；其数照录，不作为预算行。',
  'Tables that print no money of the budget, that cannot be read as one table of money, or that are too long, are not recorded: {titles}.':
    '无预算金额、无法按一张金额表读取或过长的表未登记：{titles}。',
  '{title} prints figures under headings that are not known to name money: {headings}; they are kept as figures in {unit}.':
    '{title}的表头未知是否为金额：{headings}；其数按{unit}照录。',
  '{title} prints {count} figures that cannot be read, such as {text}; they are kept as texts.':
    '{title}有 {count} 个数无法读取，如 {text}；按文字照录。',
};
