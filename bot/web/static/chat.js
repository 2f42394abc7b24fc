// The page works without this: buttons are forms. With it, messages go and come
// without a reload, what is written while offline waits in memory, and numbers choose.
(() => {
  const d = document, log = d.getElementById('log'), talk = d.getElementById('talk'), jump = d.getElementById('jump');
  const form = d.getElementById('f'), box = d.getElementById('soan'), net = d.getElementById('net'), app = d.querySelector('.app');
  const queue = [];
  let last = Number(log.dataset.last), sending = false;
  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const toEnd = () => { log.scrollTop = log.scrollHeight; };
  const online = yes => { net.hidden = yes; };

  // Choices of older messages rest; lasting ones keep working.
  const rest = () => {
    const all = talk.querySelectorAll('.choices:not(.aside)');
    all.forEach((list, i) => {
      if (i === all.length - 1) return;
      list.querySelectorAll('.choice').forEach(b => {
        b.classList.remove('primary');
        b.classList.add('old');
        b.disabled = !('lasting' in b.dataset);
      });
    });
  };

  const fragment = html => {
    const t = d.createElement('template');
    t.innerHTML = html;
    return t.content.firstElementChild;
  };

  const arrived = e => {
    const msg = fragment(e.html), end = atEnd();
    const there = [...talk.children].find(m => m.dataset.id === e.id);
    if (there) {
      there.replaceWith(msg);
    } else {
      talk.append(msg);
      rest();
      if (msg.classList.contains('me')) toEnd();
      else if (end) msg.scrollIntoView({ block: 'start' });
      else jump.hidden = false;
    }
    const kind = msg.dataset.expect || '';
    box.inputMode = /phone|national_id|number|percent|year/.test(kind) ? 'numeric' : 'text';
  };

  const listen = () => {
    const events = new EventSource('/events?after=' + last);
    events.onmessage = m => {
      const e = JSON.parse(m.data);
      last = Math.max(last, e.n);
      arrived(e);
    };
    events.onopen = () => { online(true); flush(); };
    events.onerror = () => { online(false); if (events.readyState === 2) setTimeout(listen, 2000); };
  };

  const flush = async () => {
    if (sending) return;
    sending = true;
    while (queue.length) {
      try {
        const r = await fetch('/say', { method: 'POST', headers: { 'X-Dvcbot': '1' }, body: new URLSearchParams(queue[0]) });
        if (r.status >= 500) throw new Error('busy');
        online(true);
        queue.shift();
      } catch {
        online(false);
        setTimeout(flush, 2000);
        break;
      }
    }
    sending = false;
  };

  const send = fields => {
    queue.push({ ...fields, id: crypto.randomUUID ? crypto.randomUUID() : Date.now() + '-' + Math.floor(Math.random() * 1e9) });
    flush();
  };

  d.addEventListener('submit', e => {
    if (!e.target.action.endsWith('/say')) return;
    e.preventDefault();
    if (e.target === form) {
      if (box.value.trim() === '') return;
      send({ text: box.value });
      box.value = '';
      return;
    }
    const button = e.submitter;
    const press = button && button.name === 'press' ? button.value : e.target.elements.press.value;
    const label = e.target.elements.label ? e.target.elements.label.value : button.textContent.trim();
    send({ press, label });
  });

  box.addEventListener('keydown', e => {
    if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) {
      e.preventDefault();
      form.requestSubmit();
    }
  });
  log.addEventListener('scroll', () => { if (atEnd()) jump.hidden = true; }, { passive: true });
  jump.addEventListener('click', toEnd);
  if (window.visualViewport) {
    visualViewport.addEventListener('resize', () => {
      const end = atEnd();
      app.style.height = visualViewport.height + 'px';
      if (end) toEnd();
    });
  }
  log.style.scrollBehavior = 'auto';
  toEnd();
  log.style.scrollBehavior = '';
  listen();
})();
