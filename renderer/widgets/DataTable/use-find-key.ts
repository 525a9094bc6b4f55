import { useEffect, type RefObject } from 'react';

function isVisible(element: HTMLElement): boolean {
  return element.getClientRects().length > 0;
}

/** Ctrl+F (Cmd+F) goes to the filter box of the table one is in, or of the first one on screen when one is in none. */
export function useFindKey(root: RefObject<HTMLElement | null>, input: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.key.toLowerCase() !== 'f' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      const here = root.current;
      if (here === null || !isVisible(here)) return;
      const within = document.activeElement?.closest('.data-table') ?? [...document.querySelectorAll<HTMLElement>('.data-table')].find(isVisible);
      if (within !== here || document.activeElement?.closest('[role="dialog"]') !== here.closest('[role="dialog"]')) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [root, input]);
}
