// Shows one indicator at a time, searches everything, opens photos large. Without it the page is one long read.
(function () {
  'use strict';
  var sheets = [].slice.call(document.querySelectorAll('main > .sheet'));
  var links = [].slice.call(document.querySelectorAll('nav a'));
  var results = document.getElementById('results');
  var box = document.querySelector('.find input');
  var index = null, last = null;

  function show(id) {
    var sheet = document.getElementById(id);
    if (!sheet || sheets.indexOf(sheet) < 0) { id = 'home'; sheet = document.getElementById(id); }
    sheets.forEach(function (one) { one.classList.toggle('here', one === sheet); });
    links.forEach(function (one) {
      var here = one.getAttribute('href') === '#' + id;
      one.classList.toggle('here', here);
      if (here) {
        for (var up = one.parentNode; up; up = up.parentNode) { if (up.tagName === 'DETAILS') { up.open = true; } }
        if (one.scrollIntoView) { one.scrollIntoView({ block: 'nearest' }); }
      }
    });
    return sheet;
  }
  function follow() {
    if (last) { last.classList.remove('hit'); last = null; }
    var sheet = show(location.hash.slice(1) || 'home');
    if (window.innerWidth > 900) { window.scrollTo(0, 0); } else if (location.hash) { sheet.scrollIntoView(); }
  }
  window.addEventListener('hashchange', follow);

  function find() {
    var words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) { follow(); return; }
    if (!index) {
      index = [].map.call(document.querySelectorAll('[data-kind]'), function (thing) {
        return { thing: thing, text: thing.textContent.toLowerCase() };
      });
    }
    // What serves a part serves its parent too and stands with both: the later place, the part's, is the nearer one.
    var places = {}, hits = [];
    index.forEach(function (entry) {
      if (!words.every(function (word) { return entry.text.indexOf(word) >= 0; })) { return; }
      var same = entry.thing.getAttribute('data-kind') + ' ' + entry.text;
      if (same in places) { hits[places[same]] = entry; } else { places[same] = hits.push(entry) - 1; }
    });
    var list = document.createElement('ul');
    list.className = 'papers';
    hits.slice(0, 300).forEach(function (entry) { list.appendChild(line(entry.thing)); });
    results.textContent = '';
    var head = document.createElement('h2');
    head.textContent = hits.length ? '找到 ' + hits.length + ' 处' : '没有找到“' + box.value.trim() + '”';
    results.appendChild(head);
    results.appendChild(list);
    if (hits.length > 300) { list.insertAdjacentHTML('afterend', '<p class="empty">只列出前 300 处，请再多写一个词。</p>'); }
    show('results');
  }
  function line(thing) {
    var sheet = thing;
    while (sheet.parentNode !== document.querySelector('main')) { sheet = sheet.parentNode; }
    var item = document.createElement('li'), badge = document.createElement('span');
    var link = document.createElement('a'), note = document.createElement('span');
    badge.className = 'badge';
    badge.textContent = thing.getAttribute('data-kind');
    link.href = '#' + sheet.id;
    link.textContent = words(thing);
    note.className = 'note';
    note.textContent = thing.tagName === 'H2' ? '' : sheet.getAttribute('data-name');
    link.addEventListener('click', function (event) {
      event.preventDefault();
      if (location.hash !== '#' + sheet.id) { history.pushState(null, '', '#' + sheet.id); }
      show(sheet.id);
      for (var up = thing; up; up = up.parentNode) { if (up.tagName === 'DETAILS') { up.open = true; } }
      last = thing;
      thing.classList.add('hit');
      thing.scrollIntoView({ block: 'center' });
    });
    item.appendChild(badge); item.appendChild(link); item.appendChild(note);
    return item;
  }
  function words(thing) {
    thing = thing.querySelector('figcaption') || thing;
    var parts = thing.children.length ? [].map.call(thing.children, function (part) { return part.textContent.trim(); }) : [thing.textContent];
    var text = parts.filter(Boolean).join(' · ');
    return text.length > 90 ? text.slice(0, 89) + '…' : text;
  }
  window.addEventListener('popstate', function () { box.value = ''; });
  box.addEventListener('input', find);
  box.form.addEventListener('submit', function (event) { event.preventDefault(); find(); });

  var light = null, roll = [], at = 0;
  function open(figure) {
    roll = [].slice.call(document.querySelectorAll('.sheet.here figure'));
    at = roll.indexOf(figure);
    if (!light) {
      light = document.createElement('div');
      light.className = 'light';
      light.setAttribute('role', 'dialog');
      light.addEventListener('click', function (event) { if (event.target === light) { shut(); } });
    }
    document.body.appendChild(light);
    turn(0);
  }
  function turn(by) {
    at = (at + by + roll.length) % roll.length;
    var from = roll[at], link = from.querySelector('a'), small = link.querySelector('img');
    var image = document.createElement('img');
    image.alt = small.alt;
    image.src = /\.(jpe?g|png|gif|webp|bmp)$/i.test(link.getAttribute('href')) ? link.href : small.src;
    light.textContent = '';
    light.appendChild(image);
    light.appendChild(from.querySelector('figcaption').cloneNode(true));
    button('back', '‹', '上一张', function () { turn(-1); });
    button('on', '›', '下一张', function () { turn(1); });
    button('shut', '×', '关闭', shut).focus();
  }
  function button(name, sign, title, act) {
    var made = document.createElement('button');
    made.className = name; made.textContent = sign; made.title = title;
    made.setAttribute('aria-label', title);
    made.addEventListener('click', act);
    light.appendChild(made);
    return made;
  }
  function shut() { if (light && light.parentNode) { document.body.removeChild(light); roll[at].querySelector('a').focus(); } }
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('figure a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    open(link.parentNode);
  });
  document.addEventListener('keydown', function (event) {
    if (light && light.parentNode) {
      if (event.key === 'Escape') { shut(); }
      if (event.key === 'ArrowLeft') { turn(-1); }
      if (event.key === 'ArrowRight') { turn(1); }
    } else if (event.key === '/' && document.activeElement !== box) { event.preventDefault(); box.focus(); }
  });
  follow();
}());
