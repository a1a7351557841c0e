'use client';

import { useEffect, useState } from 'react';

/** A picture that can be drawn, decoded away from the page's thread; null until it is there. */
export function useLoadedPicture(address: string | null): HTMLImageElement | null {
  const [loaded, setLoaded] = useState<{ address: string; picture: HTMLImageElement } | null>(null);
  useEffect(() => {
    if (address === null) return;
    const picture = new Image();
    picture.src = address;
    picture.decode().then(
      () => setLoaded({ address, picture }),
      // The line then has nothing to its left; the picture itself is still there.
      () => setLoaded(null),
    );
  }, [address]);
  return loaded !== null && loaded.address === address ? loaded.picture : null;
}
