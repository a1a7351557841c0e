'use client';

import { useCallback, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { ImageDocument, PromptDocument } from '../../server/conversation/documents.ts';
import { placeIn, type Fit } from './fit.ts';
import { boxTool } from './tools/box.ts';
import { pointTool } from './tools/point.ts';
import type { PointerInput, Tool, ToolName } from './tools/tool.ts';

const tools: Record<ToolName, Tool<unknown>> = {
  add: pointTool(true) as Tool<unknown>,
  subtract: pointTool(false) as Tool<unknown>,
  box: boxTool as Tool<unknown>,
};

interface ToolOptions {
  name: ToolName;
  image: ImageDocument;
  fit: Fit;
  onPrompt: (prompt: PromptDocument) => void;
  onHover: (place: { x: number; y: number } | null) => void;
}

/** Handlers for the canvas: pointer and keyboard (arrows move a crosshair, Enter presses and lets go). */
export function useTool({ name, image, fit, onPrompt, onHover }: ToolOptions) {
  const tool = tools[name];
  const state = useRef<unknown>(tool.idle);
  const used = useRef(tool);
  if (used.current !== tool) {
    used.current = tool;
    state.current = tool.idle;
  }
  const [pending, setPending] = useState<PromptDocument | null>(null);
  const [crosshair, setCrosshair] = useState<{ x: number; y: number } | null>(null);

  const feed = useCallback((type: PointerInput['type'], place: { x: number; y: number }, alt: boolean, touch = false) => {
    const slack = (touch ? 10 : 4) / fit.scale;
    const step = tool.step(state.current, { type, ...place, alt, slack });
    state.current = step.state;
    setPending(tool.pending(step.state));
    if (step.prompt !== null) onPrompt(step.prompt);
  }, [tool, fit.scale, onPrompt]);

  const handlers = useMemo(() => {
    const placeOf = (event: PointerEvent) => {
      const corner = event.currentTarget.getBoundingClientRect();
      return placeIn(image, fit, event.clientX - corner.left, event.clientY - corner.top);
    };
    return {
      onPointerDown(event: PointerEvent) {
        if (event.button !== 0 || !event.isPrimary) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setCrosshair(null);
        feed('down', placeOf(event), event.altKey, event.pointerType === 'touch');
      },
      onPointerMove(event: PointerEvent) {
        const place = placeOf(event);
        onHover(place);
        if (event.isPrimary) feed('move', place, event.altKey, event.pointerType === 'touch');
      },
      onPointerUp(event: PointerEvent) {
        if (event.isPrimary) feed('up', placeOf(event), event.altKey, event.pointerType === 'touch');
        if (event.pointerType === 'touch') onHover(null);
      },
      onPointerCancel: (event: PointerEvent) => feed('cancel', placeOf(event), false),
      onPointerLeave: () => onHover(null),
      onBlur: () => setCrosshair(null),
      onKeyDown(event: KeyboardEvent) {
        const directions: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
        const from = crosshair ?? { x: Math.floor(image.width / 2), y: Math.floor(image.height / 2) };
        const direction = directions[event.key];
        if (direction !== undefined) {
          event.preventDefault();
          const stride = Math.max(1, Math.round((image.width / 100) * (event.shiftKey ? 8 : 2)));
          const clamp = (value: number, size: number) => Math.min(Math.max(value, 0), size - 1);
          const place = { x: clamp(from.x + direction[0] * stride, image.width), y: clamp(from.y + direction[1] * stride, image.height) };
          setCrosshair(place);
          onHover(place);
          feed('move', place, event.altKey);
        } else if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          setCrosshair(from);
          // A box needs two presses, one a corner; a point is pressed and let go at once.
          const isOpen = tool.pending(state.current) !== null;
          if (!isOpen) feed('down', from, event.altKey);
          if (isOpen || name !== 'box') feed('up', from, event.altKey);
        } else if (event.key === 'Escape') {
          feed('cancel', from, false);
          setCrosshair(null);
          onHover(null);
        }
      },
    };
  }, [image, fit, feed, onHover, crosshair, tool, name]);

  return { handlers, pending, crosshair };
}
