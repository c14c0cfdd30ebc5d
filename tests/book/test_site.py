"""The site: whole, escaped, readable by everybody, and the same whenever and wherever it is made."""

from __future__ import annotations

import os
import posixpath
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from bot.book.site import site
from tests.support.html import parse

ROOT = Path(__file__).parents[2]
_DIGEST = """
import hashlib, sys
from pathlib import Path
from bot.book.assemble import assemble
from bot.book.site import site
from bot.rulebook.reading.load import load
files = site(assemble(load(Path(sys.argv[1]))))
print(hashlib.sha256(repr(list(files.items())).encode()).hexdigest())
"""


@pytest.fixture(scope="session")
def pages(product_site):
    """Every page of the product's site, taken apart."""
    return {path: parse(text) for path, text in product_site.items() if path.endswith(".html")}


def test_every_rule_and_every_instrument_has_a_page(product, product_site):
    wanted = {f"aturan/{rule.id}.html" for rule in product.rules}
    wanted |= {f"peraturan/{law.id}.html" for law in product.laws}
    assert wanted == {path for path in product_site if "/" in path}


def test_every_link_inside_the_site_leads_somewhere(product_site, pages):
    lost = []
    for path, page in pages.items():
        for address, _ in page.links:
            if address.startswith(("https://", "http://")):
                continue
            file, _, anchor = address.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
            if target not in product_site or (anchor and anchor not in pages[target].ids):
                lost.append((path, address))
    assert lost == []


def test_the_first_page_leads_to_every_rule(product, pages):
    led = {address for address, _ in pages["index.html"].links}
    assert {f"aturan/{rule.id}.html" for rule in product.rules} <= led


def test_nothing_is_loaded_from_elsewhere(product_site, pages):
    for path, page in pages.items():
        for address in page.loads:
            inside = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
            assert address == "data:," or inside in product_site, (path, address)
    assert "url(" not in product_site["gaya.css"]
    assert "@import" not in product_site["gaya.css"]


def test_pages_are_well_formed_and_their_headings_in_order(pages):
    for path, page in pages.items():
        assert page.unclosed == [], path
        assert len(set(page.ids)) == len(page.ids), path
        levels = [level for level, _ in page.headings]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_a_page_is_indonesian_and_lets_the_menu_be_skipped(product_site, pages):
    for path, page in pages.items():
        assert '<html lang="id">' in product_site[path], path
        assert page.links[0] == ("#isi", "Langsung ke isi"), path
        assert "isi" in page.ids, path


def test_without_scripts_the_search_box_is_not_shown(product_site):
    assert '<form id="cari" role="search" hidden>' in product_site["index.html"]


HOSTILE = "<script>alert('x')</script> & \"kutip\" {{ buku }}"


def test_what_the_rule_base_says_is_never_markup(base, made):
    rule = base.rule("suka")
    rule["judul"] = rule["pertanyaan"][0] = HOSTILE
    base.table("suka")[0] |= {"jawaban": f"**Tidak.** {HOSTILE}", "aman": HOSTILE}
    rule["praktik"] = [{"apa": HOSTILE, "tahun": None, "sumber": "https://a.id/'\"><script>"}]
    base.instruments[0] |= {"judul": HOSTILE, "singkat": HOSTILE, "catatan_berlaku": HOSTILE}
    found = site(made())
    for path, text in found.items():
        if path.endswith(".html"):
            assert parse(text).tags.count("script") == (2 if path == "index.html" else 0), path
    page = parse(found["aturan/suka.html"])
    assert page.said.count(HOSTILE) >= 4
    assert "strong" in page.tags
    assert "</script" not in found["cari-isi.js"]


def test_the_same_base_gives_the_same_bytes_in_any_process(base, tmp_path):
    folder = base.write(tmp_path)
    digests = {
        subprocess.run(
            [sys.executable, "-c", _DIGEST, folder],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "Asia/Jayapura"), ("2", "America/New_York"))
    }
    assert len(digests) == 1
