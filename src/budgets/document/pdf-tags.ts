import type PdfDocument from 'pdfkit';

type Pdf = InstanceType<typeof PdfDocument>;
type Element = ReturnType<Pdf['struct']>;

/** The tags below one element of a PDF, in the order in which they are read: ISO 32000-1, 14.8. */
export class Tags {
  constructor(
    private readonly pdf: Pdf,
    private readonly element: Element,
  ) {}

  /** Tags what is drawn as one element. */
  mark(type: string, draw: () => void): void {
    const element = this.pdf.struct(type);
    this.element.add(element);
    const content = this.pdf.markStructureContent(type);
    draw();
    this.pdf.endMarkedContent();
    element.add(content);
    element.end();
  }

  /** An element that has elements of its own, such as a table or one of its rows. */
  within(type: string, fill: (tags: Tags) => void): void {
    const element = this.pdf.struct(type);
    this.element.add(element);
    fill(new Tags(this.pdf, element));
    element.end();
  }
}

/** Draws what no reader has to hear of, such as rules. */
export const decoration = (pdf: Pdf, draw: () => void): void => {
  pdf.markContent('Artifact');
  draw();
  pdf.endMarkedContent();
};
