// What puts a kept theme on the page before anything of it is painted: it stands in the head and runs while the page is read.

export const themeKey = 'focus-theme';
/** Of the browser's own frame; the backgrounds of app/globals.css. */
export const themeColours = { light: '#fafbfc', dark: '#0f1116' } as const;

export const themeScript = `try{const t=localStorage.getItem('${themeKey}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}`;
