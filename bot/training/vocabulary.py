"""The base model's Unigram vocabulary, cut down to the pieces that Indonesian office questions use.

Kept are the pieces of every training line, those that common Indonesian words need (wordfreq), and single
characters, so that nothing typed on a keyboard is unknown. Text is folded by NFKC and to lower case first.
"""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import wordfreq
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from bot.training.base import LONGEST, Base
from bot.understand.learned.encoder import PREFIX

SPECIAL = 4
"""The first pieces, <s> <pad> </s> <unk>, keep their numbers."""
_LANGUAGES: Mapping[str, float] = {"id": 1.0, "en": 0.15}
_EXTRA_CHARACTERS = "▁“”‘’–—…"


def choose(base: Base, texts: Iterable[str], common: int) -> list[int]:
    """Numbers of the base's pieces to keep, ascending: those of `texts`, and about `common` frequent ones."""
    whole = tokenizer(base, range(len(base.pieces)))
    kept = set(range(SPECIAL))
    for encoding in whole.encode_batch([PREFIX + text for text in texts]):
        kept.update(encoding.ids)
    own = len(kept)
    for piece in _frequent(whole):
        if len(kept) >= own + common:
            break
        kept.add(piece)
    numbers = {piece: number for number, piece in reversed(list(enumerate(base.pieces)))}
    for character in string.printable.strip() + _EXTRA_CHARACTERS:
        kept.update(numbers[form] for form in (character, "▁" + character) if form in numbers)
    return sorted(kept)


def tokenizer(base: Base, kept: Sequence[int] | range) -> Tokenizer:
    """A tokenizer over the kept pieces, numbered in their order, that folds, cuts and adds <s> and </s>."""
    vocabulary = [(base.pieces[number], float(base.scores[number])) for number in kept]
    fast = Tokenizer(models.Unigram(vocabulary, unk_id=3, byte_fallback=False))
    fast.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    fast.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")]
    )
    fast.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    fast.enable_truncation(LONGEST)
    return fast


def _frequent(whole: Tokenizer) -> list[int]:
    """Pieces by how often ordinary words need them, most needed first; ties by number."""
    weight: Counter[int] = Counter()
    for language, share in _LANGUAGES.items():
        words = wordfreq.get_frequency_dict(language)
        for encoding, frequency in zip(whole.encode_batch(list(words)), words.values(), strict=True):
            for piece in encoding.ids:
                weight[piece] += frequency * share
    return sorted(weight, key=lambda piece: (-weight[piece], piece))
