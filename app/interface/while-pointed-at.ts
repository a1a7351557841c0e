/** Handlers for what holds as long as the pointer or the focus is on an element. */
export const whilePointedAt = (begin: () => void, end: () => void) => ({ onPointerEnter: begin, onPointerLeave: end, onFocus: begin, onBlur: end });
