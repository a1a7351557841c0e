'use client';

import { useEffect, useState } from 'react';

const pictureIn = (files: FileList | undefined | null): File | null => Array.from(files ?? []).find((file) => file.type.startsWith('image/')) ?? files?.[0] ?? null;

/** Pictures dropped anywhere on the page or pasted. Says whether one is being dragged over it. */
export function usePictureDrop(onFile: (file: File) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const onDragOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const file = pictureIn(event.dataTransfer?.files);
      if (file !== null) onFile(file);
    };
    const onPaste = (event: ClipboardEvent) => {
      const file = pictureIn(event.clipboardData?.files);
      if (file === null) return;
      event.preventDefault();
      onFile(file);
    };
    document.addEventListener('dragover', onDragOver);
    document.addEventListener('dragleave', onDragLeave);
    document.addEventListener('drop', onDrop);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('dragover', onDragOver);
      document.removeEventListener('dragleave', onDragLeave);
      document.removeEventListener('drop', onDrop);
      document.removeEventListener('paste', onPaste);
    };
  }, [onFile]);
  return over;
}
