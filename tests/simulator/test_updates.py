"""Updates come by one way, each until it is confirmed, and only the kinds asked for."""

import asyncio

from tests.simulator.conftest import Api
from tests.simulator.refusals import refusal


async def test_a_webhook_ends_polling(api: Api) -> None:
    api.box.updates.drop()
    poll = asyncio.ensure_future(api("getUpdates", timeout=30))
    await asyncio.sleep(0)
    await api("setWebhook", url="http://127.0.0.1:1/")
    assert (await refusal(poll)).startswith("409 Conflict: can't use getUpdates method while webhook")


async def test_a_second_reader_ends_the_first(api: Api) -> None:
    api.box.updates.drop()
    first = asyncio.ensure_future(api("getUpdates", timeout=30))
    await asyncio.sleep(0)
    await api("getUpdates")
    assert (await refusal(first)).startswith("409 Conflict: terminated by other getUpdates")


async def test_a_long_poll_ends_with_the_first_update(api: Api) -> None:
    api.box.updates.drop()
    poll = asyncio.ensure_future(api("getUpdates", timeout=30))
    await asyncio.sleep(0)
    assert not poll.done()
    api.siti.says("halo")
    [update] = await poll
    assert update["message"]["text"] == "halo"


async def test_an_update_comes_again_until_its_offset_is_confirmed(api: Api) -> None:
    [first] = await api("getUpdates")
    assert await api("getUpdates") == [first]
    assert await api("getUpdates", offset=first["update_id"] + 1) == []


async def test_kinds_that_were_not_asked_for_are_not_queued(api: Api) -> None:
    await api("getUpdates", allowed_updates=["message"], offset=-1)
    api.box.updates.drop()
    api.siti.blocks_bot()
    assert len(api.box.updates) == 0


async def test_a_webhook_secret_has_an_alphabet(api: Api) -> None:
    request = api("setWebhook", url="http://127.0.0.1:1/", secret_token="ada spasi")
    assert "secret token contains unallowed characters" in await refusal(request)


async def test_writing_to_a_blocked_bot_unblocks_it_first(api: Api) -> None:
    api.siti.blocks_bot()
    api.box.updates.drop()
    api.siti.says("halo lagi")
    kinds = [list(update)[1] for update in api.box.updates.take()]
    assert kinds == ["my_chat_member", "message"]


def test_a_new_box_does_not_number_its_updates_like_the_last_one() -> None:
    def first() -> int:
        number: int = Api().box.updates.take()[0]["update_id"]
        return number

    assert len({first() for _ in range(5)}) > 1
