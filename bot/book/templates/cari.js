// The search box of the rule book: words or beginnings of words, without capitals and accents, over BUKU of
// cari-isi.js. Nothing is fetched; without scripts the box stays hidden and the list of topics is enough.
(function () {
  "use strict";

  var SHOWN = 30;
  var form = document.getElementById("cari");
  var box = document.getElementById("cari-kata");
  var told = document.getElementById("cari-jumlah");
  var list = document.getElementById("cari-hasil");

  function folded(text) {
    var plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return plain.match(/[\p{L}\p{N}]+/gu) || [];
  }

  // The place of the first word that is not before `start`.
  function first(start) {
    var low = 0, high = BUKU.kata.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (BUKU.kata[middle] < start) { low = middle + 1; } else { high = middle; }
    }
    return low;
  }

  // Page → weight for one typed word; the whole word counts double, a word that few pages have counts more.
  function weights(typed) {
    var found = new Map();
    for (var n = first(typed); n < BUKU.kata.length && BUKU.kata[n].startsWith(typed); n++) {
      var whole = BUKU.kata[n] === typed ? 2 : 1;
      var places = BUKU.letak[n];
      for (var i = 0; i < places.length; i += 2) {
        found.set(places[i], Math.max(found.get(places[i]) || 0, places[i + 1] * whole));
      }
    }
    var rare = Math.log(1 + BUKU.halaman.length / (found.size || 1));
    found.forEach(function (weight, page) { found.set(page, weight * rare); });
    return found;
  }

  // Pages that have most of the typed words, the best first, and whether they have all of them.
  function search(typed) {
    var sums = new Map();
    typed.forEach(function (word) {
      weights(word).forEach(function (weight, page) {
        var sum = sums.get(page) || { page: page, words: 0, weight: 0 };
        sum.words += 1;
        sum.weight += weight;
        sums.set(page, sum);
      });
    });
    var all = Array.from(sums.values());
    var most = all.reduce(function (best, sum) { return Math.max(best, sum.words); }, 0);
    var best = all.filter(function (sum) { return sum.words === most; });
    best.sort(function (a, b) { return b.weight - a.weight || a.page - b.page; });
    return { pages: best.map(function (sum) { return sum.page; }), complete: most === typed.length };
  }

  function element(name, text, kind) {
    var made = document.createElement(name);
    made.textContent = text;
    if (kind) { made.className = kind; }
    return made;
  }

  function line(page) {
    var entry = BUKU.halaman[page];
    var item = document.createElement("li");
    var link = element("a", entry[1]);
    link.href = entry[0];
    item.append(link);
    entry[2].forEach(function (label) { item.append(" ", element("span", label[1], "label " + label[0])); });
    if (entry[3]) { item.append(element("p", entry[3])); }
    return item;
  }

  function sentence(count, complete) {
    if (!count) { return "Tidak ditemukan. Coba kata lain, misalnya perbuatannya saja."; }
    var shown = count > SHOWN ? ", " + SHOWN + " teratas ditampilkan; tambahkan kata untuk menyempitkan" : "";
    return complete
      ? count + " halaman memuatnya" + shown + "."
      : "Tidak ada yang memuat semua kata; " + count + " yang paling dekat" + shown + ".";
  }

  function show() {
    var start = performance.now();
    var typed = Array.from(new Set(folded(box.value)));
    list.replaceChildren();
    told.textContent = "";
    if (typed.length) {
      var found = search(typed);
      told.textContent = sentence(found.pages.length, found.complete);
      list.append.apply(list, found.pages.slice(0, SHOWN).map(line));
    }
    form.classList.toggle("berisi", typed.length > 0);
    list.dataset.milidetik = (performance.now() - start).toFixed(1);
  }

  function links() { return Array.from(list.querySelectorAll("a")); }

  function remember() {
    var said = box.value.trim();
    history.replaceState(null, "", said ? "#cari=" + encodeURIComponent(said) : "#cari");
  }

  // What the address asks for: #cari=kata, so that going back finds the same results.
  function recall() {
    var said = /^#cari=(.*)$/.exec(location.hash);
    if (!said) { return; }
    try { box.value = decodeURIComponent(said[1]); } catch (error) { box.value = said[1]; }
    show();
  }

  box.addEventListener("input", function () { show(); remember(); });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var found = links();
    if (found.length) { found[0].click(); }
  });
  form.addEventListener("keydown", function (event) {
    var stops = [box].concat(links());
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    var at = stops.indexOf(document.activeElement);
    if (step && at >= 0) {
      event.preventDefault();
      stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
    } else if (event.key === "Escape") {
      box.value = "";
      show();
      remember();
      box.focus();
    }
  });
  window.addEventListener("hashchange", recall);
  form.hidden = false;
  recall();
}());
