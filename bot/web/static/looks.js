// The size of the letters and light or dark, as the person chose them: set before the
// page is drawn. Nothing else is ever kept in the browser.
(() => {
  const root = document.documentElement;
  const kept = k => { try { return localStorage.getItem(k) || ''; } catch { return ''; } };
  const keep = (k, v) => { try { localStorage.setItem(k, v); } catch { /* private window */ } };
  const size = v => {
    root.style.fontSize = v ? v + '%' : '';
    root.toggleAttribute('data-big', Number(v) > 120);
  };
  const theme = v => { if (v) root.dataset.theme = v; else delete root.dataset.theme; };
  size(kept('size'));
  theme(kept('theme'));
  window.looks = {
    size: v => { keep('size', v); size(v); },
    theme: () => {
      const all = ['', 'light', 'dark'], next = all[(all.indexOf(root.dataset.theme || '') + 1) % 3];
      keep('theme', next);
      theme(next);
      return next || 'auto';
    },
    now: () => root.dataset.theme || 'auto',
  };
})();
