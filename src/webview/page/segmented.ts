import { element, type View } from './dom';

/** A choice of few, all of them in sight: radio buttons that look like one button in segments. */
export function segmented<Value extends string>(
  label: string,
  options: readonly { readonly value: Value; readonly title: string }[],
  choose: (value: Value) => void,
): View<{ value: Value; titles?: Partial<Record<Value, string>>; disabled?: readonly Value[] }> {
  const name = label.toLowerCase().replace(/\W+/g, '-');
  const parts = options.map(({ value, title }) => {
    const input = element('input', { type: 'radio', name, value });
    input.addEventListener('change', () => choose(value));
    const text = element('span', {}, title);
    return { value, title, input, text, label: element('label', {}, input, text) };
  });
  return {
    element: element(
      'div',
      { class: 'segmented', role: 'radiogroup', 'aria-label': label },
      ...parts.map(part => part.label),
    ),
    update({ value, titles, disabled = [] }) {
      for (const part of parts) {
        part.input.checked = part.value === value;
        part.input.disabled = disabled.includes(part.value);
        part.text.textContent = titles?.[part.value] ?? part.title;
      }
    },
  };
}
