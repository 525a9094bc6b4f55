import { startTransition, useEffect, useState } from 'react';

/** False while what surrounds it is first drawn, true from the next frame on: for what may come a moment later than the rest. */
export function useLater(): boolean {
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    let timer = 0;
    // The timer runs when the frame that was asked for has been drawn.
    const frame = requestAnimationFrame(() => {
      timer = window.setTimeout(() => startTransition(() => setLater(true)));
    });
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, []);
  return isLater;
}
