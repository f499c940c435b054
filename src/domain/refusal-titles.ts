import type { Language } from '../text/language.js';
import type { RefusalCode } from './errors.js';

/** The codes of what only HTTP refuses. */
export type HttpCode =
  | 'method-not-allowed'
  | 'not-acceptable'
  | 'body-too-large'
  | 'media-type-unsupported'
  | 'url-malformed'
  | 'head-too-large'
  | 'request-timeout'
  | 'host-unknown'
  | 'token-invalid'
  | 'too-many-requests'
  | 'identity-unavailable'
  | 'internal';

/** What each code means, in Chinese. The type makes it complete. */
const CHINESE: Readonly<Record<RefusalCode | HttpCode, string>> = {
  'amount-not-string': '金额须为字符串',
  'amount-form': '金额格式不正确',
  'amount-too-large': '金额过大',
  'text-invalid': '文本无效',
  'unknown-parameter': '参数不存在',
  'unknown-field': '字段不存在',
  malformed: '请求格式不正确',
  'as-of-in-future': '所问时点在将来',
  'position-beyond-log': '位置超出日志',
  'token-malformed': '令牌格式不正确',
  'idempotency-key-missing': '缺少幂等键',
  'actor-missing': '缺少操作人',
  'not-found': '不存在',
  'line-exists': '预算行已存在',
  'budget-differs': '与已建立的预算不一致',
  'agency-differs': '与已登记的单位不一致',
  'version-mismatch': '版本不一致',
  'precondition-required': '缺少版本条件',
  'idempotency-key-reused': '幂等键已用于其他请求',
  'epoch-changed': '账本纪元已更换',
  'self-approval': '不得审批本人提出的调整',
  'not-proposer': '不是提出人',
  'amendment-ended': '调整已办结',
  'year-closed': '年度已关账',
  'amendments-pending': '有未办结的调整',
  'amount-zero': '金额为零',
  'reallocation-not-zero': '调剂合计不为零',
  'sign-of-kind': '金额正负与调整类型不符',
  'economic-missing': '缺少经济分类科目',
  'authority-missing': '缺少文号',
  'line-would-go-negative': '预算行将为负数',
  'effective-before-original': '生效日早于年初预算',
  'date-in-future': '日期在将来',
  'outside-fiscal-year': '日期不在预算年度内',
  'confirmation-missing': '缺少确认',
  'line-invalid': '预算行无效',
  'code-unknown': '科目不存在',
  'correction-invalid': '更正无效',
  'line-discontinued': '预算行已被新文件取消',
  'line-linked': '预算行已衔接',
  'link-weight': '衔接权重无效',
  'finding-resolved': '问题已处理',
  'nothing-to-correct': '没有可更正的数',
  'approval-not-permitted': '无审批权限',
  forbidden: '无此权限',
  'transfer-target-missing': '缺少接收预算',
  'transfer-not-of-kind': '该类型不能转给其他预算',
  'transfer-years': '结转或划转的年度不符',
  'receiver-closed': '接收预算已关账',
  'document-unreadable': '文件无法读取',
  'document-too-large': '文件过大',
  'document-too-costly': '文件超出处理上限',
  'document-of-another-kind': '不是部门或单位预算',
  'form-lacks-place': '表样缺少位置',
  'document-unprintable': '文件无法生成',
  'document-year-unclear': '预算年度不明',
  'document-agency-unclear': '单位不明',
  'document-has-findings': '文件存在问题',
  'import-expired': '导入预览已过期',
  'lease-ended': '租约已结束',
  'groups-unavailable': '消费组存储不可用',
  'document-not-kept': '文件原件未保存',
  'data-folder-unusable': '数据目录不可用',
  'address-unusable': '监听地址不可用',
  'log-unavailable': '日志不可用',
  'log-corrupt': '日志已损坏',
  'document-corrupt': '文件原件已损坏',
  'documents-unavailable': '文件存储不可用',
  'projection-behind': '视图尚未更新',
  'budget-stopped': '该预算的视图已停止',
  'proof-unusable': '证明不可用',
  'proof-differs': '证明不一致',
  'method-not-allowed': '不支持该方法',
  'not-acceptable': '没有可接受的格式',
  'body-too-large': '请求体过大',
  'media-type-unsupported': '不支持该媒体类型',
  'url-malformed': '网址格式不正确',
  'head-too-large': '请求头过大',
  'request-timeout': '请求超时',
  'host-unknown': '未知主机名',
  'token-invalid': '访问令牌无效',
  'too-many-requests': '请求过多',
  'identity-unavailable': '身份服务不可用',
  internal: '服务内部错误',
};

/** The title of a code: `version-mismatch` is "Version mismatch", 版本不一致. Codes are the same in every language. */
export const titleOf = (code: RefusalCode | HttpCode, language: Language): string =>
  language === 'zh'
    ? CHINESE[code]
    : code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ');
