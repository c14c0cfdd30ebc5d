"""A database belongs to one key file and refuses every other."""

import asyncio

import pytest

from bot.store.engine import installation
from bot.store.engine.failure import StoreError

OURS, ANOTHER = "0123456789abcdef", "fedcba9876543210"


async def test_the_first_key_is_taken_and_known_again(db):
    await installation.insist_on_key(db, OURS)
    await installation.insist_on_key(db, OURS)


async def test_another_key_is_refused_with_both_fingerprints_and_what_to_do(db):
    await installation.insist_on_key(db, OURS)
    with pytest.raises(StoreError, match=rf"sidik {ANOTHER}, seharusnya {OURS}.*Pulihkan netral\.key"):
        await installation.insist_on_key(db, ANOTHER)


async def test_a_refused_key_changes_nothing(db):
    await installation.insist_on_key(db, OURS)
    with pytest.raises(StoreError):
        await installation.insist_on_key(db, ANOTHER)
    await installation.insist_on_key(db, OURS)


async def test_of_two_keys_at_the_first_start_one_is_taken(two_processes):
    told = await asyncio.gather(
        *(
            installation.insist_on_key(db, key)
            for db, key in zip(two_processes, (OURS, ANOTHER), strict=True)
        ),
        return_exceptions=True,
    )
    assert sorted(type(one) is StoreError for one in told) == [False, True]
