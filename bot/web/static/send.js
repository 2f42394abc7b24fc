// What the person sends: each message has one id for ever, waits in memory while there
// is no network, and is sent again under the same id.
window.outbox = (() => {
  const queue = [];
  let sending = false, on = {};
  const id = () => window.crypto && crypto.randomUUID ? crypto.randomUUID() : Date.now() + '-' + Math.floor(Math.random() * 1e9);

  const form = m => {
    const f = new FormData();
    f.append('id', m.id);
    f.append('file', m.file, m.file.name);
    return f;
  };

  const post = async m => {
    let r;
    try {
      r = await fetch(m.file ? '/tep' : '/say', { method: 'POST', headers: { 'X-Dvcbot': '1' }, body: m.file ? form(m) : new URLSearchParams(m) });
    } catch {
      return 'away';
    }
    if (r.ok) return '';
    return r.status < 500 ? (await r.text()).trim() || 'failed' : 'failed';
  };

  const flush = async () => {
    if (sending) return;
    sending = true;
    while (queue.length) {
      const m = queue[0];
      on.state(m, 'sending');
      const fault = await post(m);
      if (fault === 'away') {
        queue.forEach(q => on.state(q, 'wait'));
        on.away();
        break;
      }
      queue.shift();
      if (fault) on.state(m, 'failed', fault);
      else on.state(m, 'sent');
    }
    sending = false;
  };

  return {
    start: handlers => { on = handlers; },
    send: fields => { const m = { ...fields, id: id() }; queue.push(m); on.made(m); flush(); },
    refuse: (fields, why) => { const m = { ...fields, id: id() }; on.made(m); on.state(m, 'refused', why); },
    again: m => { queue.push(m); flush(); },
    flush,
    waiting: () => queue.length,
  };
})();
