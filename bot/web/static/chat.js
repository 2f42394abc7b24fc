// The page works without this: buttons are forms. With it, messages go and come without
// a reload, what is written without a network waits, and the talk keeps its place.
(() => {
  const d = document, $ = id => d.getElementById(id);
  const log = $('log'), talk = $('talk'), jump = $('jump'), form = $('f'), box = $('soan'), app = d.querySelector('.app');
  const words = JSON.parse($('words').textContent);
  let last = Number(log.dataset.last), unseen = 0, typing = 0, slow = 0, asked = false;
  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const toEnd = () => log.scrollTo({ top: log.scrollHeight, behavior: 'instant' });
  const element = html => { const t = d.createElement('template'); t.innerHTML = html; return t.content.firstElementChild; };
  const icon = name => `<svg class="ic" aria-hidden="true" focusable="false"><use href="#i-${name}"/></svg>`;
  const messages = () => [...talk.querySelectorAll('.msg')];

  /* ---------- what depends on the lines before ---------- */
  const tick = b => {
    b.classList.remove('primary', 'old');
    b.classList.add('was');
    b.querySelector('use:last-of-type').setAttribute('href', '#i-check');
    const said = d.createElement('span');
    said.className = 'vh';
    said.textContent = ' ' + words.chosen;
    b.querySelector('.l').append(said);
  };
  const used = mine => {
    const lists = [...talk.querySelectorAll('.choices:not(.aside)')], press = mine.dataset.press;
    if (press) {
      const b = [...talk.querySelectorAll('.choices input[name=press]')].filter(i => i.value === press).pop();
      if (b) tick(b.form.querySelector('.choice'));
      return;
    }
    const n = mine.querySelector('.bubble').textContent.trim(), newest = lists.pop();
    const b = newest && /^\d+$/.test(n) && newest.querySelector(`[data-n="${n}"]`);
    if (!b) return;
    mine.querySelector('.is').textContent = words.got.replace('{label}', b.querySelector('.l').firstChild.textContent);
    tick(b);
  };
  const rest = () => [...talk.querySelectorAll('.choices:not(.aside)')].slice(0, -1).forEach(list =>
    list.querySelectorAll('.choice').forEach(b => {
      b.tabIndex = -1;
      if (b.classList.contains('was')) return;
      b.classList.remove('primary');
      b.classList.add('old');
    }));
  const folded = msg => {
    const now = msg.querySelector('.fold');
    if (!now) return;
    talk.querySelectorAll('.fold').forEach(f => {
      if (f === now) return;
      f.classList.remove('now');
      f.open = false;
      f.classList.toggle('done', f.dataset.of === now.dataset.of && Number(f.dataset.step) < Number(now.dataset.step));
    });
  };
  const dated = msg => {
    const before = messages().pop();
    if (before && before.dataset.day === msg.dataset.day || !msg.dataset.day) return;
    const p = element('<p class="day"><time></time></p>');
    p.firstChild.dateTime = msg.dataset.day;
    p.firstChild.textContent = msg.dataset.date;
    talk.append(p);
  };

  /* ---------- what has not been seen ---------- */
  const count = () => {
    $('count').hidden = jump.hidden || !unseen;
    $('count').textContent = unseen;
    const mark = $('moi');
    if (mark) mark.firstChild.textContent = words.new.replace('{n}', unseen);
  };
  const missed = () => {
    if (!unseen) {
      const old = $('moi');
      if (old) old.remove();
      talk.append(element('<p class="unread" id="moi"><span></span></p>'));
    }
    unseen++;
  };

  /* ---------- typing ---------- */
  const still = () => { clearTimeout(typing); clearTimeout(slow); $('typing').hidden = true; };
  const expect = () => {
    still();
    typing = setTimeout(() => {
      const end = atEnd();
      $('typed').textContent = words.typing;
      $('typing').hidden = false;
      if (end) toEnd();
      slow = setTimeout(() => { $('typed').textContent = words.slow; }, 8000);
    }, 400);
  };

  /* ---------- the side, where it is seen ---------- */
  let fresh = 0;
  const side = () => {
    if (!matchMedia('(min-width:64rem)').matches) return;
    clearTimeout(fresh);
    fresh = setTimeout(async () => {
      const r = await fetch('/tasks').catch(() => null);
      if (!r || !r.ok || $('tasks').contains(d.activeElement)) return;
      $('tasks').innerHTML = await r.text();
      $('tasks').hidden = !$('tasks').firstElementChild;
    }, 300);
  };

  /* ---------- lines come ---------- */
  const replace = (there, msg) => {
    log.setAttribute('aria-busy', 'true');
    there.replaceWith(msg);
    log.removeAttribute('aria-busy');
    const said = msg.querySelector('h2,.bubble,.past');
    if (!msg.classList.contains('me') && said) $('told').textContent = words.updated.replace('{title}', said.textContent.trim());
  };
  const show = (msg, end) => {
    jump.hidden = atEnd();
    if (msg.classList.contains('me')) toEnd();
    else if (end) msg.scrollIntoView({ block: 'start', behavior: 'instant' });
    else jump.hidden = false;
    count();
  };
  const arrived = e => {
    const msg = element(e.html), mine = msg.classList.contains('me'), end = atEnd() || asked && !mine;
    const there = messages().find(m => m.dataset.id === e.id || m.dataset.own && e.id.endsWith('/' + m.dataset.own));
    if (there) {
      const own = there.dataset.own;
      replace(there, msg);
      if (own) msg.dataset.own = own;
      if (mine) used(msg);
      return;
    }
    dated(msg);
    if (mine) used(msg);
    else {
      still();
      side();
      asked = false;
      if (d.hidden || !end) missed();
      box.inputMode = msg.dataset.mode || 'text';
    }
    msg.classList.add('fade');
    talk.append(msg);
    folded(msg);
    rest();
    show(msg, end);
  };

  /* ---------- the line to the server ---------- */
  let gone = 0, away = false;
  const keeping = change => { const end = atEnd(); change(); if (end) toEnd(); };
  const lost = () => keeping(() => { away = true; $('off').hidden = false; $('on').hidden = true; });
  const back = () => {
    clearTimeout(gone);
    gone = 0;
    if (!away) return;
    away = false;
    $('off').hidden = true;
    $('on').textContent = words['back.online'];
    $('on').hidden = false;
    setTimeout(() => { $('on').hidden = true; }, 3000);
  };
  let events;
  const listen = () => {
    if (events) events.close();
    events = new EventSource('/events?after=' + last);
    events.onmessage = m => {
      const e = JSON.parse(m.data);
      last = Math.max(last, e.n);
      arrived(e);
    };
    events.onopen = () => { back(); outbox.flush(); };
    events.onerror = () => {
      gone = gone || setTimeout(lost, 3000);
      if (events.readyState === 2) setTimeout(listen, 2000);
    };
  };

  /* ---------- what is sent ---------- */
  const own = id => messages().find(m => m.dataset.own === id);
  outbox.start({
    made: m => {
      const p = element(`<article class="msg me pending" data-own="${m.id}"><p class="vh"></p><div class="bubble"><p></p></div><p class="meta"><time></time> ${icon('clock')}<span class="is"></span></p></article>`);
      p.querySelector('.vh').textContent = words.me;
      p.querySelector('.bubble p').textContent = m.label || m.text;
      p.dataset.press = m.press || '';
      const mark = $('moi');
      if (mark && atEnd()) { mark.remove(); unseen = 0; }
      talk.append(p);
      asked = true;
      toEnd();
    },
    state: (m, state, why) => {
      const p = own(m.id);
      if (!p) return;
      const again = p.querySelector('.again');
      if (again) again.remove();
      p.classList.toggle('failed', state === 'failed' || state === 'refused');
      if (state === 'sent') { p.classList.remove('pending'); return; }
      if (state === 'sending' && asked) expect();
      else still();
      p.querySelector('.is').textContent = why && why !== 'failed' ? why : words[state];
      if (state !== 'failed' && state !== 'refused') return;
      p.querySelector('.meta use').setAttribute('href', '#i-warn');
      if (state === 'refused') return toEnd();
      const b = element(`<button type="button" class="btn again">${icon('undo')}<span></span></button>`);
      b.lastChild.textContent = words.again;
      b.addEventListener('click', () => outbox.again(m));
      p.append(b);
    },
    away: () => { lost(); setTimeout(() => outbox.flush(), 2000); },
  });
  d.addEventListener('submit', e => {
    if (!e.target.action.endsWith('/say')) return;
    e.preventDefault();
    $('menu').open = false;
    if (e.target === form) {
      if (box.value.trim() === '') return;
      outbox.send({ text: box.value });
      box.value = '';
      return;
    }
    const b = e.submitter, fields = e.target.elements;
    const press = b && b.name === 'press' ? b.value : fields.press.value;
    outbox.send({ press, label: fields.label ? fields.label.value : b.textContent.trim() });
  });
  /* ---------- a file: from the paper-clip, or dropped on the talk ---------- */
  const attach = $('attach'), drop = $('drop'), chosen = $('tep');
  const sendFile = file => {
    const label = words['file.sent'].replace('{name}', file.name);
    if (file.size > Number(chosen.dataset.most)) outbox.refuse({ label }, words['file.large']);
    else outbox.send({ file, label });
  };
  if (attach) {
    attach.firstElementChild.addEventListener('click', e => { e.preventDefault(); chosen.click(); });
    chosen.addEventListener('change', () => {
      [...chosen.files].forEach(sendFile);
      chosen.value = '';
    });
    const carries = e => e.dataTransfer && [...e.dataTransfer.types].includes('Files');
    const over = e => { if (!carries(e)) return; e.preventDefault(); drop.hidden = false; };
    d.addEventListener('dragenter', over);
    d.addEventListener('dragover', over);
    d.addEventListener('dragleave', e => { if (!e.relatedTarget) drop.hidden = true; });
    d.addEventListener('drop', e => {
      if (!carries(e)) return;
      e.preventDefault();
      drop.hidden = true;
      [...e.dataTransfer.files].forEach(sendFile);
    });
  }
  // Enter sends, but neither while a word is being composed nor with Shift. A phone's
  // keyboard names no key: there the line break itself is taken for it.
  let shift = false;
  const enter = e => {
    if (shift || e.isComposing || e.keyCode === 229) return;
    e.preventDefault();
    form.requestSubmit();
  };
  box.addEventListener('keydown', e => { shift = e.shiftKey; if (e.key === 'Enter') enter(e); });
  box.addEventListener('beforeinput', e => { if (e.inputType === 'insertLineBreak') enter(e); });
  $('retry').addEventListener('click', () => { listen(); outbox.flush(); });
  addEventListener('online', () => { listen(); outbox.flush(); });
  addEventListener('beforeunload', e => { if (outbox.waiting()) e.preventDefault(); });

  /* ---------- older talk ---------- */
  d.addEventListener('click', async e => {
    const link = e.target.closest('#older');
    if (!link) return;
    e.preventDefault();
    const r = await fetch(link.getAttribute('href'), { headers: { 'X-Dvcbot': '1' } }).catch(() => null);
    if (!r || !r.ok) return lost();
    const t = d.createElement('template');
    t.innerHTML = await r.text();
    t.content.querySelectorAll('.newest').forEach(n => n.remove());
    t.content.querySelectorAll('.choice').forEach(n => { n.tabIndex = -1; });
    t.content.querySelectorAll('.choice.primary').forEach(n => n.classList.replace('primary', 'old'));
    t.content.querySelectorAll('.fold').forEach(f => { f.classList.remove('now'); f.open = false; });
    const first = messages()[0], top = first.getBoundingClientRect().top, day = talk.querySelector('.day'), days = t.content.querySelectorAll('.day');
    if (day && days.length && days[days.length - 1].firstChild.dateTime === day.firstChild.dateTime) day.remove();
    log.setAttribute('aria-busy', 'true');
    link.parentElement.replaceWith(t.content);
    log.removeAttribute('aria-busy');
    log.scrollTo({ top: log.scrollTop + first.getBoundingClientRect().top - top, behavior: 'instant' });
    const next = $('older');
    (next || log).focus({ preventScroll: true });
  });

  /* ---------- place, looks ---------- */
  log.addEventListener('scroll', () => {
    jump.hidden = atEnd();
    if (jump.hidden && !d.hidden) unseen = 0;
    count();
  }, { passive: true });
  jump.addEventListener('click', () => { log.scrollTop = log.scrollHeight; });
  addEventListener('keydown', e => {
    if (e.key === 'Escape' && drop) drop.hidden = true;
    if (e.key !== 'Escape' || !$('menu').open) return;
    $('menu').open = false;
    $('menu').firstElementChild.focus();
  });
  d.querySelectorAll('[data-size]').forEach(b => b.addEventListener('click', () => looks.size(b.dataset.size)));
  const theme = now => { $('theme').querySelector('span').textContent = words['theme.' + now]; };
  $('theme').addEventListener('click', () => theme(looks.theme()));
  theme(looks.now());
  $('menu').hidden = false;
  if (window.visualViewport) {
    visualViewport.addEventListener('resize', () => {
      const end = atEnd();
      app.style.height = visualViewport.scale > 1.05 ? '' : visualViewport.height + 'px';
      if (end) toEnd();
    });
  }
  const newest = messages().pop();
  if (newest && !newest.classList.contains('me')) newest.scrollIntoView({ block: 'start', behavior: 'instant' });
  else toEnd();
  jump.hidden = atEnd();
  listen();
})();
