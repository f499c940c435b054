// Decisions on findings that are not recorded yet: chosen beside the preview, sent when the document is recorded.

const template = document.querySelector('[data-decision]');

/** The fields that decide a finding, whose expected figure is `shown`, with what was `decided` before; it may be left open. `changed` is called when the choice is another one. */
export const decisionForm = ({ expected, places }, shown, changed, decided) => {
  const form = template.content.firstElementChild.cloneNode(true);
  const { decision, reason } = form.elements;
  const correct = decision.querySelector('[value=accept-expected]');
  if (expected !== null && places.some(({ row }) => row !== null))
    correct.textContent = correct.textContent.replace('{expected}', shown);
  else correct.remove();
  if (decided) Object.assign(reason, { value: decided.reason, required: true });
  if (decided) decision.value = decided.decision;
  form.onsubmit = (event) => event.preventDefault();
  decision.onchange = () => {
    reason.required = decision.value !== '';
    changed();
  };
  return form;
};

/** Whether every decision has its reason; the first that has none is shown. */
export const haveReasons = (forms) => {
  const wrong = forms.find((form) => !form.checkValidity());
  if (wrong === undefined) return true;
  wrong.closest('details').open = true;
  wrong.reportValidity();
  return false;
};

/** What was chosen; undefined where the finding is left open. */
export const decisionOf = ({ elements: { decision, reason } }) =>
  decision.value === '' ? undefined : { decision: decision.value, reason: reason.value };

/** What was sent is not changed any more: a repeat sends the same again. */
export const freeze = (forms) => {
  for (const form of forms) for (const field of form.elements) field.disabled = true;
};
