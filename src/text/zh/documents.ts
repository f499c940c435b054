import type { Messages } from '../messages.js';

/** Why a document or a file cannot be read. */
export const DOCUMENTS: Messages = {
  'line {line}': '第 {line} 行',
  'page {page}, line {line}': '第 {page} 页第 {line} 行',
  '{file*} has {bytes} bytes, more than the {most} that a document may have: split it or remove what is not the budget.':
    '{file*} 有 {bytes} 字节，超过文件上限 {most}：请拆分，或删去预算以外的内容。',
  '{file*} is empty: give the published budget.': '{file*} 是空文件：请提供公开的预算文件。',
  '{file*} has {lines} lines, more than the {most} that a document may have: split it or remove what is not the budget.':
    '{file*} 有 {lines} 行，超过文件上限 {most}：请拆分，或删去预算以外的内容。',
  'Line {line} of {file*} has {count} characters, more than the {most} that a line may have: save the document anew with its lines and paragraphs.':
    '{file*} 第 {line} 行有 {count} 个字符，超过每行上限 {most}：请保留行和段落，重新保存文件。',
  '{file*} has the tables of a budget and no figure in any of them: fill the form in, or give the published document.':
    '{file*} 有预算表格，但没有任何数字：请填写表格，或提供公开的预算文件。',
  '{file*} lists the tables of a budget and prints none of them: give a published budget (部门预算 or 单位预算) with its tables.':
    '{file*} 列出了预算表格的目录，但没有表格：请提供带表格的部门预算或单位预算公开文件。',
  '{file*} has tables in the form of another place and keeps no cells of them, so that it cannot be told which figure stands under which heading: give it as PDF, XLSX, DOCX or CSV.':
    '{file}中的表是其他地方的格式，且没有保留单元格，无法判断各数字属于哪个表头：请提供 PDF、XLSX、DOCX 或 CSV。',
  '{file*} has none of the nine tables of a published budget: give a published budget (部门预算 or 单位预算) with its tables.':
    '{file*} 没有公开预算的九张表中的任何一张：请提供带表格的部门预算或单位预算公开文件。',
  '{file*} does not say whose budget it is: neither its cover nor the lines above its tables name a department or unit.':
    '{file*} 没有写明是哪个单位的预算：封面和表格上方均无部门或单位名称。',
  '{file*} does not say which year it is of: neither its cover nor a title of its tables has a year, and no headings of two years side by side say it for certain; write the year in the title.':
    '{file*} 没有写明预算年度：封面和表题均无年度，表头也没有可据以确定年度的并列两年；请在标题中写明年度。',
  '{file*} does not say whose budget it is: a line such as 预算主管部门：… or 预算单位：… must name the agency.':
    '{file*} 没有写明是哪个单位的预算：应有“预算主管部门：…”或“预算单位：…”一行。',
  "{file} holds the budgets of several agencies, {one} on {at*} and {other} on {otherAt*}: give each agency's document by itself.":
    '{file*} 含有多个单位的预算：{at}为 {one}，{otherAt}为 {other}；请分单位提供文件。',
  '{file*} does not say which year it is of: {title*} and {tables*}; correct the year in the title.':
    '{file*} 的预算年度不明：{title}，{tables}；请更正标题中的年度。',
  'its title is {title}': '标题为 {title}',
  'it has no title': '没有标题',
  'the titles of its tables say {one} on {at*} and {other} on {otherAt*}':
    '表题中{at}为 {one}，{otherAt}为 {other}',
  'no title of a table has a year': '表题均无年度',
  'Table {table} on {at*} has {rows} rows, more than the {most} that a table may have: split the document.':
    '{at}的表{table}有 {rows} 行，超过每表上限 {most}：请拆分文件。',
  // kinds of documents
  '{file*} {is*}, with the heading {heading}: {give*}.':
    '{file*} {is}，标题为 {heading}：请{give}。',
  'looks like the budget of a whole government (全区 or 本级预算)': '看来是全区或本级政府预算',
  'give the published budget of one department or unit (部门预算 or 单位预算)':
    '提供一个部门或单位的预算公开文件',
  'looks like an adjustment of a budget (预算调整)': '看来是预算调整文件',
  'record it as an amendment, and give the budget that was published':
    '将其登记为调整，并提供公开的预算文件',
  'holds performance-target forms and none of the tables of a budget':
    '只有绩效目标表，没有预算表格',
  'give the whole published budget': '提供完整的预算公开文件',
  'looks like final accounts (决算)': '看来是决算',
  'give the budget that was published at the beginning of the year (部门预算 or 单位预算)':
    '提供年初公开的部门预算或单位预算',
  // kinds of files
  'The document': '文件',
  '{file*} has no text: give the published budget as text.':
    '{file} 没有文字：请提供预算公开文件的文本。',
  '{file*} has {parts} parts, more than the {most} of any budget: save it anew.':
    '{file} 有 {parts} 个部件，超过上限 {most}：请重新保存。',
  '{file*} is locked with a password: save it without one.': '{file} 已加密：请去掉密码后保存。',
  '{file*} is {kind*}, whatever its name says; {read*}: {give*}.':
    '无论文件名如何，{file} 实为{kind}；{read}：请{give}。',
  '{file*} is {kind*}; {read*}: {give*}.': '{file*} 是{kind}；{read}：请{give}。',
  'PDF, XLSX, DOCX, CSV, text, TSV and Markdown are read':
    '可读取 PDF、XLSX、DOCX、CSV、文本、TSV 和 Markdown',
  'open it and save it as XLSX or CSV': '打开并另存为 XLSX 或 CSV',
  'open it and save it as DOCX, or give the PDF that was published':
    '打开并另存为 DOCX，或提供公开的 PDF',
  'open it and save it as XLSX or DOCX': '打开并另存为 XLSX 或 DOCX',
  'open it and save it without the password': '打开并去掉密码后保存',
  'a picture has no figures to read: give the PDF, XLSX or DOCX that it was made of':
    '提供生成该图片的 PDF、XLSX 或 DOCX（图片中没有可读取的数字）',
  'unpack it and give the documents in it': '解压后提供其中的文件',
  'save it as PDF and give that': '另存为 PDF 后提供',
  'a PNG image': 'PNG 图片',
  'a JPEG image': 'JPEG 图片',
  'a GIF image': 'GIF 图片',
  'a TIFF image': 'TIFF 图片',
  'an RTF document': 'RTF 文件',
  'a RAR archive': 'RAR 压缩包',
  'a 7z archive': '7z 压缩包',
  'a GZIP archive': 'GZIP 压缩包',
  'a ZIP archive': 'ZIP 压缩包',
  'an XLSB workbook': 'XLSB 工作簿',
  'an OFD document': 'OFD 文件',
  'an ODS workbook': 'ODS 工作簿',
  'an ODT document': 'ODT 文件',
  'a file that is locked with a password': '加密文件',
  'an old Excel workbook (XLS)': '旧版 Excel 工作簿（XLS）',
  'an old Word document (DOC)': '旧版 Word 文档（DOC）',
  'an old Office file (XLS or DOC)': '旧版 Office 文件（XLS 或 DOC）',
  'a web archive (MHTML)': '网页归档（MHTML）',
  'an XML spreadsheet': 'XML 电子表格',
  'an HTML page': 'HTML 网页',
  '{file*} holds NUL bytes, so it is a binary file or UTF-16 without a byte order mark: save it as UTF-8 text.':
    '{file*} 含有 NUL 字节，是二进制文件或没有字节顺序标记的 UTF-16：请另存为 UTF-8 文本。',
  '{file*} is neither UTF-8 nor GB 18030 text in Chinese: save it as UTF-8 text.':
    '{file*} 不是 UTF-8 或 GB 18030 的中文文本：请另存为 UTF-8 文本。',
  '{file*} is not a CSV that can be read ({error}): open it and save it anew.':
    '{file*} 不是可读取的 CSV（{error}）：请打开并重新保存。',
  // Office
  '{file*} is damaged and cannot be unpacked: open it, save it anew and give that.':
    '{file*} 已损坏，无法解包：请打开并重新保存后提供。',
  '{file*} is a DOCX document that is damaged: open it, save it anew and give that.':
    '{file*} 是已损坏的 DOCX 文档：请打开并重新保存后提供。',
  '{file*} is an XLSX workbook that is damaged: open it, save it anew and give that.':
    '{file*} 是已损坏的 XLSX 工作簿：请打开并重新保存后提供。',
  '{file*} has {bytes} bytes and unpacks to many times as much as a budget has: save it anew, or give the document as CSV or text.':
    '{file*} 有 {bytes} 字节，解包后远超预算文件的大小：请重新保存，或提供 CSV 或文本。',
  '{file*} declares a document type of its own, as no Office program does: save it anew.':
    '{file*} 自行声明了文档类型，Office 程序不会这样做：请重新保存。',
  '{file*} nests deeper than {most} levels, as no document does: save it anew.':
    '{file*} 嵌套超过 {most} 层：请重新保存。',
  '{file*} has {what*}, as no budget has: save it anew without them.':
    '{file*} 有{what}，预算文件不会如此：请去掉后重新保存。',
  'more than {rows} rows': '超过 {rows} 行',
  'a cell beyond the {column}th column': '第 {column} 列以外的单元格',
  'tables within tables, more than {most} deep': '超过 {most} 层的嵌套表格',
  'a table of more than {most} columns': '超过 {most} 列的表格',
  '{file*} has {sheets} sheets, more than the {most} of any budget: leave out those that are none of its tables.':
    '{file*} 有 {sheets} 个工作表，超过上限 {most}：请去掉预算表格以外的工作表。',
  '{file*} has {what*} in the sheet "{sheet}", as no budget has: leave out what is none of its tables.':
    '{file*} 的工作表“{sheet}”有{what}，预算文件不会如此：请去掉预算表格以外的内容。',
  // PDF
  '{file*} is a PDF that opens with a password only: save it without one and give that.':
    '{file*} 是加密的 PDF：请去掉密码后保存并提供。',
  '{file*} is a PDF that is broken or cut off, so that its pages cannot be found: download it again, or print it to a new PDF and give that.':
    '{file*} 是损坏或不完整的 PDF，找不到页面：请重新下载，或打印成新的 PDF 后提供。',
  '{file*} has {pages} pages, more than the {most} that a document may have: give the pages of the budget alone.':
    '{file*} 有 {pages} 页，超过文件上限 {most}：请只提供预算的页面。',
  'Page {page} of {file*} is broken and cannot be read: download the PDF again, or print it to a new PDF and give that.':
    '{file*} 第 {page} 页损坏，无法读取：请重新下载 PDF，或打印成新的 PDF 后提供。',
  'Page {page} of {file*} has {count} characters, more than the {most} that a page may have: give the pages of the budget alone.':
    '{file*} 第 {page} 页有 {count} 个字符，超过每页上限 {most}：请只提供预算的页面。',
  '{file*} has {pages} page and {text*}, so it is a scan: give the XLSX form, or the PDF that was saved from Word or Excel.':
    '{file*} 有 {pages} 页，{text}，是扫描件：请提供 XLSX 表格，或由 Word、Excel 保存的 PDF。',
  '{file*} has {pages} pages and {text*}, so it is a scan: give the XLSX form, or the PDF that was saved from Word or Excel.':
    '{file*} 有 {pages} 页，{text}，是扫描件：请提供 XLSX 表格，或由 Word、Excel 保存的 PDF。',
  '{memory} MiB of memory': ' {memory} MiB 内存',
  '{seconds} seconds': ' {seconds} 秒',
  'no text': '没有文字',
  'only {count} characters of text': '只有 {count} 个字符的文字',
  // reading as a whole
  '{file*} takes more than {limit*} to read, which no published budget needs: save it again, or provide it as text or CSV.':
    '读取 {file} 需要超过{limit}，公开的预算文件不会如此：请重新保存，或提供文本或 CSV。',
  // forms to fill in
  '{file*} has none of the nine tables of a budget: give the form with their titles and headings.':
    '{file*} 没有预算的九张表：请提供带表题和表头的表样。',
  '{file*} {what*}; nothing was filled in.': '{file*} {what}；未作填写。',
  '{file*} is not an XLSX workbook that can be filled in: save it as XLSX and use that file.':
    '{file*} 不是可填写的 XLSX 工作簿：请另存为 XLSX 后使用。',
  '{file*} unpacks to more than {most} MiB, which is more than any form: save it again and check its size.':
    '{file*} 解包后超过 {most} MiB，大于任何表样：请重新保存并检查大小。',
  'The font of the PDF has no {characters}: choose docx or xlsx.':
    'PDF 字体中没有 {characters}：请改用 docx 或 xlsx。',
  // files of lines
  '{file*} has no lines: add at least one.': '{file*} 没有预算行：请至少填写一行。',
  '"{text}" has no column: the row has {cells} cells, the header {columns}.':
    '“{text}”没有对应的列：该行有 {cells} 个单元格，表头有 {columns} 个。',
  '{file*} is not CSV: {error}.': '{file*} 不是 CSV：{error}。',
  '"{head}" is not a column: the first row names some of {columns}.':
    '“{head}”不是列名：首行应为下列列名中的若干个：{columns}。',
  'the column {column} is there twice.': '列 {column} 出现了两次。',
  '{place}: not JSON ({error}).': '{place}：不是 JSON（{error}）。',
  '{file*} is neither UTF-8 nor GB 18030 text: save it as CSV in UTF-8.':
    '{file*} 不是 UTF-8 或 GB 18030 文本：请另存为 UTF-8 的 CSV。',
  // imports
  '{file*} has {count} findings of severity error and was not recorded: import it without strict, or correct the document.':
    '{file*} 有 {count} 个错误级问题，未登记：请不用 strict 导入，或更正文件。',
  'There is no import {id}: upload the document again to get a new id.':
    '没有导入 {id}：请重新上传文件以取得新编号。',
  'The import {id} waited longer than {hours} hours: upload the document again.':
    '导入 {id} 等待已超过 {hours} 小时：请重新上传文件。',
  'The document is empty: give a file with content.': '文件为空：请提供有内容的文件。',
  '"{name}" is not a field of this form: send only the file in it, and everything else as query parameters.':
    '“{name}”不是该表单的字段：表单中只放文件，其余作为查询参数。',
  'Not a field of this form.': '不是该表单的字段。',
  'The form has {count} files: send one file in each request.':
    '表单有 {count} 个文件：每次请求发送一个文件。',
  'The form cannot be read ({error}).': '表单无法读取（{error}）。',
  // documents that are kept
  '"{digits}" is not the SHA-256 of a document: give its 64 hexadecimal digits, or the first {least} or more.':
    '“{digits}”不是文件的 SHA-256：请填写 64 位十六进制数字，或其前 {least} 位以上。',
  'There is no document {digits}: see the list of documents.':
    '没有文件 {digits}：请查看文件列表。',
  '"{digits}" is the beginning of {count} amendments: give more of {amendments*}.':
    '“{digits}”是 {count} 项调整的开头：请多给几位，如 {amendments}。',
  '"{digits}" is the beginning of {count} documents: give more digits of {documents*}.':
    '有 {count} 个文件以“{digits}”开头：请多填几位：{documents}。',
  'The file of the document {sha256} is not kept: it was recorded before files were, or the folder of documents was not moved with the ledger. Import the same file once more, and it is kept from then on.':
    '文件 {sha256} 的原件未保存：登记时尚不保存原件，或文件夹没有随账本迁移。请再次导入同一文件，此后即保存。',
  'The file of the document {sha256} is damaged: put it back from a backup, or import the same file once more.':
    '文件 {sha256} 的原件已损坏：请从备份恢复，或再次导入同一文件。',
  'The folder of documents {folder} cannot be used ({code*}). {advice*}.':
    '文件夹 {folder} 无法使用（{code}）。{advice}。',
  'Nothing was recorded: make room there and repeat it': '未作登记：请腾出空间后重试',
  'Check the disk and the permissions, then repeat it': '请检查磁盘和权限后重试',
  'the disk is full': '磁盘已满',
  'The documents at {place} cannot be used now ({error}). {advice*}.':
    '{place} 的文件目前无法使用（{error}）。{advice}。',
  'Nothing was recorded: repeat it in a moment': '未作登记：请稍后重试',
  'Repeat it in a moment': '请稍后重试',
  'The schema of {place} belongs to another program or to a newer version of budget-ledger: name another schema in {setting}.':
    '{place} 的 schema 属于其他程序或更新版本的 budget-ledger：请在 {setting} 中另指定一个 schema。',
};
