const SIMPLE = '<w:fldSimple';
const SIMPLE_END = '</w:fldSimple>';
const INSTRUCTION = /<w:instrText\b[^>]{0,100}>(\s*=[^<]{0,500})<\/w:instrText>/g;
const FIELD_END = 'w:fldCharType="end"';
const TEXT = /<w:t[ >]/;

/**
 * The XML of a Word document with the saved text of its fields in place of simple fields (w:fldSimple), and a formula whose value is not saved
 * as its text (=SUM(ABOVE)), which no amount is read from.
 */
export const withFieldTexts = (xml: string): string => withInstructions(withSimpleFields(xml));

const withSimpleFields = (xml: string): string => {
  const [before = '', ...fields] = xml.split(SIMPLE);
  return (
    before +
    fields
      .map((field) => {
        const open = field.indexOf('>');
        const tag = field.slice(0, open);
        const isClosed = tag.endsWith('/');
        const end = isClosed ? open + 1 : field.indexOf(SIMPLE_END, open);
        if (open === -1 || end === -1) return SIMPLE + field;
        const inner = isClosed ? '' : field.slice(open + 1, end);
        const rest = field.slice(isClosed ? end : end + SIMPLE_END.length);
        const formula = /w:instr="\s*(=[^"]*)"/.exec(tag)?.[1];
        return TEXT.test(inner) || formula === undefined
          ? inner + rest
          : `<w:r><w:t>${formula}</w:t></w:r>${rest}`;
      })
      .join('')
  );
};

const withInstructions = (xml: string): string =>
  xml.replace(INSTRUCTION, (field, formula: string, at: number) => {
    const end = xml.indexOf(FIELD_END, at);
    const hasValue = end !== -1 && TEXT.test(xml.slice(at, end));
    return hasValue ? field : `<w:t>${formula.trim()}</w:t>`;
  });
