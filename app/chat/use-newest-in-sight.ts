'use client';

import { useEffect, useRef, type RefObject } from 'react';

/** Keeps the end of a scrolling element in sight, unless the reader went up; `changes` are what may make it longer. */
export function useNewestInSight(...changes: unknown[]): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null);
  const follows = useRef(true);

  useEffect(() => {
    if (element.current !== null && follows.current) element.current.scrollTop = element.current.scrollHeight;
  }, changes);

  useEffect(() => {
    const scroller = element.current;
    if (scroller === null) return;
    let [room, length] = [scroller.clientHeight, scroller.scrollHeight];
    const onScroll = () => {
      // A scroll because the room changed (a keyboard comes up, a window is turned) is not the reader's.
      const isReader = scroller.clientHeight === room && scroller.scrollHeight === length;
      [room, length] = [scroller.clientHeight, scroller.scrollHeight];
      if (isReader) follows.current = length - scroller.scrollTop - room < 60;
    };
    const observer = new ResizeObserver(() => {
      // What is being written here comes before the newest: the keyboard of a phone takes its room.
      const field = document.activeElement;
      if (field instanceof HTMLTextAreaElement && scroller.contains(field)) field.form?.scrollIntoView({ block: 'nearest' });
      else if (follows.current) scroller.scrollTop = scroller.scrollHeight;
    });
    observer.observe(scroller);
    scroller.addEventListener('scroll', onScroll);
    return () => {
      observer.disconnect();
      scroller.removeEventListener('scroll', onScroll);
    };
  }, []);
  return element;
}
