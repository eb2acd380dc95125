/** Whether a key belongs to an input method that composes a text: its Enter, its arrows. Some browsers tell so by 229 alone. */
export const composes = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;
