type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element with attributes and children. Strings become text nodes, so that they are never read as markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(created, name, value);
  created.append(...children);
  return created;
}

/** `true` sets an empty attribute, `false` and `undefined` take it away. */
export function setAttribute(target: Element, name: string, value: string | number | boolean | undefined): void {
  if (value === false || value === undefined) target.removeAttribute(name);
  else if (target.getAttribute(name) !== String(value === true ? '' : value)) {
    target.setAttribute(name, String(value === true ? '' : value));
  }
}

/** Changes a text only when it differs: an unchanged node costs no layout. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** A button that looks like a link. */
export function linkButton(title: string, label: string, run: () => void): HTMLButtonElement {
  const button = element('button', { class: 'link', title: label, 'aria-label': label }, title);
  button.addEventListener('click', run);
  return button;
}

/** A part of the page and how it is brought up to date. */
export interface View<State> {
  readonly element: HTMLElement;
  readonly update: (state: State) => void;
}
