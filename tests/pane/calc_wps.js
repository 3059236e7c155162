// 替身：网页里的 ``Application``，读一项、写一项、叫一样，都问测试（``/calc``），由开着的 Calc 做。
(() => {
  const heard = {};
  const ask = (message) => {
    const sent = new XMLHttpRequest();
    // WPS 的接口都是当场答的。
    sent.open('POST', '/calc', false);
    sent.send(JSON.stringify(message));
    const answer = JSON.parse(sent.responseText);
    if (answer.error) throw new Error(answer.error);
    return answer;
  };
  const local = ({ thing, value }) => (thing === undefined ? value ?? null : remote(thing));
  const things = new WeakMap();
  const sent = (given) => (things.has(given) ? { thing: things.get(given) } : given);
  const remote = (thing) => {
    const made = new Proxy({}, {
      get(_, name) {
        if (typeof name === 'symbol') return undefined;
        const found = ask({ thing, name });
        return found.is_method ? (...given) => local(ask({ thing, name, given: given.map(sent) })) : local(found);
      },
      set(_, name, value) {
        ask({ thing, name, value });
        return true;
      },
    });
    things.set(made, thing);
    return made;
  };
  const application = remote(0);
  window.Application = new Proxy(application, {
    get: (inner, name) => (name === 'ApiEvent'
      ? { AddApiEventListener(event, told) { heard[event] = told; } } : inner[name]),
    set(inner, name, value) { inner[name] = value; return true; },
  });
  window.changed = () => heard.SheetChange();
})();
