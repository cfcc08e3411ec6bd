import { element, setAttribute, setText, type View } from './dom';

interface ProvidersState {
  readonly names: readonly string[];
  /** Empty for all. */
  readonly chosen: readonly string[];
}

/** A button that opens a list of providers to tick. */
export function providerFilter(choose: (names: readonly string[]) => void): View<ProvidersState> {
  const list = element('div', { id: 'providers', class: 'providers', popover: 'auto', role: 'group' });
  setAttribute(list, 'aria-label', 'Providers');
  const caption = element('span');
  const open = element(
    'button',
    { class: 'dropdown', popovertarget: 'providers' },
    caption,
    element('span', { class: 'chevron', 'aria-hidden': 'true' }),
  );
  const all = element('button', { class: 'link' }, 'Show all providers');
  all.addEventListener('click', () => choose([]));
  const items = element('div', { class: 'items' });
  list.append(all, items);
  let names: readonly string[] = [];
  const boxes = new Map<string, HTMLElementTagNameMap['vscode-checkbox']>();
  items.addEventListener('change', () => choose(names.filter(name => boxes.get(name)?.checked)));
  return {
    element: element('div', { class: 'provider-filter' }, open, list),
    update({ names: known, chosen }) {
      if (known.join('\n') !== names.join('\n')) {
        names = known;
        boxes.clear();
        for (const name of names) boxes.set(name, element('vscode-checkbox', { label: name }));
        items.replaceChildren(...boxes.values());
      }
      for (const [name, box] of boxes) box.checked = chosen.includes(name);
      setAttribute(all, 'disabled', chosen.length === 0);
      const [first] = chosen;
      setText(
        caption,
        first === undefined ? 'All providers' : chosen.length === 1 ? first : `${String(chosen.length)} providers`,
      );
    },
  };
}
